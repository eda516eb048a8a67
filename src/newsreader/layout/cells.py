"""Widths of text in terminal cells: the only module that measures and cuts."""

import re
from collections.abc import Iterator
from functools import cache
from types import ModuleType

from newsreader.domain.text import join_flags

# Chinese and Japanese may break between any two characters, but for these
_CJK = (
    "\u2e80-\u2fff\u3001-\u30ff\u3100-\u312f\u3190-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\uff01-\uff9f\U00020000-\U0003fffd"
)
_NO_START = (
    "、。，．！？：；）」』】》〉〕］｝…‥ー々ゝゞぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ・"
    "”’)!?.,:;%\\]"
)
_NO_END = "（「『【《〈〔［｛“‘(\\["
_UNIT = re.compile(
    f"[{_NO_END}]*[{_CJK}][{_NO_START}]*|[^{_CJK}{_NO_END}]+[{_NO_START}]*|[{_NO_END}]+", re.DOTALL
)
_HAS_CJK = re.compile(f"[{_CJK}]")
# after a hyphen or slash between letters, also after a dash
_INNER_BREAK = re.compile(r"(?<=[^\W\d_]{2}[-/–—])(?=[^\W\d_]{2})")
_DASH = re.compile("[-/–—]")
_ADDRESS = re.compile(r"[.@:]\w")  # host names stay whole
_TAB = 4


@cache
def _rich() -> ModuleType:
    from rich import cells

    return cells


def width_of(text: str) -> int:
    """Count the cells that a text takes."""
    if text.isascii():
        return len(text)
    width: int = _rich().cell_len(text)
    return width


def split_at(text: str, width: int) -> tuple[str, str]:
    """Split text after at most ``width`` cells, never inside a character that a reader sees.

    The first part is not empty, even if its only character is wider than ``width``.
    """
    if text.isascii():
        return text[: max(width, 1)], text[max(width, 1) :]
    # one visible character has rarely more than 12 code points (families, flags)
    near = text[: max(width, 1) * 12]
    used = end = 0
    for _start, stop, cells in join_flags(near, _rich().split_graphemes(near)[0]):
        if used + cells > width and end:
            break
        used, end = used + cells, stop
    return text[:end], text[end:]


def chop(text: str, width: int) -> Iterator[str]:
    """Cut text into pieces of at most ``width`` cells, lazily and in linear time."""
    window = max(width, 1) * 64
    position, rest = 0, ""
    while position < len(text) or rest:
        while len(rest) < window // 2 and position < len(text):
            rest += text[position : position + window]
            position += window
        head, rest = split_at(rest, width)
        yield head


def units(word: str) -> Iterator[str]:
    """Split a word where a line may break inside it."""
    if not word.isascii() and _HAS_CJK.search(word):
        for match in _UNIT.finditer(word):
            yield match[0]
    elif _DASH.search(word) and not _ADDRESS.search(word):
        yield from _INNER_BREAK.split(word)
    else:
        yield word


def expand_tabs(line: str) -> str:
    """Replace tabs by spaces up to the next tab stop."""
    return line.expandtabs(_TAB) if "\t" in line else line
