"""The settings on the screen: changed by keys, in force at once, kept in the file."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.widgets import Input, Static

from factory import parsed_entry
from fakes.refresher import StubRefresher
from newsreader.config.load import load_settings
from newsreader.config.model import registry
from newsreader.config.paths import Paths
from newsreader.fetch.answers import Limits
from newsreader.services.library import Library
from newsreader.ui.app import NewsreaderApp
from newsreader.ui.screens.settings import SettingsScreen
from newsreader.ui.terminal import Colours, Terminal
from newsreader.ui.widgets.settings_list import SettingsList
from reader import STILL, Reader, reading_with

FILE = "# mine\n[screen]\nmouse = true  # as ever\n\n[reading]\nmeasure = 60\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(FILE)
    return path


def paths_in(folder: Path) -> Paths:
    return Paths(folder, folder, folder)


@asynccontextmanager
async def settings_open(library: Library, file: Path) -> AsyncIterator[Reader]:
    """Open the settings in a program that keeps them in a file."""
    app = NewsreaderApp(
        library, load_settings([file]), StubRefresher(library), paths=paths_in(file.parent)
    )
    async with reading_with(app, (100, 40)) as reader:
        await reader.press("comma")
        await reader.until(lambda: isinstance(app.screen, SettingsScreen))
        yield reader


async def go_to(reader: Reader, key: str) -> None:
    """Put the cursor on a setting."""
    shown = reader.app.screen.query_one(SettingsList)
    while shown.current.key != key:
        await reader.press("j")


def break_file(file: Path) -> None:
    file.write_text("[screen\n")


def text_of(file: Path) -> str:
    return file.read_text()


def said(reader: Reader) -> str:
    """What the settings say at their bottom."""
    return str(reader.app.screen.query_one("#say", Static).content)


async def test_every_setting_is_there_with_its_help(library: Library, file: Path) -> None:
    async with settings_open(library, file) as reader:
        shown = reader.app.screen.query_one(SettingsList)
        seen = []
        for one in registry():
            await go_to(reader, one.key)
            seen.append(one.help_text in said(reader) and shown.current.key == one.key)
        assert all(seen)
        assert any("measure" in line and "60" in line for line in reader.lines)


async def test_a_choice_goes_round_and_comments_stay(library: Library, file: Path) -> None:
    async with settings_open(library, file) as reader:
        await go_to(reader, "screen.keymap")
        await reader.press("enter")
        assert reader.app.settings.screen.keymap == "vim"
        await go_to(reader, "screen.mouse")
        await reader.press("space")

    assert text_of(file) == FILE.replace(
        "mouse = true  # as ever\n", 'mouse = false  # as ever\nkeymap = "vim"\n'
    )


async def test_a_number_is_typed_and_checked(library: Library, file: Path) -> None:
    async with settings_open(library, file) as reader:
        await go_to(reader, "reading.measure")
        await reader.press("enter")
        line = reader.app.screen.query_one("#value", Input)
        assert line.value == "60"
        line.value = "wide"
        await reader.press("enter")
        assert "reading.measure must be a whole number" in said(reader)
        line.value = "90"
        await reader.press("enter")
        assert reader.app.settings.reading.measure == 90
        assert reader.screen.article.measure == 90

    assert "measure = 90" in text_of(file)


async def test_what_fetches_obeys_at_once(library: Library, file: Path) -> None:
    refresher = StubRefresher(library)
    app = NewsreaderApp(library, load_settings([file]), refresher, paths=paths_in(file.parent))
    async with reading_with(app, (100, 40)):
        settings = app.settings
        app.use_settings(
            settings._replace(
                fetch=settings.fetch._replace(timeout_s=5, max_body_mb=3),
                refresh=settings.refresh._replace(interval_minutes=45),
            )
        )
        assert refresher.obeys == Limits(body_size=3_000_000, total_s=5.0)
        assert refresher.wish_s == 45 * 60


async def test_the_default_of_the_site_comes_back_and_the_file_says_nothing(
    library: Library, file: Path
) -> None:
    site = file.parent / "site"
    site.mkdir()
    (site / "config.toml").write_text("[reading]\nmeasure = 50\n")
    paths = paths_in(file.parent)._replace(site_configs=(site,))
    settings = load_settings(paths.settings_files)
    app = NewsreaderApp(library, settings, StubRefresher(library), paths=paths)
    async with reading_with(app, (100, 40)) as reader:
        await reader.press("comma")
        await go_to(reader, "reading.measure")
        assert said(reader).endswith("Default: 50.")
        await reader.press("backspace")
        assert app.settings.reading.measure == 50

    assert text_of(file) == FILE.replace("measure = 60\n", "")


@pytest.mark.parametrize("size", [(40, 12), (80, 24)])
async def test_what_is_typed_is_seen_on_a_small_screen_too(
    library: Library, file: Path, size: tuple[int, int]
) -> None:
    app = NewsreaderApp(library, load_settings([file]), paths=paths_in(file.parent))
    async with reading_with(app, size) as reader:
        await reader.press("comma")
        await go_to(reader, "reading.measure")
        await reader.press("enter")
        await reader.press("backspace", "backspace", *"123")
        assert any(line.strip() == "123" for line in reader.lines)
        assert any("measure" in line and "60" in line for line in reader.lines)
        assert any("Enter save" in line for line in reader.lines)
        await reader.press("escape")
        assert any("Enter change" in line for line in reader.lines)


async def test_escape_leaves_the_line_and_then_the_screen(library: Library, file: Path) -> None:
    async with settings_open(library, file) as reader:
        await go_to(reader, "reading.measure")
        await reader.press("enter")
        reader.app.screen.query_one("#value", Input).value = "90"
        await reader.press("escape")
        assert isinstance(reader.app.screen, SettingsScreen)
        await reader.press("escape")
        assert len(reader.app.screen_stack) == 1

    assert text_of(file) == FILE


async def test_a_theme_is_seen_at_once_and_the_default_comes_back(
    library: Library, file: Path
) -> None:
    (file.parent / "themes").mkdir()
    (file.parent / "themes" / "dusk.toml").write_text('background = "#102030"\n')
    async with settings_open(library, file) as reader:
        await go_to(reader, "screen.theme")
        themes = []
        for _ in range(len(reader.app.available_themes)):
            await reader.press("enter")
            themes.append(reader.app.theme)
        assert {"dusk", "high-contrast-dark", "high-contrast-light", "nord"} <= set(themes)
        await reader.press("backspace")
        assert reader.app.theme == "newsreader-dark"


async def test_a_theme_that_the_terminal_cannot_show_is_kept_with_a_remark(
    library: Library, file: Path
) -> None:
    terminal = Terminal(colours=Colours.SIXTEEN)
    app = NewsreaderApp(library, STILL, terminal=terminal, paths=paths_in(file.parent))
    async with reading_with(app, (100, 40)) as reader:
        await reader.press("comma")
        await go_to(reader, "screen.theme")
        await reader.press("enter")
        assert "its own are used" in said(reader)
        assert app.theme == "ansi-dark"


async def test_a_file_that_cannot_be_written_changes_nothing_and_is_told(
    library: Library, file: Path
) -> None:
    async with settings_open(library, file) as reader:
        break_file(file)
        await go_to(reader, "screen.mouse")
        await reader.press("enter")
        assert "not valid TOML" in said(reader)
        assert reader.app.settings.screen.mouse


async def test_a_theme_with_a_mistake_is_told_at_the_start(
    library: Library, tmp_path: Path, feed_with: Callable[..., int]
) -> None:
    feed_with("paper", parsed_entry("a"))
    (tmp_path / "themes").mkdir()
    (tmp_path / "themes" / "dusk.toml").write_text('acent = "#ffffff"\n')
    app = NewsreaderApp(library, STILL, paths=paths_in(tmp_path))
    async with reading_with(app, (80, 24)) as reader:
        await reader.until(lambda: "acent" in reader.said)
        assert "dusk.toml:1" in reader.said


async def test_a_theme_that_can_hardly_be_read_is_told_at_the_start(
    library: Library, tmp_path: Path, feed_with: Callable[..., int]
) -> None:
    feed_with("paper", parsed_entry("a"))
    (tmp_path / "themes").mkdir()
    (tmp_path / "themes" / "dusk.toml").write_text('muted = "#1a1d22"\n')
    settings = STILL._replace(screen=STILL.screen._replace(theme="dusk"))
    for wish, is_told in ((settings, True), (STILL, False)):
        app = NewsreaderApp(library, wish, paths=paths_in(tmp_path))
        async with reading_with(app, (80, 24)) as reader:
            await reader.settle()
            assert ("dusk.toml:1: muted on " in reader.said) is is_told
