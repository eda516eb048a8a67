"""Labels name kinds of facts, and what the feed tells is added once."""

import pytest

from newsreader.domain.details import DetailRow, DetailsTable, Value
from newsreader.domain.entry import Enclosure, Extras, Person, Place
from newsreader.domain.facts import fact_kind, merge_details


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Ort", "place"),
        ("Quellen:", "source"),
        ("Vorfall", "event"),
        ("Ursache", "cause"),
        ("Verletzte", "injured"),
        ("Schaden in €", "damage"),
        ("Festnahmen", "arrests"),
        ("Weitere Infos", "more info"),
        ("Beste Referenz", "reference"),
        ("Uhrzeit", "time"),
        ("Datum", "date"),
        ("Location", "place"),
        ("Rang", ""),
        ("", ""),
        ("Ort der Handlung", ""),
    ],
)
def test_a_label_names_its_kind_of_fact(label: str, kind: str) -> None:
    assert fact_kind(label) == kind


def test_what_the_feed_tells_becomes_a_last_table() -> None:
    extras = Extras(
        authors=(Person("Anna Beispiel"),),
        categories=("Chronik", "Chronik"),
        place=Place("Wels", 48.1575, 14.0289),
        enclosures=(Enclosure("https://a.example/ton.mp3", "audio/mpeg", 2_500_000, 125),),
    )
    (table,) = merge_details((), extras, None)
    assert table.title == "From the feed"
    assert table.rows == (
        DetailRow("Author", (Value("Anna Beispiel"),)),
        DetailRow("Place", (Value("Wels (48.1575, 14.0289)"),)),
        DetailRow("Categories", (Value("Chronik"),)),
        DetailRow(
            "Enclosures",
            (Value("ton.mp3 (audio/mpeg, 2:05, 2.5 MB)", "https://a.example/ton.mp3"),),
        ),
    )


def test_what_the_article_says_already_is_not_repeated() -> None:
    own = DetailsTable("Details", (DetailRow("Ort", (Value("Wels"),)),))
    assert tuple(merge_details((own,), Extras(place=Place("wels")), None)) == (own,)


def test_an_author_stands_in_for_missing_persons() -> None:
    (table,) = merge_details((), Extras(), "Berta Muster", is_german=True)
    assert table == DetailsTable("From the feed", (DetailRow("Author", (Value("Berta Muster"),)),))


def test_what_the_feed_tells_joins_the_table_of_the_article_in_its_language() -> None:
    own = DetailsTable("Details", (DetailRow("Ort", (Value("Wels"),)),))
    extras = Extras(categories=("Chronik",))
    (table,) = merge_details((own,), extras, None, is_german=True)
    assert table.title == "Details"
    assert [row.label for row in table.rows] == ["Ort", "Kategorien"]


@pytest.mark.parametrize("told", ["Wels, Neustadt", "Wels", "wels (bei Linz)"])
def test_a_place_told_in_more_or_fewer_words_is_the_same(told: str) -> None:
    own = DetailsTable("Details", (DetailRow("Ort", (Value(told),)),))
    place = Place("Wels" if told != "Wels" else "Wels, Neustadt")
    assert tuple(merge_details((own,), Extras(place=place), None)) == (own,)
