"""What is copied from a selection: the text, without what we drew around it."""

from newsreader.domain.details import DetailRow, DetailsTable, Value
from newsreader.domain.document import LinkList
from newsreader.layout.details import lay_details
from newsreader.layout.lines import DEFAULT_OPTIONS, Line, Role, Segment
from newsreader.layout.selection import Span, selected_text
from newsreader.layout.wrap import wrap

BAR = (Segment("▎ "),)


def select(lines: list[Line], spans: dict[int, Span]) -> str:
    return selected_text(lines, spans.get)


def test_wrapped_lines_are_joined_again() -> None:
    lines = list(wrap((Segment("Der Wind dreht am Abend auf Nord"),), 12))
    assert len(lines) > 2
    whole = dict.fromkeys(range(len(lines)), (0, -1))
    assert select(lines, whole) == "Der Wind dreht am Abend auf Nord"


def test_gutters_are_left_out() -> None:
    lines = [Line((Segment("quoted"),), prefix=BAR), Line((Segment("too"),), prefix=BAR)]
    assert select(lines, {0: (0, -1), 1: (0, -1)}) == "quoted\ntoo"


def test_part_of_a_line_is_cut_at_cells() -> None:
    lines = [Line((Segment("日本語 text"),), prefix=BAR)]
    assert select(lines, {0: (4, 8)}) == "本語"
    assert select(lines, {0: (0, 1)}) == ""


def test_the_numbers_of_links_are_left_out() -> None:
    number = Segment("[12]", role=Role.REFERENCE)
    lines = [Line((Segment("the previous post"), number, Segment(" gave a view")))]
    assert select(lines, {0: (0, -1)}) == "the previous post gave a view"
    assert select(lines, {0: (4, 27)}) == "previous post gave"
    assert select(lines, {0: (13, 20)}) == "post"


def test_row_of_details_copies_as_label_and_value() -> None:
    table = DetailsTable("Details", (DetailRow("Ort", (Value("Istanbul, Türkei"),)),))
    lines = list(lay_details(table, LinkList(), 60, DEFAULT_OPTIONS))
    assert select(lines, {1: (0, -1)}) == "Ort: Istanbul, Türkei"


def test_lines_outside_the_selection_are_not_copied() -> None:
    lines = [Line((Segment(word),)) for word in ("one", "two", "three")]
    assert select(lines, {1: (0, -1)}) == "two"
