"""What changed between two versions of a text, word by word."""

from hypothesis import given
from hypothesis import strategies as st

from newsreader.domain.difference import ADDED, REMOVED, difference, differing_paragraphs
from newsreader.domain.document import Inline, Span, Style

sentences = st.lists(st.sampled_from(["der", "Fluss", "steigt", "weiter", "nicht"])).map(" ".join)


def without(spans: Inline, style: Style) -> list[str]:
    return "".join(span.text for span in spans if span.style != style).split()


@given(sentences, sentences)
def test_both_versions_can_be_read_out_of_the_difference(old: str, new: str) -> None:
    spans = difference(old, new)
    assert without(spans, ADDED) == old.split()
    assert without(spans, REMOVED) == new.split()


def test_only_what_changed_is_marked() -> None:
    shown = difference("Es gab vier Tote.", "Es gab fünf Tote.")
    assert [span for span in shown if span.text != " "] == [
        Span("Es gab"),
        Span("vier", REMOVED),
        Span("fünf", ADDED),
        Span("Tote."),
    ]


def test_paragraphs_that_stayed_are_whole_and_others_stand_in_their_place() -> None:
    old = ["Erster.", "Zweiter Absatz.", "Letzter."]
    new = ["Erster.", "Anderer Absatz.", "Neuer.", "Letzter."]
    shown = list(differing_paragraphs(old, new))
    assert shown[0] == (Span("Erster."),)
    assert shown[2] == (Span("Neuer.", ADDED),)
    assert shown[3] == (Span("Letzter."),)


def test_very_long_parts_are_told_apart_as_a_whole() -> None:
    old, new = "a " * 3000, "b " * 3000
    assert [span.style for span in difference(old, new) if span.text.strip()] == [REMOVED, ADDED]
