"""How much there is to read."""

import re
from functools import cache

WORDS_PER_MINUTE = 265
"""Miniflux's figure for alphabetic scripts."""

_CJK_PER_MINUTE = 500  # characters
_CJK = "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd]"


def count_words(text: str) -> int:
    """Count words; Chinese and Japanese characters count by the time that they take.

    >>> count_words("Am Fluss liegt eine Stadt.")
    5
    """
    if text.isascii():
        return len(text.split())
    others, cjk_count = _cjk().subn(" ", text)
    return len(others.split()) + cjk_count * WORDS_PER_MINUTE // _CJK_PER_MINUTE


def reading_minutes(word_count: int) -> int:
    """Give whole minutes, at least one; 0 below 100 words, which need no figure."""
    return max(1, round(word_count / WORDS_PER_MINUTE)) if word_count >= 100 else 0


@cache
def _cjk() -> re.Pattern[str]:
    """Compile the pattern when it is needed: 2 ms that no start has to wait for."""
    return re.compile(_CJK)
