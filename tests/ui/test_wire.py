"""The cell-diff output: equal screens, fewer bytes."""

import asyncio
from collections.abc import Callable
from typing import ClassVar

import pytest
from rich.color import ColorSystem
from rich.segment import Segment
from rich.text import Text
from textual._compositor import ChopsUpdate
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.drivers.headless_driver import HeadlessDriver
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import (
    Button,
    Checkbox,
    DataTable,
    Footer,
    Header,
    Input,
    Label,
    OptionList,
    Static,
    Tree,
)

from factory import NOW, parsed_entry
from keyboard import Keyboard, at_keyboard
from newsreader.services.library import Library
from newsreader.ui.app import NewsreaderApp
from newsreader.ui.terminal import Terminal
from newsreader.ui.wire import WiredApp, knows_textual
from newsreader.ui.wire_canvas import Canvas
from reader import STILL
from replay import Emulator, Recorded

TITLES = [
    "Parlament beschließt Haushalt",
    "東京の天気は晴れ",
    "Ein Wort 漢字 in der Mitte",
    "Cafe\u0301 und Nai\u0308vite\u0301t",
    "Kurz",
    "Eine sehr lange Überschrift, die in keine Spalte passt und abgeschnitten werden muss " * 2,
]


class Question(ModalScreen[None]):
    """A dialog over the rest."""

    DEFAULT_CSS = "Question { align: center middle; } Question Label { border: round red; }"
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss", "Close")]

    def compose(self) -> ComposeResult:
        yield Label("Wirklich 漢字?")
        yield Button("Ja")


class Reader(Recorded):
    """Three panes and everything that usually moves in them."""

    CSS = """
    Tree { width: 24; border-right: solid $primary; }
    OptionList { width: 1fr; }
    #article { width: 1fr; }
    .underlined { text-style: underline bold; }
    .-alone Tree, .-alone #article, .-alone DataTable { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "ask", "Ask", priority=True),
        Binding("f2", "toggle_class('Screen', '-alone')", "Zen", priority=True),
        Binding("f3", "tell", "Tell", priority=True),
        Binding("f4", "change", "Change", priority=True),
    ]

    def compose(self) -> ComposeResult:
        yield Header()
        yield Input(placeholder="Suchen 漢字")
        with Horizontal():
            tree: Tree[None] = Tree("Alle")
            for number in range(12):
                node = tree.root.add(f"Ordner {number} 新聞", expand=number % 2 == 0)
                for feed in range(4):
                    node.add_leaf(f"Quelle {feed}")
            tree.root.expand()
            yield tree
            yield OptionList(
                *(Content(f"{i} {TITLES[i % len(TITLES)]}") for i in range(200)), id="list"
            )
            with VerticalScroll(id="article"):
                yield Checkbox("Gelesen")
                link = "https://example.org/weiter"
                for i in range(30):
                    text = Text(f"Absatz {i} " + "Wort 漢 und e\u0301 mehr " * (i % 5))
                    text.stylize(f"link {link}" if i % 3 else "italic strike", 3, 20)
                    yield Static(text, classes="underlined" if i % 4 else "")
        table: DataTable[str] = DataTable()
        table.styles.height = 6
        yield table
        yield Footer()

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_columns("Titel", "Datum")
        table.add_rows((title, f"{day}. Mai") for day, title in enumerate(TITLES * 5, 1))
        self.query_one(OptionList).focus()

    def action_ask(self) -> None:
        self.push_screen(Question())

    def action_tell(self) -> None:
        self.notify("Zwölf neue 記事", title="Fertig", timeout=600, markup=False)

    def action_change(self) -> None:
        options = self.query_one(OptionList)
        options.replace_option_prompt_at_index(3, Content("Geändert 漢"))
        self.query_one(Static).update(Content("漢" * 7))


KEYS = """
down down pagedown down end up home tab down down pagedown end tab space tab down tab enter space
down enter down pagedown tab a b ü 漢 left backspace home delete shift+tab shift+tab down f2 down
down pagedown up f2 f1 tab escape f3 down f4 down shift+tab pagedown down left tab tab tab down f3
f2 down end home f2
"""


async def _play(app: Recorded, keyboard: Keyboard) -> None:
    await keyboard.settle()
    await keyboard.press(*KEYS.split())
    pilot = keyboard.pilot
    await pilot.hover("#list", offset=(3, 2))
    await pilot.click("#list", offset=(5, 4))
    await pilot.hover("#article", offset=(5, 4))
    await pilot.resize_terminal(app.size.width - 13, app.size.height + 5)
    await keyboard.press(*KEYS.split()[:5])


@pytest.mark.slow
@pytest.mark.parametrize(("size", "theme"), [((80, 24), "textual-dark"), ((133, 41), "ansi-light")])
async def test_every_frame_looks_like_textuals_own(size: tuple[int, int], theme: str) -> None:
    app = Reader()
    app.theme = theme
    app.animation_level = "none"
    async with at_keyboard(app, size) as keyboard:
        await _play(app, keyboard)
    assert app.differences == []
    assert len(app.frames) >= 60
    assert sum(f.ours for f in app.frames) < sum(f.stock for f in app.frames) / 4


def test_a_part_of_a_line_that_ends_within_a_wide_character_is_painted_with_all_of_it() -> None:
    canvas = Canvas(6, 1, Terminal())
    whole = Strip([Segment("ab漢cd")])
    for stop in (2, 3, 4):
        canvas.paint(ChopsUpdate([{0: whole}], [(0, 0, stop)], [[6]]), ColorSystem.TRUECOLOR)
        assert "".join(canvas.rows[0].texts).rstrip() == ("ab" if stop == 2 else "ab漢")
    canvas.paint(ChopsUpdate([{0: whole}], [(0, 0, 6)], [[6]]), ColorSystem.TRUECOLOR)
    canvas.paint(ChopsUpdate([{0: whole}], [(0, 0, 3)], [[6]]), ColorSystem.TRUECOLOR)
    assert canvas.rows[0].texts == ["a", "b", "漢", "", "c", "d"]


async def test_what_is_painted_between_a_new_size_and_its_layout_is_not_compared() -> None:
    app = Reader()
    app.animation_level = "none"
    async with at_keyboard(app, (80, 24)) as keyboard:
        await keyboard.settle()
        frames = len(app.frames)
        app._size = Size(67, 29)  # as for the moment in which more sizes may follow
        app.query_one(DataTable).refresh()
        app.query_one(OptionList).action_cursor_down()
        for _ in range(2):  # a widget asks for its paint, then it is painted
            app.screen._on_timer_update()
            await asyncio.sleep(0)
        assert len(app.frames) == frames
        app._size = None
        await keyboard.pilot.resize_terminal(67, 29)
        await keyboard.settle()
        await keyboard.press("down")
    assert len(app.frames) > frames
    assert app.differences == []


class RecordedNewsreader(Recorded, NewsreaderApp):
    """The program itself."""


OWN_KEYS = """
j j j k pagedown j G g enter space J K n escape tab tab j l h 2 s s m b z z c j c 1 j x x 2 j j
pagedown pageup question_mark j escape slash F r i e enter escape v v ctrl+d ctrl+u shift+tab tab
"""


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_program_looks_like_with_textuals_own_output(
    size: tuple[int, int], library: Library, feed_with: Callable[..., int]
) -> None:
    for feed in range(3):
        entries = (
            parsed_entry(
                f"{feed}-{i}",
                f"{TITLES[i % len(TITLES)]} {i}",
                published_at=NOW - 60 * i,
                html=f"<p>{TITLES[i % len(TITLES)]} <a href='/x'>mehr</a></p>" * 40,
            )
            for i in range(40)
        )
        feed_with(f"zeitung{feed}", *entries, folder=("Presse",) if feed else ())
    app = RecordedNewsreader(library, STILL)
    async with at_keyboard(app, size) as keyboard:
        await keyboard.settle()
        await keyboard.press(*OWN_KEYS.split())
        await keyboard.pilot.resize_terminal(size[0] - 20, size[1] - 4)
        await keyboard.press("j", "pagedown", "enter", "space")
        app.theme = "newsreader-light"
        await keyboard.settle()
    assert app.differences == []
    assert len(app.frames) >= 60


class Page(WiredApp):
    """A page that changes by a word."""

    def compose(self) -> ComposeResult:
        yield Static("READY", id="page")


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What an app in a test writes to its terminal, as if it had one."""
    data: list[str] = []
    monkeypatch.setattr(HeadlessDriver, "is_headless", False)
    monkeypatch.setattr(HeadlessDriver, "write", lambda _, text: data.append(text))
    return data


