"""Linear mode's reader: obeys one command after the other and says what came of it."""

from collections.abc import Callable

from newsreader.config.model import Settings
from newsreader.domain.errors import NewsreaderError
from newsreader.domain.wording import READ_ONLY
from newsreader.services.library import Library
from newsreader.store.headlines import find_unread
from newsreader.ui.linear.commands import Typed, number_in
from newsreader.ui.linear.following import Following
from newsreader.ui.linear.hearing import Heard
from newsreader.ui.linear.listing import Listing
from newsreader.ui.linear.marking import Marking
from newsreader.ui.linear.places import move
from newsreader.ui.linear.speech import UNKNOWN_KEY, Speech
from newsreader.ui.widgets.feed_rows import RowKind


class LinearReader(Marking, Listing, Following):
    """Obey commands.

    A command's method is its id with underscores: ``next-unread`` is ``do_next_unread``. It gets
    what was typed after the name, or the number before the key.
    """

    def __init__(self, library: Library, settings: Settings, voice: Speech) -> None:
        super().__init__(library, settings, voice)
        self._is_over = False

    def run(self) -> None:
        """Say hello, then obey until the end."""
        self._say(f"newsreader, linear mode. {self._help_hint()}")
        if self._library.database.is_read_only:
            self._say(READ_ONLY)
        self._say_problems()
        if not any(row.kind is RowKind.FEED for row in self._feed_rows()):
            self._say("You follow no feeds yet. Quit, then: newsreader add ADDRESS")
        self._enter_headlines()
        while not self._is_over:
            heard = self._voice.listen(self._hearing, self._pane)
            if heard is None:
                return
            self._answer(heard)

    def _help_hint(self) -> str:
        way = self._hearing.way("help")
        return f"{way[0].upper()}{way[1:]} says the commands."

    def _say_problems(self) -> None:
        """Say what is wrong with the reader's keys; the settings' check says it all."""
        problems = [*map(str, self._key_problems)]
        more = f" And {len(problems) - 1} more: newsreader config check." if problems[1:] else ""
        for problem in problems[:1]:
            self._say(f"{problem}{more}")

    def _answer(self, heard: Heard) -> None:
        if not heard.commands:
            text = heard.text
            name = repr(text) if text.isprintable() and text != UNKNOWN_KEY else "This key"
            self._say(f"{name} is no command. {self._help_hint()}")
        for typed in heard.commands:
            self.obey(typed)

    def obey(self, typed: Typed) -> None:
        """Do what a command says, or say why not."""
        do: Callable[[str], None] = getattr(self, "do_" + typed.id.replace("-", "_"))
        try:
            do(typed.argument)
        except NewsreaderError as error:
            self._say(str(error))

    # -- moving

    def _move(self, index: int, at_end: str) -> None:
        has_moved = move(self._where, index)
        self._say(self._where.words() if has_moved else at_end)

    def do_line_down(self, steps: str) -> None:
        """Say the next line, or the one so many on."""
        end = "End of the article." if self._reading else "This is the last one."
        self._move(self._where.index + (number_in(steps) or 1), end)

    def do_line_up(self, steps: str) -> None:
        """Say the line before, or the one so many back."""
        self._move(self._where.index - (number_in(steps) or 1), "This is the first one.")

    def do_top(self, _: str) -> None:
        """Say the first line."""
        move(self._where, 0)
        self._say(self._where.words())

    def do_bottom(self, _: str) -> None:
        """Say the last line."""
        move(self._where, self._where.size - 1)
        self._say(self._where.words())

    def do_go_to_number(self, number: str) -> None:
        """Say the line with this number, the first being 1."""
        number = number or self._voice.ask(f"Number, 1 to {self._where.size}:")
        if number_in(number):
            move(self._where, number_in(number) - 1)
            self._say(self._where.words())
        else:
            self._say("Type a number.")

    def do_redraw(self, _: str) -> None:
        """Say the line again."""
        self._say(self._where.words())

    # -- reading

    def do_open(self, _: str) -> None:
        """Open the feed or the headline; in an article, say its next part."""
        if self._reading is not None:
            self.do_line_down("")
        elif self._where is self._feeds:
            self._list_row(self._feeds.current)
        else:
            self._read()

    def do_forward(self, _: str) -> None:
        """Open the feed or the headline."""
        self.do_open("")

    def do_read_on(self, _: str) -> None:
        """Say the rest of the article; at its end, open the next unread one."""
        if self._reading is None:
            self.do_open("")
        elif self._reading.index == self._reading.size - 1:
            self.do_next_unread("")
        else:
            for part in self._reading.rest():
                self._say(part)

    def do_next_unread(self, _: str) -> None:
        """Open the next unread article."""
        self._open_unread(is_backward=False)

    def do_previous_unread(self, _: str) -> None:
        """Open the unread article before."""
        self._open_unread(is_backward=True)

    def _open_unread(self, *, is_backward: bool) -> None:
        here = self._headlines.current_id
        found = None
        if here is not None:
            job = self._library.database.read(
                find_unread, self._headlines.view, here, is_backward=is_backward
            )
            found = job.result()
        if found is not None and self._headlines.go_to(found):
            self._where = self._headlines
            self._read()
        else:
            self._say("Nothing more unread here.")

    def do_next_headline(self, steps: str) -> None:
        """Open the next article, read or not."""
        self._open_beside(number_in(steps) or 1, "This is the last one.")

    def do_previous_headline(self, steps: str) -> None:
        """Open the article before."""
        self._open_beside(-(number_in(steps) or 1), "This is the first one.")

    def _open_beside(self, step: int, at_end: str) -> None:
        if move(self._headlines, self._headlines.index + step):
            self._where = self._headlines
            self._read()
        else:
            self._say(at_end)

    def do_jump_to_details(self, _: str) -> None:
        """Say the first line of the details."""
        if self._reading is None or not self._reading.has_details:
            self._say("There are no details here.")
        else:
            self._reading.index = self._reading.details_index
            self._say(self._reading.words())

    # -- out of it

    def do_backward(self, _: str) -> None:
        """Leave the article for the headlines, the headlines for the feeds."""
        if self._reading is not None:
            self._stand(self._headlines)
        elif self._where is self._headlines:
            self._stand_in_feeds()

    def do_go_to_headlines(self, _: str) -> None:
        """Stand in the headlines."""
        self._stand(self._headlines)

    def do_go_to_feeds(self, _: str) -> None:
        """Stand in the feeds, with the counts of now."""
        self._stand_in_feeds()

    def do_back(self, _: str) -> None:
        """Leave the article, then the search, then the program."""
        if self._reading is not None:
            self._stand(self._headlines)
        elif not self._end_search():
            self._is_over = True

    def do_leave(self, _: str) -> None:
        """Leave the article, the search, the list, then the program."""
        if self._where is self._feeds:
            self._is_over = True
        elif self._reading is not None or not self._end_search():
            self.do_backward("")

    def do_cancel(self, _: str) -> None:
        """Leave the article or the search."""
        if self._reading is not None:
            self._stand(self._headlines)
        elif not self._end_search():
            self._say("There is nothing to leave.")

    def do_quit(self, _: str) -> None:
        """End the program."""
        self._is_over = True

    # -- links

    def do_open_link(self, _: str) -> None:
        """Open the page of the article."""
        if headline := self._headline():
            self._open_url(headline.url)

    def do_copy_link(self, _: str) -> None:
        """Say the address of the article."""
        if headline := self._headline():
            self._say(headline.url or "This article has no link.")

    def do_choose_link(self, number: str) -> None:
        """Open a link of the article by its number."""
        links = self._reading.document.links if self._reading else ()
        if not links or self._reading is None:
            self._say("There are no links here.")
            return
        number = number or self._voice.ask(f"Number of the link, 1 to {len(links)}:")
        link = self._reading.document.links.get(number_in(number))
        if link is None:
            self._say("There is no such link.")
        else:
            self._open_url(link.href)

    def do_follow_link(self, number: str) -> None:
        """Open the link with this number."""
        self.do_choose_link(number)

    # -- commands themselves

    def do_command_line(self, begun: str) -> None:
        """Obey the name of a command; a digit that asked for it is the first of its number."""
        typed = begun + self._voice.ask(f"Command, or number: {begun}".rstrip())
        if typed:
            self._answer(self._hearing.line(f":{typed}", self._pane))

    def do_help(self, _: str) -> None:
        """Say the commands."""
        for line in self._hearing.help_lines():
            self._say(line)
