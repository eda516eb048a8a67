"""Articles look as they were read and approved: tests/data/articles/NAME.txt beside NAME.html.

After a wanted change: UPDATE_GOLDEN=1 pytest tests/layout/test_golden.py, then read the diff.
"""

import os
from pathlib import Path

import pytest

from newsreader.layout.cells import width_of
from newsreader.layout.text import render_text
from newsreader.parse.document import build_document

ARTICLES = sorted((Path(__file__).parents[1] / "data" / "articles").glob("*.html"))
WIDTHS = (40, 80, 120)


def test_there_are_articles_for_every_element() -> None:
    assert len(ARTICLES) >= 60


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_an_article_looks_as_approved(path: Path) -> None:
    html = path.read_text("utf-8")
    shown = "".join(f"{f' {width} ':=^{width}}\n{_render(html, width)}" for width in WIDTHS)
    golden = path.with_suffix(".txt")
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(shown, "utf-8")
    assert shown == golden.read_text("utf-8")


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("width", [16, 20, 40, 80])
def test_no_line_is_wider_than_the_screen(path: Path, width: int) -> None:
    for line in _render(path.read_text("utf-8"), width).splitlines():
        assert width_of(line) <= width, line


def _render(html: str, width: int) -> str:
    return render_text(build_document(html, "https://example.org/a/", "de-AT"), width)
