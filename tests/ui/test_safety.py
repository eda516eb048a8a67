"""The last net before the terminal."""

import pytest
from rich.segment import Segment
from textual.color import Color

from newsreader.domain.wording import grouped
from newsreader.ui import wire_cells
from newsreader.ui.safety import _HOSTILE, ControlFilter, is_harmless

BLACK = Color.parse("black")


@pytest.mark.parametrize("hostile", ["\x1b", "\x00", "\x07", "\x7f", "\x9b", "\u202e", "\u2066"])
def test_what_a_terminal_would_obey_is_replaced(hostile: str) -> None:
    (segment,) = ControlFilter().apply([Segment(f"a{hostile}b")], BLACK)
    assert segment.text == "a�b"


def test_harmless_text_is_left_alone() -> None:
    segments = [Segment("Grüße 東京 👨‍👩‍👧")]
    assert ControlFilter().apply(segments, BLACK) is segments


def test_nothing_harmless_is_hostile_so_that_it_is_looked_at_no_further() -> None:
    harmless = "".join(filter(is_harmless, map(chr, range(0x110000))))
    assert _HOSTILE.search(harmless) is None
    assert wire_cells._STRAY.search(harmless) is None
    assert is_harmless(f"{grouped(1_000_000)} 漢")
    assert not is_harmless("1\u202f000\x1b")
