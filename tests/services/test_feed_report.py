"""What is said about feeds that are well, failing, paused, gone, silent or followed twice."""

from dataclasses import replace

import pytest

from factory import NOW
from newsreader.domain.feed import Feed
from newsreader.services.feed_health import FeedHealth
from newsreader.services.feed_report import facts, verdict

FEED = Feed(1, "https://a.example/feed", "A", checked_at=NOW - 7_200, changed_at=NOW - 86_400)
WELL = FeedHealth(FEED, 200, 81_300, 12, 9, 3_600, 5 * 86_400, (), "", "", None)


@pytest.mark.parametrize(
    ("health", "said"),
    [
        (WELL, "well"),
        (replace(WELL, feed=Feed(1, "https://a.example/feed", "A")), "not fetched yet"),
        (replace(WELL, feed=FEED._replace(is_paused=True)), "paused"),
        (
            replace(WELL, feed=FEED._replace(is_paused=True, error_code="http_410")),
            "gone for good",
        ),
        (
            replace(WELL, feed=FEED._replace(error_code="http_404", error_count=3)),
            "failed 3 times in a row",
        ),
        (replace(WELL, is_held_back=True), "asks to be left alone"),
        (replace(WELL, silent_s=800 * 86_400), "silent for 2 years"),
        (replace(WELL, duplicate_of=Feed(2, "https://b.example/", "B")), "the same as B"),
    ],
)
def test_verdict_names_what_matters_most(health: FeedHealth, said: str) -> None:
    assert verdict(health) == said


def test_facts_tell_everything_in_words() -> None:
    failing = FEED._replace(
        error_code="timeout", error_count=1, error_detail="No answer in 30 s.",
        succeeded_at=NOW - 86_400,
    )  # fmt: skip
    health = replace(
        WELL, feed=failing, moved_to="https://new.example/feed", notes=("Not well-formed.",),
        next_at=NOW + 1_200,
    )  # fmt: skip
    told = dict(facts(health, NOW))
    assert told == {
        "Address": "https://a.example/feed",
        "Moved to": "https://new.example/feed",
        "Problem": "No answer in 30 s.",
        "Last fetch": "2 hours ago",
        "Last success": "1 day ago",
        "Last news": "1 day ago",
        "Silent for": "5 days",
        "Next fetch": "in 20 minutes, 1 hour after it failed",
        "Last answer": "status 200, 81 kB",
        "Unchanged": "9 of 12 fetches, 9 answered 304",
        "Note": "Not well-formed.",
    }


@pytest.mark.parametrize(
    ("health", "label", "text"),
    [
        (WELL, "Fetched every", "1 hour"),
        (WELL, "Silent for", "5 days"),
        (
            replace(WELL, duplicate_of=Feed(2, "https://b.example/", "A")),
            "The same as",
            "A, https://b.example/",
        ),
        (replace(WELL, feed=FEED._replace(error_code="timeout")), "Last success", "never"),
        (
            replace(WELL, feed=FEED._replace(is_paused=True)),
            "Fetched every",
            "1 hour, when it is not paused",
        ),
        (
            replace(WELL, next_at=NOW + 7_200, is_held_back=True),
            "Next fetch",
            "in 2 hours, as the publisher asks",
        ),
        (
            replace(WELL, next_at=NOW + 7_200, is_held_back=True),
            "Fetched every",
            "1 hour, when it is not left alone",
        ),
        (replace(WELL, feed=FEED._replace(error_code="timeout"), next_at=NOW), "Next fetch", "due"),
        (
            replace(WELL, feed=FEED._replace(error_code="timeout"), next_at=NOW + 3_660),
            "Next fetch",
            "in 1 hour",
        ),
        (replace(WELL, status=304), "Last answer", "status 304, 81 kB"),
        (replace(WELL, status=404), "Last answer", "status 404"),
        (replace(WELL, status=404), "Last document", "81 kB"),
        (replace(WELL, same_count=2), "Unchanged", "11 of 12 fetches, 9 answered 304"),
        (
            replace(WELL, check_count=1, not_modified_count=0),
            "Unchanged",
            "0 of 1 fetch, 0 answered 304",
        ),
    ],
)
def test_facts_keep_apart_what_is_not_the_same(health: FeedHealth, label: str, text: str) -> None:
    assert dict(facts(health, NOW))[label] == text


def test_feed_that_was_never_fetched_has_little_to_tell() -> None:
    fresh = FeedHealth(
        Feed(1, "https://a.example/", "A"), None, None, 0, 0, None, None, (), "", "", None
    )
    assert dict(facts(fresh, NOW)) == {"Address": "https://a.example/", "Last fetch": "never"}
