"""An entry as opened for reading."""

from collections.abc import Callable

from factory import NOW, parsed_entry
from newsreader.domain.entry import Extras
from newsreader.domain.view import View
from newsreader.services.articles import Articles
from newsreader.services.library import Library
from newsreader.store.entries import apply_update, set_starred
from newsreader.store.headlines import load_spine


def first_id(library: Library) -> int:
    return library.database.read(load_spine, View()).result()[0]


def test_what_the_feed_tells_is_among_the_details(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("a", parsed_entry("1", extras=Extras(categories=("Wetter",))))
    article = Articles(library).open(first_id(library))
    assert article is not None
    (table,) = article.document.details
    assert table.rows[0].values[0].text == "Wetter"


def test_a_document_is_kept_while_marks_change(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("a", parsed_entry("1"))
    articles, entry_id = Articles(library), first_id(library)
    before = articles.open(entry_id)
    library.database.write(set_starred, [entry_id], True).result()
    after = articles.open(entry_id)
    assert before is not None
    assert after is not None
    assert after.document is before.document
    assert after.entry.is_starred


def test_an_entry_that_changed_is_read_anew(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_id = feed_with("a", parsed_entry("1"))
    articles, entry_id = Articles(library), first_id(library)
    before = articles.open(entry_id)
    changed = [parsed_entry("1", html="<p>Other.</p>")]
    library.database.write(apply_update, feed_id, changed, NOW).result()
    after = articles.open(entry_id)
    assert before is not None
    assert after is not None
    assert after.document is not before.document


def test_an_entry_that_is_gone_is_no_article(library: Library) -> None:
    assert Articles(library).open(99) is None
