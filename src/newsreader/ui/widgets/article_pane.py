"""The article pane: what is read, how far, and what can be done with it."""

import asyncio
import shlex
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult, SuspendNotSupported
from textual.timer import Timer
from textual.widget import Widget

from newsreader.domain.document import Code, Document, Growing, LinkList
from newsreader.domain.entry import Entry
from newsreader.domain.errors import NewsreaderError
from newsreader.domain.pattern import pattern
from newsreader.domain.reading import TOP, Place
from newsreader.domain.wording import GONE, short_name
from newsreader.layout.lines import DEFAULT_OPTIONS, Options
from newsreader.services.articles import Article, Articles
from newsreader.services.library import Library
from newsreader.store.database import Priority
from newsreader.store.entries import load_position, save_position
from newsreader.ui.commands import Scope, bindings
from newsreader.ui.dates import full_date
from newsreader.ui.watched import Watched
from newsreader.ui.widgets.article_view import ArticleView
from newsreader.ui.widgets.ground import Column
from newsreader.ui.widgets.headline_line import reading_time
from newsreader.ui.widgets.pane_title import PaneTitle
from newsreader.ui.widgets.prompt_line import PromptLine

FIND, SAVE, PIPE = "find", "save", "pipe"
_FOR_A_SHELL = pattern(r"\d?>|<|\||&|;")
"""How a word begins that a shell would obey and a command gets as a file's name."""
_PLACE_PAUSE_S = 1.0  # scrolling through an article writes its place once


