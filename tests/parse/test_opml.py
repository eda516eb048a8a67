"""Subscription lists as other readers write them, well-formed or not."""

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsreader.domain.errors import ParseError
from newsreader.domain.text import clean_line
from newsreader.parse.opml import OpmlFeed, feed_url, parse_opml, write_opml

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "opml"


def opml(body: str, encoding: str = "utf-8") -> bytes:
    text = (
        f"<?xml version='1.0' encoding='{encoding}'?><opml version='2.0'><body>{body}</body></opml>"
    )
    return text.encode(encoding)


def the_feed(body: bytes) -> OpmlFeed:
    (feed,) = parse_opml(body).feeds
    return feed


def test_a_feed_has_name_address_site_and_folder() -> None:
    body = opml(
        "<outline text='News'><outline text='Austria'>"
        "<outline type='rss' text='ORF' title='ORF' xmlUrl='https://orf.example/rss' "
        "htmlUrl='https://orf.example/'/></outline></outline>"
    )

    assert the_feed(body) == OpmlFeed(
        "https://orf.example/rss", "ORF", "", "https://orf.example/", ("News", "Austria")
    )


def test_feeds_keep_their_order_and_folders_end_where_they_end() -> None:
    feeds = parse_opml(
        opml(
            "<outline xmlUrl='http://a.example/1'/>"
            "<outline title='F'><outline xmlUrl='http://a.example/2'></outline>"
            "<outline title='G'/><outline xmlUrl='http://a.example/3'/></outline>"
            "<outline xmlUrl='http://a.example/4'/>"
        )
    ).feeds

    assert [(feed.url[-1], feed.folder) for feed in feeds] == [
        ("1", ()), ("2", ("F",)), ("3", ("F",)), ("4", ()),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["xmlUrl", "xmlurl", "XMLURL"])
def test_the_case_of_attributes_does_not_matter(name: str) -> None:
    assert the_feed(opml(f"<Outline {name}='http://a.example/'/>")).url == "http://a.example/"


def test_an_own_name_and_the_publishers_are_told_apart() -> None:
    feed = the_feed(opml("<outline text='Mine' title='Theirs' xmlUrl='http://a.example/'/>"))

    assert (feed.name, feed.title) == ("Mine", "Theirs")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_umlauts_survive_any_encoding(encoding: str) -> None:
    assert (
        the_feed(opml("<outline text='Äöß' xmlUrl='http://a.example/'/>", encoding)).name == "Äöß"
    )


def test_entities_are_read_once() -> None:
    feed = the_feed(
        opml("<outline text='a &amp;lt; &#252;' xmlUrl='http://a.example/?a=1&amp;b=2'/>")
    )

    assert (feed.name, feed.url) == ("a &lt; ü", "http://a.example/?a=1&b=2")


@pytest.mark.parametrize(
    "broken",
    [
        "<outline text='A & B' xmlUrl='http://a.example/?a=1&b=2'/>",
        "<outline text='1 < 2' xmlUrl='http://a.example/?a=1&b=2'/>",
        "<outline text=A xmlUrl=http://a.example/?a=1&b=2 />",
        "<outline text='A' xmlUrl='http://a.example/?a=1&b=2'>",
        "</outline><outline text='A' xmlUrl='http://a.example/?a=1&b=2'/></b></opml>",
        "<outline text='A' text='B' xmlUrl='http://a.example/?a=1&b=2'/><!-- end",
        "</body><outline text='A' xmlUrl='http://a.example/?a=1&b=2'/>",
    ],
)
def test_what_can_be_read_of_a_broken_file_is_read(broken: str) -> None:
    feed = the_feed(opml(broken))

    assert feed.url == "http://a.example/?a=1&b=2"
    assert feed.name != "B"


def test_a_file_without_its_first_sign_is_read() -> None:
    assert the_feed(opml("<outline xmlUrl='http://a.example/'/>")[1:]).url == "http://a.example/"


