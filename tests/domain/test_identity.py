"""Identity of items in well and badly made documents."""

from hypothesis import given
from hypothesis import strategies as st

from newsreader.domain.identity import LONGEST_GUID, Item, choose_guids


def item(
    guid: str = "", link: str = "", title: str = "", published: str = "", text: str = ""
) -> Item:
    return Item(guid, link, title, published, text.encode())


def test_the_guid_of_the_feed_is_kept() -> None:
    assert choose_guids([item("Urn:1", "l1"), item("urn:1", "l2")]) == ["Urn:1", "urn:1"]


def test_an_item_without_guid_is_its_link() -> None:
    assert choose_guids([item("", "https://example.org/a", "A")]) == ["https://example.org/a"]


def test_a_link_that_two_items_share_identifies_neither() -> None:
    first, second = choose_guids([item("", "l", "A", "d1"), item("", "l", "B", "d1")])
    assert first != second
    assert "l" not in (first, second)


def test_a_guid_for_several_links_is_told_apart_by_link() -> None:
    old = choose_guids([item("1", "la", "A"), item("1", "lb", "B")])
    new = choose_guids([item("1", "lc", "C"), item("1", "la", "A"), item("1", "lb", "B")])
    assert old == ["1␟la", "1␟lb"]
    assert new[1:] == old, "a new item on top must not take over the identity of an old one"


def test_an_item_listed_twice_keeps_its_guid() -> None:
    first, second = choose_guids([item("1", "l", "A"), item("1", "l", "A")])
    assert first == "1"
    assert second == "1␟l"


def test_three_copies_are_three_items() -> None:
    assert len(set(choose_guids([item("1", "l", "A", "d")] * 3))) == 3


def test_title_and_date_identify_what_has_nothing_else() -> None:
    items = [item(title="A", published="d1"), item(title="A", published="d2")]
    assert len(set(choose_guids(items))) == 2
    assert choose_guids(items) == choose_guids(list(items))


def test_a_date_alone_is_no_identity() -> None:
    first, second = choose_guids([item(published="d", text="x"), item(published="d", text="y")])
    assert first != second


def test_the_text_does_not_matter_where_there_is_a_title() -> None:
    assert choose_guids([item(title="A", text="x")]) == choose_guids([item(title="A", text="y")])


def test_an_endless_guid_is_hashed() -> None:
    (guid,) = choose_guids([item("x" * (LONGEST_GUID + 1))])
    assert len(guid) == 32


_FIELD = st.sampled_from(["", "a", "b"])


@given(st.lists(st.builds(item, _FIELD, _FIELD, _FIELD, _FIELD, _FIELD), max_size=12))
def test_guids_are_never_empty_and_never_repeated(items: list[Item]) -> None:
    guids = choose_guids(items)
    assert all(guids)
    assert len(set(guids)) == len(items)
