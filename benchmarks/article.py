"""Measure opening an article: first lines, painted, whole, beside Textual's Markdown widget.

Run: python benchmarks/article.py [--markdown]
"""

import asyncio
import sys
import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from statistics import median

from newsreader.domain.document import Document
from newsreader.domain.entry import Entry
from newsreader.layout.layout import Layout
from newsreader.layout.markdown import render_markdown
from newsreader.parse.document import build_document

SIZES = (2_000, 20_000, 200_000, 2_000_000)
SCREEN = 60
WIDTH = 72
_UNIT = (
    "<h2>Abschnitt {n}</h2><p>Am Fluss liegt eine <b>kleine</b> Stadt, in der es jeden Morgen "
    "nach Brot riecht; <a href='https://example.org/{n}'>mehr dazu</a> steht im Stadtarchiv, das "
    "an jedem zweiten Dienstag geöffnet ist.</p><ul><li>erstens</li><li>zweitens</li></ul>"
    "<blockquote><p>Wer früh kommt, sieht die Boote.</p></blockquote><table><tr><th>Jahr</th>"
    "<th>Boote</th></tr><tr><td>1990</td><td>{n}</td></tr><tr><td>2020</td><td>7</td></tr></table>"
)


def article(size: int) -> str:
    """Make an article of about ``size`` characters."""
    count = max(size // len(_UNIT), 1)
    return "".join(_UNIT.format(n=number) for number in range(count))


def best_ms(action: Callable[[], object], rounds: int = 7) -> float:
    """Give the best of some runs, in milliseconds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times) * 1_000


def first_screen(html: str) -> Document:
    """Open an article as far as one screen."""
    document = build_document(html)
    Layout(document, WIDTH).lay_until(SCREEN)
    return document


def whole(html: str) -> int:
    """Open an article to its last line."""
    return Layout(build_document(html), WIDTH).lay_all()


def peak_mb(html: str) -> float:
    """Give the peak of Python's memory while an article is opened whole, in megabytes."""
    tracemalloc.start()
    whole(html)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1_000_000


async def markdown_widget_ms(markdown: str) -> float:
    """Time Textual's Markdown widget from update to painted."""
    from textual.app import App
    from textual.widgets import Markdown

    app: App[None] = App()
    async with app.run_test(size=(100, 40)) as pilot:
        widget = Markdown()
        await app.mount(widget)
        start = time.perf_counter()
        await widget.update(markdown)
        await pilot.pause()
        return (time.perf_counter() - start) * 1_000


async def painted_ms(rounds: int = 9) -> list[float]:
    """Time the article pane from the key to the painted screen; the median for each size."""
    from textual.app import App
    from textual.geometry import Size

    from newsreader.services.articles import read_article
    from newsreader.ui.widgets.article_view import ArticleView

    app: App[None] = App()
    async with app.run_test(size=(100, 40)) as pilot:
        view = ArticleView("article")
        await app.mount(view)
        await pilot.pause()  # nothing is laid out for a pane without a size
        times: list[list[float]] = [[] for _ in SIZES]
        for _ in range(rounds):
            for size, taken in zip(SIZES, times, strict=True):
                entry = _entry(article(size))
                start = time.perf_counter()
                view.show(read_article(entry))
                app.screen._compositor.render_strips(Size(100, 40))
                taken.append((time.perf_counter() - start) * 1_000)
                view.show(None)
                await app.workers.wait_for_complete()  # of what is laid out in idle time
        return [median(taken) for taken in times]


def _entry(html: str) -> Entry:
    return Entry(
        1, 1, "Feed", "https://example.org/feed", "1", "https://example.org/1", "Am Fluss", None,
        None, None, 0, 0, False, False, False, html, "https://example.org/",
    )  # fmt: skip


def main() -> None:
    """Print a table; ratios are against the smallest article."""
    painted = asyncio.run(painted_ms())
    print(
        f"{'size':>10} {'first 60 lines':>15} {'painted':>12} {'ratio':>7} "
        f"{'whole':>10} {'memory':>9}"
    )
    for size, paint in zip(SIZES, painted, strict=True):
        html = article(size)
        first = best_ms(partial(first_screen, html))
        rounds = 1 if size > 1_000_000 else 3
        all_ms = best_ms(partial(whole, html), rounds)
        print(
            f"{len(html):>10,} {first:>12.2f} ms {paint:>9.2f} ms {paint / painted[0]:>6.2f}x "
            f"{all_ms:>7.0f} ms {peak_mb(html):>6.1f} MB"
        )
    if "--markdown" in sys.argv:
        html = article(200_000)
        ours = best_ms(lambda: whole(html), 3)
        theirs = asyncio.run(markdown_widget_ms(render_markdown(build_document(html))))
        print(
            f"Markdown widget at 200 KB: {theirs:,.0f} ms, {theirs / ours:.0f} times ours (whole)"
        )


if __name__ == "__main__":
    main()
