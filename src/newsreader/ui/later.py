"""What the first frame does without is imported when nothing else happens, a piece at a time."""

import asyncio
import sys
from importlib import import_module

# In the order in which readers may want it: an article, marks, lists, what is kept, feeds. What
# takes long stands before what needs it, so that no piece takes more than 10 ms.
LATER = (
    "newsreader.domain.document",
    "newsreader.layout.cells",
    "newsreader.layout.lines",
    "newsreader.layout.blocks",
    "newsreader.layout.layout",
    "newsreader.services.articles",
    "newsreader.fetch.answers",
    "newsreader.fetch.headers",
    "newsreader.fetch.client",
    "newsreader.services.pictures",
    "newsreader.ui.widgets.search_bar",
    "newsreader.ui.widgets.article_drawing",
    "newsreader.ui.widgets.article_lines",
    "newsreader.ui.widgets.article_view",
    "newsreader.ui.widgets.prompt_line",
    "newsreader.ui.widgets.article_pane",
    "newsreader.domain.bookmark",
    "newsreader.ui.changing",
    "newsreader.ui.bulk",
    "newsreader.ui.many",
    "newsreader.services.bookmarks",
    "newsreader.ui.keeping",
    "newsreader.ui.widgets.tag_line",
    "newsreader.ui.tagging",
    "newsreader.ui.subscribing",
    "newsreader.services.refresh_log",
    "newsreader.domain.events",
    "newsreader.ui.fetching",
    "newsreader.ui.listening",
    "newsreader.ui.links",
    "newsreader.ui.palette",
)
_PAUSE_S = 0.005
"""For a key that came meanwhile."""


async def import_later() -> None:
    """Import it all."""
    for name in LATER:
        if name not in sys.modules:
            import_module(name)
            await asyncio.sleep(_PAUSE_S)
