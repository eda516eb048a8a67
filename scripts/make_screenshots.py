"""Make screenshots/*.svg from the demo's feeds, the same on every machine.

python scripts/make_screenshots.py [NAME ...]
"""

import asyncio
import os
import re
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from newsreader.config.model import Settings
from newsreader.demo.library import fill
from newsreader.demo.server import DemoServer
from newsreader.services.library import Library
from newsreader.ui.app import NewsreaderApp

TARGET = Path(__file__).parents[1] / "screenshots"
NOW = 1_790_000_400  # a Monday afternoon
PORT = 8_035  # addresses of the demo are on the screen: always the same ones
_SETTLE_S = 0.4
_WEB_FONT = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)


class Shot(NamedTuple):
    """A picture: its name, the size of the terminal, the keys that lead to it."""

    name: str
    size: tuple[int, int]
    keys: tuple[str, ...] = ()
    is_empty: bool = False
    """Whether the library has no feeds."""


WIDE, SMALL = (160, 48), (80, 24)
_OPEN = ("2", "j", "enter")  # the second headline is the article with the details table
SHOTS = (
    Shot("three-panes", WIDE, _OPEN),
    Shot("headlines-80x24", SMALL, ("2", "j")),
    Shot("article-160x48", WIDE, (*_OPEN, "z")),
    Shot("article-80x24", SMALL, _OPEN),
    Shot("details-80x24", SMALL, (*_OPEN, "G")),
    Shot("welcome", (100, 30), is_empty=True),
    Shot("bookmarks", (120, 36), ("2", "j", "b", "j", "j", "b", "j", "j", "b", "B")),
    Shot("help", (120, 36), ("question_mark",)),
    Shot("feed-settings", (100, 30), ("1", "G", "ctrl+e")),
    Shot("catalogue", (100, 30), ("C",), is_empty=True),
    Shot("add-feed", (100, 30), ("a", *f"127.0.0.1:{PORT}", "enter"), is_empty=True),
)


async def take(shot: Shot, library: Library) -> str:
    """Run the program without a terminal, press the keys and give the picture."""
    app = NewsreaderApp(library, Settings())
    async with app.run_test(size=shot.size) as pilot:
        await pilot.pause(_SETTLE_S)
        for key in shot.keys:
            await pilot.press(key)
            await pilot.pause()
        await pilot.pause(_SETTLE_S)
        return _WEB_FONT.sub("", app.export_screenshot(title="newsreader"))


async def make(shot: Shot) -> None:
    """Make one picture from a fresh library."""
    with (
        tempfile.TemporaryDirectory() as folder,
        DemoServer(NOW, PORT) as server,
        closing(Library.open(Path(folder) / "library.db", lambda: NOW)) as library,
    ):
        if not shot.is_empty:
            await fill(library, server.site)
        (TARGET / f"{shot.name}.svg").write_text(await take(shot, library), encoding="utf-8")


def main() -> None:
    """Make all pictures, or those named."""
    os.environ["TZ"] = "UTC"
    time.tzset()
    wanted = sys.argv[1:]
    for shot in SHOTS:
        if not wanted or shot.name in wanted:
            print(shot.name)
            asyncio.run(make(shot))


if __name__ == "__main__":
    main()
