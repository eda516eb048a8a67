"""Many articles leave the library in one file, whose ending says the kind."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from factory import NOW, parsed_entry
from newsreader.domain.errors import NewsreaderError
from newsreader.domain.view import View
from newsreader.services.article_export import export_articles
from newsreader.services.library import Library
from newsreader.store.headlines import load_spine


@pytest.fixture
def ids(library: Library, feed_with: Callable[..., int]) -> list[int]:
    """Two articles, the second with signs that HTML would obey."""
    feed_with(
        "paper",
        parsed_entry("1", "Flood", html="<p>The <b>river</b> rises.</p>", published_at=NOW),
        parsed_entry("2", "<Ebb> & flow", html="<p>It falls.</p>", published_at=NOW - 60),
    )
    return list(library.database.read(load_spine, View()).result())


@pytest.mark.parametrize(
    ("ending", "parts"),
    [
        (".md", ["# Flood", "The **river** rises.", "\n---\n", "It falls."]),
        (".txt", ["Flood", "The river rises.", "<Ebb> & flow", "It falls."]),
        (".html", ["<h1>Flood</h1>", "<b>river</b>", "<h1>&lt;Ebb&gt; &amp; flow</h1>"]),
        (".csv", ["Flood", "Ebb"]),
        (".org", ["Flood", "Ebb"]),
        (".atom", ["Flood", "Ebb"]),
    ],
)
def test_articles_stand_in_their_order(
    library: Library, ids: list[int], tmp_path: Path, ending: str, parts: list[str]
) -> None:
    path = tmp_path / f"out{ending}"

    said = export_articles(library, ids, path)

    text = path.read_text(encoding="utf-8")
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert said == f"2 articles written to {path}."


def test_a_book_has_a_chapter_for_each_and_json_has_their_text(
    library: Library, ids: list[int], tmp_path: Path
) -> None:
    export_articles(library, ids, tmp_path / "out.epub")
    export_articles(library, ids, tmp_path / "out.json")

    with zipfile.ZipFile(tmp_path / "out.epub") as book:
        assert {"1.xhtml", "2.xhtml"} <= set(book.namelist())
    assert "rises" in json.dumps(json.loads((tmp_path / "out.json").read_text()))


def test_nothing_is_overwritten_nor_guessed(
    library: Library, ids: list[int], tmp_path: Path
) -> None:
    path = tmp_path / "out.md"
    path.write_text("mine")

    with pytest.raises(NewsreaderError, match="there already"):
        export_articles(library, ids, path)
    with pytest.raises(NewsreaderError, match=r"\.md, \.txt"):
        export_articles(library, ids, tmp_path / "out.doc")
    with pytest.raises(NewsreaderError):
        export_articles(library, ids, tmp_path / "nowhere" / "out.md")

    assert path.read_text() == "mine"
    assert list(tmp_path.glob("out.doc")) == []