async def _change(keyboard: Keyboard, text: str) -> None:
    keyboard.pilot.app.query_one("#page", Static).update(text)
    await keyboard.settle()


async def test_what_does_not_change_is_not_written(written: list[str]) -> None:
    app = Page()
    async with at_keyboard(app) as keyboard:
        written.clear()
        app.refresh()
        await keyboard.pilot.hover("#page")
        await _change(keyboard, "READY")
        assert written == []
        await _change(keyboard, "READ!")
        assert "".join(written).endswith("!")
        assert len("".join(written)) < 12


async def test_a_redraw_writes_everything_again(written: list[str]) -> None:
    app = Page()
    async with at_keyboard(app) as keyboard:
        await keyboard.settle()
        written.clear()
        app.redraw()
        assert "READY" in "".join(written)


async def test_a_held_screen_is_written_once(
    written: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsreader.ui.wire.LONGEST_HOLD_S", 600)
    app = Page()
    async with at_keyboard(app) as keyboard:
        app.hold_screen()
        written.clear()
        await _change(keyboard, "FIRST")
        await _change(keyboard, "OTHER")
        assert written == []
        app.show_screen()
        assert "OTHER" in "".join(written)


async def test_the_frame_is_the_screen(written: list[str]) -> None:
    app = Page()
    async with at_keyboard(app, (40, 5)) as keyboard:
        await keyboard.settle()
        terminal = Emulator(40, 5)
        terminal.feed(app.frame())
        assert terminal.text().startswith("READY")


async def test_a_dialog_is_in_no_frame(written: list[str]) -> None:
    app = Page()
    async with at_keyboard(app, (40, 5)) as keyboard:
        await app.push_screen(Question())
        await keyboard.settle()
        assert app.frame() == ""
        app.screen.dismiss()
        await keyboard.settle()
        assert "READY" in app.frame()


async def test_an_unknown_textual_gets_its_own_output(
    written: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert knows_textual()
    monkeypatch.setattr("newsreader.ui.wire.KNOWN_TEXTUAL", "9.")
    assert not knows_textual()
    app = Page()
    async with at_keyboard(app, (40, 5)) as keyboard:
        await _change(keyboard, "AFTER")
        assert app.frame() == ""
    terminal = Emulator(40, 5)
    terminal.feed("".join(written))
    assert "AFTER" in terminal.text()


async def test_a_failure_of_the_wire_ends_in_textuals_own_output(
    written: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = Page()
    async with at_keyboard(app, (40, 5)) as keyboard:
        monkeypatch.setattr(Canvas, "flush", lambda *_: 1 / 0)
        await _change(keyboard, "AFTER")
        await keyboard.settle()
    terminal = Emulator(40, 5)
    terminal.feed("".join(written))
    assert "AFTER" in terminal.text()
