"""The feeds that were found behind an address."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.strip import Strip

from newsreader.ui.widgets.headline_line import age, fit
from newsreader.ui.widgets.line_list import LineList

if TYPE_CHECKING:
    from newsreader.services.subscriptions import Candidate


class CandidateList(LineList):
    """Show each feed on two lines: its title, and what is in it."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "candidate--row",
        "candidate--cursor",
        "candidate--facts",
    }

    def __init__(self, clock: Callable[[], int], id: str) -> None:
        super().__init__(id=id)
        self._clock = clock
        self._candidates: Sequence[Candidate] = ()

    @property
    def row_count(self) -> int:
        """How many feeds were found."""
        return len(self._candidates)

    @property
    def row_height(self) -> int:
        """Two lines each."""
        return 2

    @property
    def current(self) -> "Candidate":
        """The feed under the cursor."""
        return self._candidates[self.cursor]

    def show(self, candidates: "Sequence[Candidate]") -> None:
        """Show the feeds that were found, the cursor on the first."""
        self._candidates = candidates
        self.cursor = 0
        self.rows_changed()

    def render_row(self, index: int, line: int, width: int) -> Strip:
        """Draw one line of a feed."""
        candidate = self._candidates[index]
        is_cursor = index == self.cursor
        row = self.get_component_rich_style("candidate--cursor" if is_cursor else "candidate--row")
        if line == 0:
            text, style = candidate.title or candidate.url, row
        else:
            style = row + self.get_component_rich_style("candidate--facts", partial=True)
            text = " · ".join((*self._facts(candidate), candidate.url))
        return Strip([Segment(f" {fit(text, width - 2)} ", style)]).adjust_cell_length(width, row)

    def _facts(self, candidate: "Candidate") -> tuple[str, ...]:
        count = candidate.item_count
        articles = "1 article" if count == 1 else f"{count} articles"
        if candidate.newest_at is None:
            return (articles,)
        return articles, f"newest {age(candidate.newest_at, self._clock())}"
