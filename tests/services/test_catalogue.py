"""The starter catalogue is complete and has no slips of the pen."""

from newsreader.domain.text import clean_line
from newsreader.domain.urls import host, is_web
from newsreader.services.catalogue import load_catalogue


def test_offers_some_dozens_of_feeds_in_both_languages() -> None:
    languages = [feed.language for feed in load_catalogue()]

    assert 60 <= len(languages) <= 120
    assert min(languages.count("de"), languages.count("en")) >= 30


def test_every_feed_is_named_and_has_web_addresses() -> None:
    for feed in load_catalogue():
        assert clean_line(feed.title) == feed.title != ""
        assert is_web(feed.url)
        assert is_web(feed.site)


def test_no_feed_is_offered_twice() -> None:
    feeds = load_catalogue()

    assert len({feed.url for feed in feeds}) == len(feeds)
    assert len({(feed.language, feed.title) for feed in feeds}) == len(feeds)


def test_a_topic_is_one_run_so_that_it_can_be_shown_under_one_heading() -> None:
    topics = [(feed.language, feed.topic) for feed in load_catalogue()]
    starts = [here for before, here in zip([None, *topics], topics, strict=False) if here != before]

    assert len(starts) == len(set(topics))


def test_austria_is_there() -> None:
    assert "orf.at" in {host(feed.site) for feed in load_catalogue()}
