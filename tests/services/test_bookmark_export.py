"""Exports: JSON loses nothing, the others keep what their formats can hold."""

import asyncio
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factory import NOW, parsed_entry
from newsreader.domain.bookmark import Bookmark, Highlight, State, clean_bookmark
from newsreader.domain.bookmark_view import BookmarkView
from newsreader.domain.entry import Extras, Person
from newsreader.services.bookmark_epub import write_epub
from newsreader.services.bookmark_export import WRITERS
from newsreader.services.bookmark_records import iterate_bookmarks
from newsreader.services.bookmark_text import write_markdown, write_markdown_folder
from newsreader.services.bookmarks import bookmark_entry
from newsreader.services.importing import import_file
from newsreader.services.library import Library
from newsreader.store.bookmarks import save_bookmark

HOSTILE = [
    '</A><script>"',
    "a,b|c",
    "\x1b[2J\u202e",
    "[x]",
    "Straße/Türkei",
    "=1+1",
    "]]>&amp;",
    "'",
]
texts = st.one_of(st.text(max_size=12), st.sampled_from(HOSTILE), st.just("x\n* y\n\n# z"))
moments = st.integers(1, 4_000_000_000)
maybe_moments = st.none() | moments
highlights = st.builds(Highlight, texts, texts, texts, texts, moments)
extras = st.builds(
    lambda name, category: Extras(authors=(Person(name),), categories=(category,)).to_json(),
    texts,
    texts,
)
bookmarks = st.builds(
    Bookmark,
    id=st.just(0),
    url=st.builds("https://example.org/{}?q={}".format, st.integers(0, 9), st.sampled_from("ab'")),
    title=texts, created_at=moments, description=texts, note=texts,
    tags=st.lists(texts, max_size=3).map(tuple), state=st.sampled_from(State),
    is_starred=st.booleans(), snoozed_until=maybe_moments, changed_at=moments,
    opened_at=maybe_moments, author=st.none() | texts, published_at=maybe_moments,
    language=st.sampled_from(["", "de-AT"]), word_count=st.none() | st.integers(0, 9),
    feed_title=texts, feed_url=st.sampled_from(["", "https://a.example/feed"]), guid=texts,
    link_code=st.sampled_from(["", "ok", "http_404"]), link_checked_at=maybe_moments,
    html=texts, base_url=st.sampled_from(["", "https://example.org/"]), extras=extras,
    highlights=st.lists(highlights, max_size=2, unique=True).map(tuple),
).map(clean_bookmark)  # fmt: skip


def stored(library: Library) -> list[Bookmark]:
    """Give all bookmarks without the numbers of their library, in the order of time and page."""
    found = iterate_bookmarks(library, BookmarkView())
    return sorted(
        (replace(b, id=0, entry_id=None) for b in found), key=lambda b: (b.created_at, b.key)
    )


def round_trip(folder: Path, name: str, found: list[Bookmark]) -> tuple[list[Bookmark], ...]:
    """Store, export, import into an empty library; give what was and what is."""
    source = Library.open(folder / "source.db", lambda: NOW)
    target = Library.open(folder / "target.db", lambda: NOW)
    try:
        for bookmark in found:
            source.database.write(save_bookmark, bookmark).result()
        written = "".join(WRITERS[name](iterate_bookmarks(source, BookmarkView())))
        summary = asyncio.run(import_file(target, written.encode()))
        assert summary.refused == []
        return stored(source), stored(target)
    finally:
        source.close()
        target.close()


@settings(deadline=None, max_examples=60)
@given(st.lists(bookmarks, max_size=4))
def test_json_gives_the_same_store_again(
    tmp_path_factory: pytest.TempPathFactory, found: list[Bookmark]
) -> None:
    before, after = round_trip(tmp_path_factory.mktemp("json"), "json", found)

    assert after == before


@settings(deadline=None, max_examples=40)
@given(st.lists(bookmarks, max_size=4))
def test_csv_keeps_every_column(
    tmp_path_factory: pytest.TempPathFactory, found: list[Bookmark]
) -> None:
    before, after = round_trip(tmp_path_factory.mktemp("csv"), "csv", found)

    def held(b: Bookmark) -> tuple[object, ...]:
        return (
            b.url, b.title, b.description, b.note, b.tags, b.state, b.is_starred, b.created_at,
            b.changed_at, b.author, b.published_at, b.language, b.feed_title, b.feed_url,
        )  # fmt: skip

    assert list(map(held, after)) == list(map(held, before))


@settings(deadline=None, max_examples=40)
@given(st.lists(bookmarks, max_size=4))
def test_netscape_keeps_address_words_tags_times_and_whether_it_is_to_be_read(
    tmp_path_factory: pytest.TempPathFactory, found: list[Bookmark]
) -> None:
    before, after = round_trip(tmp_path_factory.mktemp("netscape"), "netscape", found)

    def held(b: Bookmark) -> tuple[object, ...]:
        is_done = b.state is State.DONE
        times = (b.created_at, b.changed_at, b.opened_at)
        return (b.url, b.title, b.description, b.note, b.tags, times, is_done)

    assert list(map(held, after)) == list(map(held, before))


@pytest.fixture
def saved(library: Library, feed_with: Callable[..., int]) -> Library:
    """A library with two bookmarked entries."""
    feed_with(
        "a",
        parsed_entry("1", "Eis & <Schnee>", html="<h2>Kopf</h2><p>Ein <b>Wort</b>\x08.</p>"),
        parsed_entry("2", "Zwei", html="<table><tr><td>Ort<td>Wien</table><img src=x alt=Bild>"),
    )
    for entry_id in (1, 2):
        library.database.write(bookmark_entry, entry_id, NOW).result()
    return library


def test_a_book_is_well_formed_and_has_a_chapter_for_each(saved: Library, tmp_path: Path) -> None:
    path = tmp_path / "book.epub"
    count = write_epub(iterate_bookmarks(saved, BookmarkView()), path, "Saved", NOW)

    with ZipFile(path) as book:
        assert count == 2
        assert book.namelist()[0] == "mimetype"
        assert book.read("mimetype") == b"application/epub+zip"
        for name in book.namelist()[1:]:
            ET.fromstring(book.read(name))  # noqa: S314 - our own
        text = book.read("1.xhtml").decode() + book.read("2.xhtml").decode()
    assert "Eis &amp; &lt;Schnee&gt;" in text
    assert "<b>Wort</b>" in text


def test_an_atom_feed_is_well_formed(saved: Library) -> None:
    written = "".join(WRITERS["atom"](iterate_bookmarks(saved, BookmarkView())))
    root = ET.fromstring(written)  # noqa: S314 - our own

    assert len(root.findall("{http://www.w3.org/2005/Atom}entry")) == 2


def test_markdown_files_hold_facts_and_text(saved: Library, tmp_path: Path) -> None:
    found = list(iterate_bookmarks(saved, BookmarkView()))

    assert write_markdown_folder(found, tmp_path / "notes") == 2
    texts = [path.read_text() for path in (tmp_path / "notes").glob("*.md")]
    (ice,) = (text for text in texts if "Schnee" in text)
    assert 'title: "Eis & <Schnee>"' in ice
    assert "Ein **Wort**." in ice


def test_nothing_in_a_title_becomes_markup(saved: Library) -> None:
    odd = Bookmark(0, "https://x.example/", "[a](b) *c*", NOW, note="* not a heading")
    markdown = "".join(write_markdown([odd]))
    org = "".join(WRITERS["org"]([odd]))

    assert r"\[a\](b) \*c\*" in markdown
    assert "\n * not a heading" in org
