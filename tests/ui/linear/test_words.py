"""Sentences that sound right."""

import pytest

from factory import NOW
from newsreader.domain.headline import Headline
from newsreader.ui.linear.words import ago, headline_words

DAY = 86_400


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-500, "just now"),
        (59, "just now"),
        (60, "1 minute ago"),
        (7_199, "1 hour ago"),
        (2 * DAY, "2 days ago"),
        (30 * DAY, "22 August 2026"),
    ],
)
def test_times_are_told_as_people_tell_them(seconds: int, words: str) -> None:
    assert ago(NOW - seconds, NOW) == words


def test_a_headline_says_what_matters_before_its_title() -> None:
    headline = Headline(
        1, 1, "Harbour News", "Fog", None, None, NOW - 7_200, False, True, False, 300
    )

    assert headline_words(headline, NOW) == "unread, starred, Harbour News, 2 hours ago: Fog"
