"""The writer: any change of any cells ends in the cells that were meant."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual._compositor import LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from newsreader.ui.terminal import Terminal
from newsreader.ui.wire_canvas import Canvas
from newsreader.ui.wire_cells import PLAIN, Pen, Row, is_unsure
from newsreader.ui.wire_writer import Writer
from replay import Emulator

WIDTH, HEIGHT = 17, 7

Write = tuple[int, int, str, Style | None]
"""Row, column, text and style."""

STYLES = [
    None,
    Style(color="red"),
    Style(color="red", bgcolor="blue"),
    Style(color="#102030", bgcolor="#405060"),
    Style(bold=True, bgcolor="blue"),
    Style(underline=True, color="red"),
    Style(reverse=True, strike=True, italic=True),
    Style(bold=True, dim=True, link="https://example.org/a"),
]
TEXTS = st.text(alphabet=list("ab.    漢字e\u0301é"), max_size=WIDTH)
WRITE = st.tuples(
    st.integers(0, HEIGHT - 1), st.integers(0, WIDTH - 1), TEXTS, st.sampled_from(STYLES)
)
FRAMES = st.lists(
    st.one_of(st.lists(WRITE, max_size=6), st.integers(-3, 3)), min_size=1, max_size=6
)


def _paint(canvas: Canvas, y: int, x: int, text: str, style: Style | None) -> None:
    update = LayoutUpdate([[Strip([Segment(text, style)])]], Region(x, y, WIDTH, 1))
    canvas.paint(update, ColorSystem.TRUECOLOR)


def _fresh(canvas: Canvas) -> Emulator:
    """Paint the canvas cell by cell, without any cleverness."""
    terminal = Emulator(WIDTH, HEIGHT)
    terminal.feed("\x1b[?7l")
    for y, row in enumerate(canvas.rows):
        for x, (text, pen) in enumerate(zip(row.texts, row.pens, strict=True)):
            codes = ";".join(("0", *pen.attributes, *filter(None, pen[1:3])))
            terminal.feed(f"\x1b[{codes}m\x1b[{y + 1};{x + 1}H{text}")
    return terminal


def _lines_from(first: int) -> list[Write]:
    return [(y, 0, f"line {first + y} 漢".ljust(WIDTH), STYLES[2]) for y in range(HEIGHT)]


def _play(canvas: Canvas, frames: list[list[Write] | int]) -> Emulator:
    terminal = Emulator(WIDTH, HEIGHT)
    terminal.feed("\x1b[?7l\x1b[41mRUBBISH\x1b[3;3HLEFT OVER\x1b[m")
    offset = 50
    canvas.touch_all()
    terminal.feed(canvas.flush())
    for frame in frames:
        offset += frame if isinstance(frame, int) else 0  # a number scrolls the whole screen
        for write in _lines_from(offset) if isinstance(frame, int) else frame:
            _paint(canvas, *write)
        terminal.feed(canvas.flush())
    return terminal


@settings(max_examples=150, deadline=None)
@given(FRAMES, st.booleans())
def test_the_terminal_shows_the_canvas(
    frames: list[list[Write] | int], erases_in_colour: bool
) -> None:
    canvas = Canvas(WIDTH, HEIGHT, Terminal(erases_in_colour=erases_in_colour))
    terminal = _play(canvas, frames)
    assert terminal.cells() == _fresh(canvas).cells()


EMOJI = st.text(alphabet=list("ab  漢\U0001f600\u2764\ufe0f\u200d\U0001f469"), max_size=WIDTH)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, WIDTH - 1), EMOJI, st.sampled_from(STYLES)),
        max_size=8,
    ),
    st.sampled_from([1, 2, 3]),
)
def test_a_terminal_that_measures_emoji_otherwise_shows_all_else_in_its_place(
    writes: list[Write], emoji_width: int
) -> None:
    def width(character: str) -> int:
        if character == "漢":
            return 2
        return min(emoji_width, 2) if is_unsure(character) else 1

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pyte.screens.wcwidth", width)
        canvas = Canvas(WIDTH, HEIGHT, Terminal())
        terminal = _play(canvas, [[write] for write in writes])
    for y, row in enumerate(canvas.rows):
        covered = [
            is_unsure(text) or (not text and is_unsure(row.texts[x - 1]))
            for x, text in enumerate(row.texts)
        ]
        shown = [terminal.screen.buffer[y][x].data for x in range(WIDTH)]
        # At the right edge a terminal may push what is too wide back by a cell.
        for x, text in enumerate(row.texts[:-2]):
            assert covered[x] or shown[x] == text


def test_what_follows_vowels_that_a_terminal_gives_a_cell_stays_in_its_column(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("pyte.screens.wcwidth", lambda sign: int(sign != "\u094d"))
    canvas = Canvas(30, 2, Terminal())
    terminal = Emulator(30, 2)
    terminal.feed("\x1b[?7l")
    for title in ("हिन्दी शीर्षक", "हिन्दी"):
        _paint(canvas, 0, 0, title + " " * 8, STYLES[1])
        _paint(canvas, 0, 22, "Feed 😀 Thu", None)
        terminal.feed(canvas.flush())
        shown = "".join(cell.data for _, cell in sorted(terminal.screen.buffer[0].items()))
        assert shown.replace(" ", "").startswith(title.replace(" ", "") + "Feed")
        assert [terminal.screen.buffer[0][x].data for x in range(22, 26)] == [*"Feed"]


def test_a_row_that_is_the_same_costs_nothing() -> None:
    row = Row([*"abc"], [PLAIN] * 3)
    writer = Writer()
    writer.write_rows([(0, row, row.copy())])
    assert writer.take() == ""


def test_the_next_change_starts_with_the_pen_and_cursor_of_the_last() -> None:
    red = Pen(foreground="31")
    writer = Writer()
    writer.write_rows([(0, Row.blank(9), Row([*"a        "], [red] + [PLAIN] * 8))])
    writer.take()
    writer.write_rows([(0, Row.blank(9), Row([*" b       "], [PLAIN, red] + [PLAIN] * 7))])
    assert writer.take() == "b"


def test_bold_ends_alone_when_dim_stays() -> None:
    writer = Writer()
    for pen in (Pen(("1", "2"), "31"), Pen(("2",), "31")):
        writer.write_rows([(0, None, Row(["x"], [pen]))])
    assert writer.take().endswith("\x1b[22;2mx")


def test_no_link_is_left_open() -> None:
    writer = Writer()
    writer.write_rows([(0, None, Row(["x"], [Pen(link="https://example.org/")]))])
    assert writer.take().endswith("x\x1b]8;;\x1b\\")


def test_scrolling_a_full_page_by_a_line_costs_one_line() -> None:
    canvas = Canvas(80, 24, Terminal())

    def show(first: int) -> str:
        for y in range(24):
            text = f"{first + y} " + "Überschrift mit Wörtern " * 3
            update = LayoutUpdate([[Strip([Segment(text[:80].ljust(80))])]], Region(0, y, 80, 1))
            canvas.paint(update, ColorSystem.TRUECOLOR)
        return canvas.flush()

    show(10)
    assert len(show(11)) < 130
    assert len(show(10)) < 130


def test_what_the_pen_in_hand_can_write_comes_first() -> None:
    dark, light = Pen(foreground="38;2;1;2;3"), Pen(foreground="38;2;255;255;255")
    writer = Writer(pen=light)
    rows = [Row([*"dark "], [dark] * 5), Row([*"light"], [light] * 5)]
    writer.write_rows((y, None, row) for y, row in enumerate(rows))
    assert writer.take() == "\x1b[2Hlight\x1b[1H\x1b[38;2;1;2;3mdark "
