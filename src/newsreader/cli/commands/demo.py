"""``newsreader demo``: the whole program on feeds that it brings along, without network."""

import argparse
import asyncio
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path

from newsreader.cli import notices, output
from newsreader.cli.notices import ExitCode
from newsreader.config.model import Settings
from newsreader.config.paths import APP_NAME
from newsreader.demo.library import fill
from newsreader.demo.server import DemoServer
from newsreader.domain.errors import UsageError
from newsreader.domain.events import RefreshFinished
from newsreader.domain.headline import Headline
from newsreader.domain.view import View
from newsreader.services.articles import Articles
from newsreader.services.library import Library
from newsreader.services.reading import load_first_screen

FEATURED = "/gipfelkurier/nachtsitzung-in-istanbul"
"""The article that is shown in full where there is no screen."""
_WIDEST = 80


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command."""
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="leave the library in this data folder"
    )
    parser.add_argument(
        "--list", action="store_true", help="print headlines and an article instead of a screen"
    )
    parser.epilog = (
        "examples:\n"
        "  newsreader demo                     # nothing of it is left afterwards\n"
        "  newsreader demo --keep ~/demo && XDG_DATA_HOME=~/demo newsreader"
    )


def run(arguments: argparse.Namespace) -> int:
    """Serve, fetch and show the bundled feeds; everything is gone afterwards."""
    with (
        _folder(arguments.keep) as folder,
        DemoServer(int(time.time())) as server,
        closing(Library.open(library_in(folder))) as library,
    ):
        finished = asyncio.run(fill(library, server.site))
        notices.tell(_summary(finished, server))
        if arguments.list or not (sys.stdin.isatty() and sys.stdout.isatty()):
            _print_text(library, server)
        else:
            _open_screen(library)
    if arguments.keep:
        notices.tell(f"To open it again: XDG_DATA_HOME={arguments.keep} newsreader")
    return ExitCode.OK


def library_in(folder: Path) -> Path:
    """Say where a library lies when ``folder`` is the data folder of all programs."""
    return folder / APP_NAME / "library.db"


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    """Give the folder to keep, which must hold no library yet, or one that is removed."""
    if keep is None:
        with tempfile.TemporaryDirectory(prefix="newsreader-demo-") as folder:
            yield Path(folder)
    elif library_in(keep).exists():
        raise UsageError(
            "demo_exists", f"There is a library in {keep} already. Name another folder."
        )
    else:
        yield keep


def _summary(finished: RefreshFinished, server: DemoServer) -> str:
    return (
        f"Fetched {finished.ok} of {finished.feeds} feeds from {server.base}: "
        f"{finished.new} articles. One feed is missing on purpose."
    )


def _print_text(library: Library, server: DemoServer) -> None:
    """Print the newest headlines, then one article in full."""
    from newsreader.layout.text import render_text

    headlines = library.database.read(load_first_screen, View()).result().headlines
    output.table([(_date(h), h.feed_title, h.title) for h in headlines], "<<<")
    featured = next(h for h in headlines if h.url == server.base + FEATURED)
    article = Articles(library).open(featured.id)
    if article is not None:
        width = min(_WIDEST, shutil.get_terminal_size().columns)
        output.text(f"\n{featured.title}\n{featured.feed_title} · {featured.author}\n")
        output.text(render_text(article.document, width))


def _date(headline: Headline) -> str:
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(headline.sort_at))


def _open_screen(library: Library) -> None:
    from newsreader.ui.program import run_screen

    run_screen(nullcontext((library, Settings())))
