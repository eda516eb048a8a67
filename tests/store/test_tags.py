"""Tags: one spelling, a tree, renamed and merged everywhere."""

import pytest

from factory import NOW
from newsreader.services.bookmarks import Words, bookmark_url
from newsreader.services.library import Library
from newsreader.store import tags
from newsreader.store.bookmarks import load_bookmark


def save(library: Library, number: int, *names: str) -> int:
    words = Words(tags=names)
    address = f"https://a.example/{number}"
    return library.database.write(bookmark_url, address, NOW, words).result().id


def all_tags(library: Library) -> dict[str, int]:
    return dict(library.database.read(tags.load_tags).result())


def tags_of(library: Library, bookmark_id: int) -> tuple[str, ...]:
    found = library.database.read(load_bookmark, bookmark_id).result()
    assert found is not None
    return found.tags


def test_case_does_not_make_two_tags(library: Library) -> None:
    save(library, 1, "Österreich", "b")
    save(library, 2, "österreich")

    assert all_tags(library) == {"b": 1, "Österreich": 2}


def test_renaming_takes_the_tags_below_along(library: Library) -> None:
    first = save(library, 1, "news", "news/at/wien", "newsletter")
    count = library.database.write(tags.rename_tag, "News", "Presse").result()

    assert count == 1
    assert tags_of(library, first) == ("newsletter", "Presse", "Presse/at/wien")


@pytest.mark.parametrize(("old", "new"), [("a", "a/b"), ("a/b", "a"), ("a", "A"), ("b", "a")])
def test_renaming_onto_a_known_name_merges_and_loses_nothing(
    library: Library, old: str, new: str
) -> None:
    both = save(library, 1, "a", "a/b", "b")
    one = save(library, 2, old)
    library.database.write(tags.rename_tag, old, new).result()

    assert new in tags_of(library, one)
    assert new in tags_of(library, both)
    depth = old.count("/") + 1
    for name in ("a", "a/b", "b"):
        is_below = name == old or name.startswith(f"{old}/")
        expected = "/".join([new, *name.split("/")[depth:]]) if is_below else name
        assert expected.lower() in [tag.lower() for tag in tags_of(library, both)]


def test_deleting_takes_a_tag_from_all(library: Library) -> None:
    first = save(library, 1, "a", "a/b", "c")

    assert library.database.write(tags.delete_tag, "A").result() == 1
    assert tags_of(library, first) == ("c",)
    assert all_tags(library) == {"c": 1}


def test_a_name_that_is_none_changes_nothing(library: Library) -> None:
    save(library, 1, "a")

    assert library.database.write(tags.rename_tag, "a", " , ").result() == 0
    assert library.database.write(tags.rename_tag, "missing", "b").result() == 0
    assert all_tags(library) == {"a": 1}
