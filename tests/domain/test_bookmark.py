"""What makes bookmarks one, what cleaning leaves, what merging keeps."""

from hypothesis import given
from hypothesis import strategies as st

from newsreader.domain.bookmark import (
    Bookmark,
    Highlight,
    State,
    clean_bookmark,
    merge_bookmarks,
    tag_names,
)
from newsreader.domain.bookmark_view import parse_bookmark_query
from newsreader.domain.page_key import page_key
from newsreader.domain.text import clean

hostile = st.text(st.characters(codec=None), max_size=20)
found = st.builds(
    Bookmark,
    id=st.just(0),
    url=st.just("https://example.org/"),
    title=hostile, note=hostile, description=hostile, created_at=st.integers(1, 9),
    tags=st.lists(hostile, max_size=3).map(tuple), html=hostile,
    highlights=st.lists(st.builds(Highlight, hostile, hostile), max_size=2).map(tuple),
)  # fmt: skip


@given(found)
def test_cleaning_leaves_nothing_hostile_and_once_is_enough(bookmark: Bookmark) -> None:
    cleaned = clean_bookmark(bookmark)

    assert clean_bookmark(cleaned) == cleaned
    for text in (cleaned.title, cleaned.note, cleaned.html, *cleaned.tags):
        assert clean(text) == text


@given(found.map(clean_bookmark), found.map(clean_bookmark))
def test_merging_loses_nothing_the_reader_wrote_and_twice_changes_nothing(
    kept: Bookmark, other: Bookmark
) -> None:
    merged = merge_bookmarks(kept, other)

    assert merge_bookmarks(merged, other) == merged
    assert kept.note in merged.note
    assert other.note in merged.note
    keys = {tag.casefold() for tag in merged.tags}
    assert {tag.casefold() for tag in (*kept.tags, *other.tags)} == keys
    assert {*kept.highlights, *other.highlights} == {*merged.highlights}


@given(hostile)
def test_any_text_has_a_key(address: str) -> None:
    assert isinstance(page_key(address), str)


def test_what_only_tracks_readers_does_not_make_another_page() -> None:
    key = page_key("https://example.org/a?b=1&c=2")

    for same in (
        "http://example.org/a?b=1&c=2",
        "https://Example.org:443/a/?c=2&b=1&utm_campaign=x",
        "https://anna@example.org/a?b=1&c=2&fbclid=1#top",
        "https://example.org/%61?b=1&c=2",
    ):
        assert page_key(same) == key
    for other in (
        "https://example.org/A?b=1&c=2",
        "https://www.example.org/a?b=1&c=2",
        "https://example.org:8080/a?b=1&c=2",
        "https://example.org/a?b=1&c=2#!/route",
        "https://example.org/a?b=1",
    ):
        assert page_key(other) != key


def test_tags_are_split_at_commas_and_cleaned_level_by_level() -> None:
    assert tag_names(["#a, b /  c ,,", "A", "\x1b[x", "/", "x" * 200]) == (
        "[x", "a", "b/c", "x" * 100,
    )  # fmt: skip


def test_a_query_is_terms_and_words() -> None:
    view = parse_bookmark_query('#a tag:"two words" -#b is:starred state:done feed:ORF new wor')

    assert (view.tags, view.without_tags) == (("a", "two words"), ("b",))
    assert (set(view.marks), view.state, view.feed) == ({"starred"}, State.DONE, "orf")
    assert view.search == "new wor"


def test_what_is_no_term_is_searched_for() -> None:
    assert parse_bookmark_query("is:odd -feed:x C# a:b").search == "is:odd -feed:x C# a:b"
