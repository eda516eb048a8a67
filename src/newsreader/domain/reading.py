"""How much there is to read, and how far somebody has come."""

from typing import NamedTuple

from newsreader.domain.pattern import pattern

WORDS_PER_MINUTE = 265
"""Miniflux's figure for alphabetic scripts."""

_CJK_PER_MINUTE = 500  # characters
_CJK = pattern("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd]")


class Place(NamedTuple):
    """Where somebody is in an article: at a line of one of its blocks, whatever the width."""

    fraction: float = 0.0
    """How far that is, 1.0 at the end; tells the place where ``block`` is not known."""
    block: int | None = None
    line: int = 0
    """Counted from the first line of the block; negative above the first block."""


TOP = Place()


def count_words(text: str) -> int:
    """Count words; Chinese and Japanese characters count by the time that they take.

    >>> count_words("Am Fluss liegt eine Stadt.")
    5
    """
    if text.isascii():
        return len(text.split())
    others, cjk_count = _CJK.subn(" ", text)
    return len(others.split()) + cjk_count * WORDS_PER_MINUTE // _CJK_PER_MINUTE


def reading_minutes(word_count: int) -> int:
    """Give whole minutes, at least one; 0 below 100 words, which need no figure."""
    return max(1, round(word_count / WORDS_PER_MINUTE)) if word_count >= 100 else 0
