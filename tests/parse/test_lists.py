"""Lists are read even where they are written wrongly."""

from newsreader.domain.document import ListBlock, ListItem, Paragraph, Span
from newsreader.parse.html import elements, parse_html
from newsreader.parse.lists import check_box, join_orphans, list_parts, split_bullets


def _item(text: str, marker: str = "") -> ListItem:
    return ListItem(marker, (Paragraph((Span(text),)),))


def test_numbers_follow_start_and_value() -> None:
    (node,) = elements(parse_html("<ol start=3><li>a<li value=7>b<li>c<li value=x>d</ol>"))
    assert [marker for marker, _ in list_parts(node)] == ["3.", "7.", "8.", "9."]


def test_text_between_items_is_an_item() -> None:
    (node,) = elements(parse_html("<ul>lose<li>a</li>noch <b>mehr</b></ul>"))
    assert [len(list(nodes)) for _, nodes in list_parts(node)] == [1, 1, 2]


def test_bullets_in_the_text_make_items() -> None:
    assert list(split_bullets(_item("• eins • zwei\n• drei"))) == [
        _item("eins"), _item("zwei"), _item("drei"),
    ]  # fmt: skip
    assert list(split_bullets(_item("kein • Punkt am Anfang"))) == [_item("kein • Punkt am Anfang")]


def test_a_check_box_is_the_marker() -> None:
    assert check_box(_item("☑ fertig")) == _item("fertig", "☑")
    assert check_box(_item("offen")) == _item("offen")


def test_a_list_between_items_hangs_under_the_one_before() -> None:
    inner = ListBlock((_item("b"),))
    (joined,) = join_orphans([_item("a"), ListItem("", (inner,))])
    assert joined.blocks == (*_item("a").blocks, inner)
