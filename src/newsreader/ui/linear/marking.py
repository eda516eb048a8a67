"""What linear mode marks, deletes, tags and takes back."""

from collections.abc import Sequence

from newsreader.domain.headline import Headline
from newsreader.store.headlines import load_older, load_page
from newsreader.ui.keys.resolver import MOST_TIMES
from newsreader.ui.linear.commands import number_in
from newsreader.ui.linear.standing import Standing

_DAY_S = 86_400
_MOST_TOLD = 10


class Marking(Standing):
    """The commands that change articles."""

    # -- one article, or so many from here on

    def do_toggle_read(self, count: str) -> None:
        """Mark articles read, or unread again where all are read."""
        if several := self._several(count):
            self._mark(several, not all(headline.is_read for headline in several))
        elif headline := self._headline():
            self._changes.set_read(headline, not headline.is_read)

    def do_mark_read(self, count: str) -> None:
        """Mark articles read."""
        self._mark(self._several(count), True)

    def do_mark_unread(self, count: str) -> None:
        """Mark articles unread."""
        self._mark(self._several(count), False)

    def _mark(self, several: list[Headline], is_read: bool) -> None:
        """Mark several articles, or the one here if there are none of these."""
        if several:
            self._changes.mark_read(_ids(several), is_read)
        elif headline := self._headline():
            self._changes.set_read(headline, is_read)

    def do_toggle_star(self, count: str) -> None:
        """Star articles, or take the stars away where all have one."""
        if several := self._several(count):
            is_starred = not all(headline.is_starred for headline in several)
            self._changes.star(_ids(several), is_starred)
        elif headline := self._headline():
            self._changes.set_starred(headline, not headline.is_starred)

    def do_toggle_bookmark(self, count: str) -> None:
        """Keep a copy of the article, or give it up; of several, keep them."""
        if several := self._several(count):
            self._changes.bookmark(_ids(several))
        elif headline := self._headline():
            self._changes.toggle_bookmark(headline)

    def do_edit_tags(self, typed: str) -> None:
        """Keep the article and write its tags."""
        if headline := self._headline():
            self._changes.edit_tags(headline, typed, self._voice.ask)

    def do_delete(self, count: str) -> None:
        """Delete the article, or several."""
        if several := self._several(count):
            self._changes.delete(_ids(several))
            self._list_again()
        elif headline := self._headline():
            self._changes.delete([headline.id], f"“{headline.title}”")
            self._list_again()

    def _several(self, count: str) -> list[Headline]:
        """Give so many headlines from this one on; none where the count means one."""
        number = min(number_in(count), MOST_TIMES)
        if number < 2 or self._where is self._feeds:
            return []
        first = self._headlines.index
        ids = self._headlines.spine[first : first + number]
        return self._library.database.read(load_page, ids).result()

    # -- many

    def do_mark_all_read(self, _: str) -> None:
        """Mark everything in the list read, or in what stands among the feeds here."""
        if self._where is self._feeds:
            row = self._feeds.current
            self._changes.mark_all_read(self._view_of(row), row.title)
        else:
            self._changes.mark_all_read(self._headlines.view, self._headlines.title)

    def do_mark_above_read(self, _: str) -> None:
        """Mark all before this headline read."""
        if self._headline():
            self._mark_read(self._headlines.spine[: self._headlines.index])

    def do_mark_below_read(self, _: str) -> None:
        """Mark all after this headline read."""
        if self._headline():
            self._mark_read(self._headlines.spine[self._headlines.index + 1 :])

    def do_mark_older_read(self, days: str) -> None:
        """Mark what is older than this article read, or older than so many days."""
        number = number_in(days)
        headline = None if number else self._headline()
        if not number and headline is None:
            return
        before = headline.sort_at if headline else self._library.clock() - number * _DAY_S
        is_in_feeds = self._where is self._feeds
        view = self._view_of(self._feeds.current) if is_in_feeds else self._headlines.view
        self._mark_read(self._library.database.read(load_older, view, before).result())

    def _mark_read(self, ids: Sequence[int]) -> None:
        if ids:
            self._changes.mark_read(ids)
        else:
            self._say("There is nothing to mark.")

    def do_mark_everything_read(self, _: str) -> None:
        """Mark all articles of all feeds read."""
        self._changes.mark_everything_read()

    def do_delete_all(self, _: str) -> None:
        """Delete everything in the list."""
        if self._headline():
            self._changes.delete(list(self._headlines.spine))
            self._list_again()

    # -- the history

    def do_undo(self, _: str) -> None:
        """Take back the last change."""
        self._list_if(self._changes.undo())

    def do_redo(self, _: str) -> None:
        """Do again what was taken back."""
        self._list_if(self._changes.redo())

    def _list_if(self, is_needed: bool) -> None:
        """List anew where articles have come back or gone, or feeds."""
        if not is_needed:
            return
        is_in_feeds = self._where is self._feeds
        self._renew_lists()
        if is_in_feeds:
            self._stand(self._feeds)
        else:
            self._enter_headlines()

    def do_history(self, _: str) -> None:
        """Say what was done, the latest first."""
        done = self._changes.done()
        for title in done[:_MOST_TOLD]:
            self._say(title)
        more = len(done) - _MOST_TOLD
        if not done:
            self._say("Nothing has been changed yet.")
        elif more > 0:
            self._say(f"And {more} before these.")


def _ids(headlines: list[Headline]) -> list[int]:
    return [headline.id for headline in headlines]
