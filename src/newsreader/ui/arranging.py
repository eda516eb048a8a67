"""Panes as wide as the reader wants them, remembered with the library from visit to visit."""

from collections.abc import Iterable

from textual.screen import Screen

from newsreader.domain.view import Grouping, Order
from newsreader.services.first_look import ARRANGEMENT
from newsreader.services.library import Library
from newsreader.store.database import Priority
from newsreader.store.notes import save_note
from newsreader.ui.arrangement import NORMAL, WIDE, Arrangement


class Arranging:
    """Hold the arrangement of a screen with panes and write it down whenever it changes."""

    def __init__(self, screen: Screen[None], library: Library) -> None:
        self.now = Arrangement()
        self._screen = screen
        self._library = library

    def restore(self, note: str) -> None:
        """Take up the arrangement of the last visit."""
        self.now = Arrangement.from_json(note)

    def apply(self) -> None:
        """Give the panes their widths; where one is alone, the style sheet says all."""
        screen = self._screen
        columns = screen.app.size.width
        is_alone = screen.has_class("-zen") or columns < NORMAL
        widths: dict[str, int | str | None] = dict.fromkeys(("feeds", "headlines", "article"))
        if not is_alone:
            widths["feeds"] = self.now.feeds_width(columns)
        if not is_alone and columns >= WIDE:
            widths["headlines"] = f"{self.now.headlines_share}fr"
            widths["article"] = f"{100 - self.now.headlines_share}fr"
        for pane in screen.query(".pane"):
            pane.styles.width = widths[str(pane.id).removesuffix("-pane")]

    def widen(self, pane: str, steps: int) -> bool:
        """Make a pane wider, or narrower; False where there is no room to move."""
        changed = self.now.widened(pane, self._screen.app.size.width, steps)
        if changed == self.now:
            return False
        self._remember(changed)
        self.apply()
        return True

    def remember_lines(self, has_two_lines: bool) -> None:
        """Note that headlines have one line or two because the reader said so."""
        self._remember(self.now._replace(has_two_lines=has_two_lines))

    def remember_list(self, order: Order, group: Grouping) -> None:
        """Note how lists are sorted and grouped."""
        self._remember(self.now._replace(order=order, group=group))

    def remember_folders(self, closed: Iterable[int]) -> None:
        """Note which folders are closed."""
        self._remember(self.now._replace(closed_folders=tuple(sorted(closed))))

    def remember_feeds(self, is_unread_only: bool) -> None:
        """Note whether feeds with nothing unread are left out."""
        self._remember(self.now._replace(is_unread_feeds_only=is_unread_only))

    def _remember(self, arrangement: Arrangement) -> None:
        self.now = arrangement
        self._library.database.write_with(
            Priority.SYNC, save_note, ARRANGEMENT, arrangement.to_json()
        )