@pytest.mark.parametrize(
    "address",
    [
        "|curl http://a.example/",
        "exec:curl http://a.example/",
        "filter:sed s/a/b/:http://a.example/",
        "file:///etc/passwd",
        "/etc/passwd",
        "javascript:alert(1)",
        "data:text/xml,x",
        "ftp://a.example/feed",
        "http://",
        "http://[::1/",
        'query:unread:unread = "yes"',
        "-o/tmp/x",
    ],
)
def test_only_web_addresses_are_followed(address: str) -> None:
    quoted = address.replace('"', "&quot;")

    found = parse_opml(opml(f'<outline text="x" type="rss" xmlUrl="{quoted}"/>'))

    assert found.feeds == []
    assert [(refused.name, refused.address) for refused in found.refused] == [("x", address)]


def test_a_feed_without_address_is_reported() -> None:
    found = parse_opml(opml("<outline text='x' type='rss'/><outline text='folder'/>"))

    assert [refused.name for refused in found.refused] == ["x"]


def test_control_characters_of_a_file_end_here() -> None:
    found = parse_opml(
        opml(
            "<outline text='a&#27;[2J&#x9b;b\u202ec' xmlUrl='http://a.example/&#27;]52;'/>"
            "<outline text='x&#7;y' xmlUrl='exec:&#27;[2J'/>"
        )
    )

    assert found.feeds[0].name.startswith("a[2J")
    for text in (*found.feeds[0][:3], *found.refused[0][:2]):
        assert clean_line(text) == text
        assert text.isprintable()


def test_a_very_deep_file_is_read() -> None:
    deep = "<outline text='f'>" * 5_000 + "<outline xmlUrl='http://a.example/'/>"

    assert len(the_feed(opml(deep)).folder) == 20


@pytest.mark.parametrize(
    "body", [b"", b"<rss><channel/></rss>", b"\x00\xff", b"<html>outline</html>"]
)
def test_other_files_are_told(body: bytes) -> None:
    with pytest.raises(ParseError, match="no OPML"):
        parse_opml(body)


def test_a_list_may_hold_nothing() -> None:
    assert parse_opml(b"<opml><head/></opml>").feeds == []


def test_passwords_are_not_written() -> None:
    feed = OpmlFeed("https://anna:geheim@a.example/", "A", "", None, ())

    assert "geheim" not in write_opml([feed])


NAMES = st.text(max_size=30).map(clean_line)
FEEDS = st.lists(
    st.builds(
        OpmlFeed,
        st.from_regex(r"https?://[a-z]{1,9}\.example/[!-;=-~]{0,20}", fullmatch=True).filter(
            lambda url: feed_url(url) == url
        ),
        NAMES.filter(bool),
        st.just(""),
        st.none() | st.just("https://site.example/?a=1&b=%22"),
        st.lists(NAMES.filter(bool), max_size=4).map(tuple),
    ),
    max_size=8,
)


@settings(deadline=None)
@given(FEEDS)
def test_what_is_written_is_read_back(feeds: list[OpmlFeed]) -> None:
    read = parse_opml(write_opml(feeds).encode())

    assert sorted(read.feeds, key=repr) == sorted(feeds, key=repr)
    assert read.refused == []


@settings(deadline=None)
@given(FEEDS)
def test_what_is_written_is_well_formed(feeds: list[OpmlFeed]) -> None:
    from xml.etree import ElementTree

    tree = ElementTree.fromstring(write_opml(feeds))  # noqa: S314 - our own

    written = [node.get("text") for node in tree.iter("outline") if node.get("xmlUrl")]
    assert sorted(filter(None, written)) == sorted(feed.name for feed in feeds)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_nothing_makes_the_reader_fail(noise: bytes) -> None:
    parse_opml(b"<opml>" + noise)


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not at hand")
def test_every_feed_of_the_corpus_is_read_or_reported() -> None:
    with (CORPUS / "INDEX.tsv").open(encoding="utf-8", newline="") as index:
        rows = list(csv.DictReader(index, delimiter="\t"))
    for row in rows:
        if row["outlines"] == "0":
            continue
        found = parse_opml((CORPUS / row["file"]).read_bytes())
        refused = [one for one in found.refused if one.address]
        assert len(found.feeds) + len(refused) == int(row["feeds"]), row["file"]
        # search folders of Liferea, and files beside the list of Venus
        assert all(one.address == "vfolder" or "testfeed" in one.address for one in refused)
