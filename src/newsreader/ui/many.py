"""Doing with many articles what changes none of them: open their pages, write them to a file."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path

from textual.screen import Screen

from newsreader.domain.errors import NewsreaderError
from newsreader.domain.wording import counted
from newsreader.services.library import Library
from newsreader.store.headlines import load_page
from newsreader.ui import links
from newsreader.ui.widgets.headline_list import HeadlineList

MOST_OPENED = 15
"""A browser with a hundred new pages helps nobody."""
MOST_COPIED = 500
"""As many as a terminal takes for its clipboard."""


def split_for(browser: Sequence[str], ids: Sequence[int]) -> tuple[Sequence[int], Sequence[int]]:
    """Give those whose pages are opened, or copied, at once, and the rest, which stays selected."""
    most = MOST_OPENED if links.has_browser(browser) else MOST_COPIED
    return ids[:most], ids[most:]


class Many:
    """Open and export what is selected in a list; ``say`` gets one sentence about it."""

    def __init__(
        self,
        screen: Screen[None],
        library: Library,
        headlines: HeadlineList,
        say: Callable[..., None],
    ) -> None:
        self._screen = screen
        self._library = library
        self._headlines = headlines
        self._say = say

    def open(self, browser: Sequence[str]) -> Coroutine[None, None, None]:
        """Open the pages of what is selected; it is selected no more before this has begun."""
        return self._open(self._headlines.take_targets(), browser)

    async def _open(self, ids: Sequence[int], browser: Sequence[str]) -> None:
        now, rest = split_for(browser, ids)
        try:
            found = await asyncio.wrap_future(self._library.database.read(load_page, now))
        except NewsreaderError as error:
            self._say(str(error), is_error=True)
            return
        if rest:
            self._headlines.select(rest)
        urls = [headline.url for headline in found if headline.url]
        done = links.open_or_copy_all(self._screen, urls, browser)
        left = f" {counted(len(rest), 'article')} still selected." if rest else ""
        self._say(f"{done}{left}")

    async def ask_and_export(self) -> None:
        """Ask for a file and write what is selected to it, or the article under the cursor.

        Nothing stays selected: a count before the key must not mean the next key, too.
        """
        from newsreader.ui.screens.export_file import ExportScreen

        ids = self._headlines.take_targets()
        if not ids:
            self._say("There is no article to export.")
            return
        name = await self._screen.app.push_screen_wait(
            ExportScreen(f"Export {counted(len(ids), 'article')}")
        )
        if name:
            await self._write(ids, Path(name))

    async def export(self, path: Path) -> None:
        """Write what is selected to a file, or the article under the cursor."""
        ids = self._headlines.selected_ids() or self._headlines.take_targets()
        if not ids:
            self._say("There is no article to export.")
        elif await self._write(ids, path):
            self._headlines.clear_selection()

    async def _write(self, ids: Sequence[int], path: Path) -> bool:
        """Write articles to a file, and say so; False if that failed."""
        from newsreader.services.article_export import export_articles

        try:
            done = await asyncio.to_thread(export_articles, self._library, ids, path)
        except NewsreaderError as error:
            self._say(str(error), is_error=True)
            return False
        self._say(done)
        return True
