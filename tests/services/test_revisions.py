"""The difference between an article and what it said before."""

from collections.abc import Callable

from factory import NOW, parsed_entry
from newsreader.layout.text import render_text
from newsreader.services.library import Library
from newsreader.services.revisions import load_difference
from newsreader.store.entries import apply_update


def test_edited_article_shows_what_went_and_what_came(
    library: Library, feed_with: Callable[..., int]
) -> None:
    before = "<p>Ein Zug steht.</p><p>Es gab <a href='/x'>vier</a> Verletzte.</p>"
    after = "<p>Ein Zug steht.</p><p>Es gab <a href='/x'>fünf</a> Verletzte.</p>"
    feed_id = feed_with("a", parsed_entry("1", "Zug steht", html=before))
    edited = [parsed_entry("1", "Zug fährt", html=after)]
    library.database.write(apply_update, feed_id, edited, NOW + 60).result()
    shown = library.database.read(load_difference, 1).result()
    assert shown is not None
    text = render_text(shown.document, 72)
    assert "Zug steht fährt" in text
    assert "Es gab vier fünf Verletzte." in text
    assert text.count("Ein Zug steht.") == 1


def test_article_that_was_never_edited_has_no_difference(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("a", parsed_entry("1"))
    assert library.database.read(load_difference, 1).result() is None
    assert library.database.read(load_difference, 99).result() is None
