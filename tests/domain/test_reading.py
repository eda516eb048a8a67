"""Reading time in whole minutes."""

import pytest

from newsreader.domain.reading import count_words, reading_minutes


@pytest.mark.parametrize(("words", "minutes"), [(0, 0), (99, 0), (100, 1), (530, 2), (2_650, 10)])
def test_minutes_follow_from_words(words: int, minutes: int) -> None:
    assert reading_minutes(words) == minutes


def test_a_short_text_has_at_least_one_minute_or_none() -> None:
    assert reading_minutes(count_words("Wort " * 120)) == 1


def test_japanese_is_counted_by_characters() -> None:
    assert reading_minutes(count_words("会" * 5_000)) == 10


def test_words_between_characters_count_too() -> None:
    assert count_words("東京 und Wien, äh") == 4