class ArticlePane(Watched, Column):
    """Open articles in the view, keep their place, find in them, save them."""

    BINDINGS = bindings(Scope.ARTICLE)

    def __init__(
        self, library: Library, say: Callable[..., None], options: Options = DEFAULT_OPTIONS
    ) -> None:
        super().__init__(id="article-pane", classes="pane")
        self.view = ArticleView("article", options)
        self._library = library
        self._articles = Articles(library)
        self._say = say
        self._heading = PaneTitle()
        self._prompt = PromptLine()
        self._asked_from: Widget | None = None
        self._opened: Article | None = None
        self._word_count: int | None = None
        self._shown = "article"
        self._places: dict[int, Place] = {}
        """Where the reader is in the articles of this visit; the library learns it later."""
        self._saved_place = TOP
        self._place_timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay out the title, the line that asks, and the article."""
        yield self._heading
        yield self._prompt
        yield self.view

    @property
    def entry_id(self) -> int | None:
        """The entry that is open, None for none."""
        return self._opened.entry.id if self._opened else None

    # -- opening, and keeping the place

    async def load(self, entry_id: int | None) -> tuple[Article, Place] | None:
        """Open an article and find out how far it has been read; None if it is gone."""
        if entry_id is None:
            return None
        try:
            article = await asyncio.to_thread(self._articles.open, entry_id)
            position = self._library.database.read(load_position, entry_id)
            if article is not None:
                return article, await asyncio.wrap_future(position)
        except NewsreaderError as error:
            self._say(str(error), is_error=True)
        else:
            self._say(GONE, is_error=True)
        return None

    def show(self, loaded: tuple[Article, Place] | None, word_count: int | None) -> None:
        """Put an article on the screen at the place where it was left."""
        self._save_place()
        article, place = loaded or (None, TOP)
        self._opened, self._word_count, self._shown = article, word_count, "article"
        self._heading.title = short_name(article.entry.feed_title) if article else ""
        facts = _facts(article.entry, word_count) if article else ()
        self._saved_place = place
        self.view.show(article, facts, self._place)

    @property
    def _place(self) -> Place:
        """Where the reader was last in the article that is open, as far as is known."""
        return self._places.get(self.entry_id or 0, self._saved_place)

    def _note_place(self) -> None:
        place = self.view.place if self._shown == "article" else None
        if self.entry_id is not None and place is not None:
            self._places[self.entry_id] = place

    def _save_place(self) -> None:
        """Remember how far the article has been read, if that has changed."""
        if self._place_timer is not None:
            self._place_timer.stop()
            self._place_timer = None
        self._note_place()
        if self.entry_id is not None and self._place != self._saved_place:
            self._saved_place, now = self._place, self._library.clock()
            self._library.database.write_with(
                Priority.SYNC, save_position, self.entry_id, self._place, now
            )

    def on_unmount(self) -> None:
        """Remember the place before the program ends."""
        self._save_place()

    @on(ArticleView.Progressed)
    def _progressed(self) -> None:
        self._note_place()
        if self._place != self._saved_place and self._place_timer is None:
            self._place_timer = self.set_timer(_PLACE_PAUSE_S, self._save_place)
        self._show_progress()

    def _show_progress(self) -> None:
        shown = {"article": "", "changes": "changes · ", "source": "source · "}[self._shown]
        percent = f"{self.view.fraction:.0%}".replace("%", " %")
        self._heading.note = shown + percent if self._opened else ""

    # -- other ways to look at it

    def action_show_source(self) -> None:
        """Show the article's HTML, and the article again."""
        if self._opened is not None:
            code = Document(
                Growing((Code(self._opened.entry.html, "html"),)), Growing(()), LinkList()
            )
            self._toggle("source", Article(self._opened.entry, code))

    @work(exclusive=True, group="changes", exit_on_error=False)
    async def action_show_changes(self) -> None:
        """Show what the publisher changed, and the article again."""
        from newsreader.services.revisions import load_difference

        if self._opened is None:
            return
        job = self._library.database.read_later(load_difference, self._opened.entry.id)
        try:
            changes = await asyncio.wrap_future(job)
        except NewsreaderError as error:
            self._say(str(error), is_error=True)
            return
        if changes is None:
            self._say("This article has not been changed since it came.")
        else:
            self._toggle("changes", changes)

    def _toggle(self, what: str, shown: Article) -> None:
        if self._opened is None:
            return
        facts = _facts(self._opened.entry, self._word_count)
        if self._shown == what:
            self._shown = "article"
            self.view.show(self._opened, facts, self._place)
        else:
            self._note_place()
            self._shown = what
            self.view.show(shown, facts)
        self._show_progress()

    def action_pictures(self) -> None:
        """Show the pictures of the article."""
        from newsreader.services.pictures import pictures_of
        from newsreader.ui.screens.pictures import PicturesScreen

        pictures = pictures_of(self._opened) if self._opened else []
        if pictures:
            self.app.push_screen(PicturesScreen(pictures))
        else:
            self._say("This article has no pictures.")

    # -- finding

    def start_find(self) -> None:
        """Ask for words to find in the article."""
        if self._opened is not None:
            self._ask(FIND, "Find in this article")

    def end_find(self) -> bool:
        """Take the marks away; False if there were none."""
        is_finding = self.view.is_finding
        if is_finding:
            self.view.find("")
        return is_finding

    def action_previous_match(self) -> None:
        """Go to the place before where the words occur."""
        self.view.go_to_match(is_backward=True)

    def _find(self, words: str) -> None:
        def tell(count: int) -> None:
            places = "1 place" if count == 1 else f"{count or 'no'} places"
            self._say(f"“{words}”: {places}")

        self.view.find(words, tell)

    # -- saving

    def action_save(self) -> None:
        """Ask where to save the article."""
        from newsreader.services.files import folder_here
        from newsreader.services.saving import suggested_name

        if self._opened is not None:
            question = f"Save as .md, .html or .txt in {folder_here()}"
            self._ask(SAVE, question, suggested_name(self._opened))

    def action_pipe(self) -> None:
        """Ask for a command that gets the article."""
        if self._opened is not None:
            self._ask(PIPE, "Give the article as Markdown to a command, such as less")

    def _ask(self, purpose: str, question: str, answer: str = "") -> None:
        """Ask for a line between the title, which gives way to the question, and the article."""
        self._asked_from = self.screen.focused
        self._heading.title = question
        self._prompt.ask(purpose, "", answer)

    def _end_asking(self) -> None:
        self._heading.title = short_name(self._opened.entry.feed_title) if self._opened else ""
        (self._asked_from or self.view).focus()

    @on(PromptLine.Given)
    def _answered(self, message: PromptLine.Given) -> None:
        message.stop()
        self._end_asking()
        answer = message.answer.strip()
        if message.purpose == FIND:
            self._find(answer)
        elif answer and message.purpose == SAVE:
            self._save(Path(answer))
        elif answer:
            self._pipe(answer)

    @on(PromptLine.Dropped)
    def _dropped(self, message: PromptLine.Dropped) -> None:
        message.stop()
        self._end_asking()

    @work(exclusive=True, group="save", exit_on_error=False)
    async def _save(self, path: Path) -> None:
        from newsreader.services.saving import save_article

        if self._opened is None:
            return
        try:
            saved = await asyncio.to_thread(save_article, self._opened, path)
        except NewsreaderError as error:
            self._say(str(error), is_error=True)
        else:
            self._say(f"Saved {saved}")

    def _pipe(self, typed: str) -> None:
        """Hand the terminal to the command until it ends."""
        if self._opened is None:
            return
        try:
            command = shlex.split(typed)
        except ValueError as error:
            self._say(f"The command cannot be read: {error}.", is_error=True)
            return
        if any(map(_FOR_A_SHELL.match, shlex.split(typed, posix=False))):
            self._say("No shell reads this. Give it to one: sh -c '…'", is_error=True)
            return
        if shutil.which(command[0]) is None:
            self._say(f"There is no command {command[0]} here.", is_error=True)
            return
        try:
            with self.app.suspend():
                sentence, is_error = _run_piped(self._opened, command)
        except SuspendNotSupported:
            sentence, is_error = "This terminal cannot be handed to a command.", True
        self._say(sentence, is_error=is_error)


def _run_piped(article: Article, command: Sequence[str]) -> tuple[str, bool]:
    """Run a command on the bare terminal, wait for Enter; tell how it went, and if badly.

    Raises nothing: Textual would not take the terminal back.
    """
    from newsreader.services.saving import pipe_article

    try:
        code = pipe_article(article, command)
    except NewsreaderError as error:
        return str(error), True
    with suppress(EOFError, KeyboardInterrupt):
        input("\nPress Enter to go on. ")
    return f"{command[0]} ended" + (f" with code {code}." if code else "."), bool(code)


def _facts(entry: Entry, word_count: int | None) -> Sequence[str]:
    """List what stands below a headline: author, date, reading time."""
    date = full_date(entry.published_at or entry.sort_at)
    return (entry.author or "", date, reading_time(word_count))
