"""The clipboard and notifications, written to the terminal as it understands them."""

from base64 import b64encode
from collections.abc import Callable

import pytest

from factory import parsed_entry
from newsreader.services.library import Library
from newsreader.ui.desktop import TMUX_NEEDS, TOO_LONG
from newsreader.ui.terminal import LONGEST_COPY
from reader import Reader, reading


@pytest.fixture(autouse=True)
def _plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TMUX", "VTE_VERSION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


def written_by(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect what goes to the terminal."""
    written: list[str] = []
    assert reader.app._driver is not None
    monkeypatch.setattr(reader.app._driver, "write", written.append)
    return written


async def test_y_copies_the_link(
    library: Library, feed_with: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    feed_with("paper", parsed_entry("One"))
    async with reading(library) as reader:
        written = written_by(reader, monkeypatch)
        await reader.press("y")
        data = b64encode(b"https://example.org/One").decode()
        assert f"\x1b]52;c;{data}\x07" in written
        assert reader.said.startswith("Copied https://")


async def test_what_is_too_long_for_the_terminal_is_not_copied_in_part(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(library) as reader:
        written = written_by(reader, monkeypatch)
        reader.app.copy_to_clipboard("x" * (LONGEST_COPY + 1))
        await reader.until(lambda: reader.said == TOO_LONG)
        assert not any("]52;" in data for data in written)


async def test_tmux_is_explained_once(
    library: Library, feed_with: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMUX", "/run/tmux/default,1,0")
    feed_with("paper", parsed_entry("One"))
    async with reading(library) as reader:
        await reader.press("y")
        await reader.until(lambda: reader.said.endswith(TMUX_NEEDS))
        assert reader.said.startswith("Copied https://")
        await reader.press("y")
        assert reader.said.startswith("Copied https://")
        assert TMUX_NEEDS not in reader.said


async def test_a_notification_is_one_sequence_without_the_feeds_control_characters(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(library) as reader:
        written = written_by(reader, monkeypatch)
        reader.app.notify_outside("3 new\x07 articles.")
        assert written == ["\x1b]9;newsreader: 3 new articles.\x07"]
