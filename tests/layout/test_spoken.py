"""An article in words, part by part."""

import pytest

from newsreader.domain.details import DetailRow, DetailsTable, Value
from newsreader.domain.document import LinkList
from newsreader.layout.spoken import speak_details, speak_document
from newsreader.parse.document import build_document


def spoken(html: str, *, has_pictures: bool = True) -> list[str]:
    document = build_document(html, "https://example.org/")
    return list(speak_document(document, has_pictures=has_pictures))


def test_paragraphs_and_headings_are_parts_of_their_own() -> None:
    html = "<h2>The <em>harbour</em></h2><p>One.</p><p>Two.</p>"

    assert spoken(html) == ["Heading 2: The harbour", "One.", "Two."]


def test_a_link_is_named_after_its_text() -> None:
    html = '<p>Read <a href="/a">the <b>report</b></a>, then <a href="/b">this</a>.</p>'

    assert spoken(html) == ["Read the report (link 1), then this (link 2)."]


def test_list_items_say_how_many_there_are() -> None:
    html = "<ul><li>Nets</li><li>Boats<ul><li>small ones</li></ul></li></ul>"

    assert spoken(html) == ["Item 1 of 2: Nets", "Item 2 of 2: Boats", "Item 1 of 1: small ones"]


def test_table_cells_follow_the_names_of_their_columns() -> None:
    html = (
        "<table><tr><th>Port</th><th>Ships</th><th>Days</th></tr>"
        "<tr><td>Varna</td><td>12</td><td>3</td></tr>"
        "<tr><td>Odessa</td><td></td><td>9</td></tr></table>"
    )

    assert spoken(html) == [
        "Table, 2 rows, 3 columns.",
        "Row 1: Port: Varna; Ships: 12; Days: 3.",
        "Row 2: Port: Odessa; Days: 9.",
    ]


def test_a_quotation_says_where_it_ends() -> None:
    html = "<blockquote><p>One.</p><p>Two.</p></blockquote><blockquote>Short.</blockquote>"

    assert spoken(html) == ["Quote: One.", "Two.", "End of quote.", "Quote: Short."]


def test_code_is_told_line_by_line() -> None:
    html = "<pre>a = 1\n\nb = 2</pre>"

    assert spoken(html) == ["Code, 2 lines:", "a = 1", "b = 2", "End of code."]


@pytest.mark.parametrize(("has_pictures", "count"), [(True, 2), (False, 1)])
def test_pictures_can_be_left_out_but_no_paragraph_about_one(
    has_pictures: bool, count: int
) -> None:
    html = '<img src="/a.png" alt="A pier"><p>Picture: that is how it begins.</p>'

    parts = spoken(html, has_pictures=has_pictures)

    assert len(parts) == count
    assert parts[-1] == "Picture: that is how it begins."


def test_details_are_label_and_values_with_their_links() -> None:
    row = DetailRow("Place", (Value("Istanbul", "https://example.org/i"), Value("Turkey")))

    parts = list(speak_details([DetailsTable("Details", (row,))], LinkList()))

    assert parts == ["Details:", "Place: Istanbul (link 1), Turkey"]
