"""The head of an article: its headline, and one quiet line of facts."""

from collections.abc import Iterator, Sequence

from newsreader.domain.document import Style
from newsreader.layout.lines import Line, Role, Segment
from newsreader.layout.wrap import wrap


def lay_head(title: str, facts: Sequence[str], width: int) -> Iterator[Line]:
    """Yield the lines of a headline and, below it, of facts such as feed, author, date."""
    if title:
        yield from wrap((Segment(title, Style.BOLD, Role.HEADING),), width)
    line = " · ".join(fact for fact in facts if fact)
    if line:
        yield from wrap((Segment(line, Style.DIM, Role.META),), width)
