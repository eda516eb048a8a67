"""How linear mode lists: searching, sorting, grouping, writing to files."""

import random
from pathlib import Path

from newsreader.domain.view import Grouping, Order, Scope, View
from newsreader.services.indexing import index_step
from newsreader.store.headlines import load_spine
from newsreader.store.search import count_unindexed
from newsreader.ui.keys.typed import SETTINGS, read_setting
from newsreader.ui.linear.places import Headlines
from newsreader.ui.linear.standing import Standing


class Listing(Standing):
    """The commands for lists of headlines."""

    # -- what is listed

    def do_search(self, words: str) -> None:
        """List the articles in which words occur."""
        words = words or self._voice.ask("Search for:")
        if not words:
            self._say("Nothing searched for.")
            return
        self._before_search = self._before_search or self._headlines
        self._index_all()
        self._list(View(search=words), f"Found for {words}")

    def _index_all(self) -> None:
        """Read into the index what waits for it; Ctrl-C searches without the rest."""
        if self._library.database.is_read_only:
            if self._library.database.read(count_unindexed).result():
                self._say("The search is not complete: this library is read-only.")
            return
        try:
            if index_step(self._library):
                self._say("Preparing the search.")
                while index_step(self._library):
                    pass
        except KeyboardInterrupt:
            self._say("The search is not complete yet.")

    def _end_search(self) -> bool:
        """List again what was listed before a search; False if nothing was searched for."""
        if self._before_search is None:
            return False
        self._headlines, self._before_search = self._before_search, None
        self._enter_headlines()
        return True

    def do_toggle_unread_only(self, _: str) -> None:
        """List everything, or only what is unread."""
        view, title = self._headlines.view, self._headlines.title
        self._say("Read ones as well." if view.unread_only else "Only unread ones.")
        if view.scope is Scope.ALL and not view.search:
            title = "All articles" if view.unread_only else "Unread"
        self._relist(view.only_unread(not view.unread_only), title)

    def do_show_new(self, _: str) -> None:
        """List what has arrived meanwhile, too."""
        self._list_again()

    def do_bookmarks(self, _: str) -> None:
        """List the articles that are kept."""
        self._before_search = None
        self._list(View(Scope.BOOKMARKED), "Bookmarks")

    # -- order and groups

    def do_sort(self, typed: str) -> None:
        """Choose the order of the list."""
        if value := self._choice("sort", typed, self._headlines.view.order):
            self._sort(Order(value))

    def do_reverse_sort(self, _: str) -> None:
        """Turn the order of the list round."""
        self._sort(self._headlines.view.order.opposite)

    def _sort(self, order: Order) -> None:
        self._say(f"Sorted: {order}.")
        self._relist(self._headlines.view.ordered(order), self._headlines.title)

    def do_group(self, typed: str) -> None:
        """Choose what stands together in the list."""
        if value := self._choice("group", typed, self._headlines.view.group):
            self._say(f"Grouped by: {value}.")
            grouped = self._headlines.view.grouped(Grouping(value))
            self._relist(grouped, self._headlines.title)

    def _choice(self, name: str, typed: str, now: str) -> str:
        """Ask for one of the values that ``:set`` knows, '' for none; raises UsageError."""
        question = f"{name}, now {now}, can be: {', '.join(SETTINGS[name])}."
        typed = typed or self._voice.ask(question)
        if not typed:
            self._say("Nothing is changed.")
            return ""
        return read_setting(f"{name}={typed}")[1]

    # -- any of them

    def do_random_unread(self, _: str) -> None:
        """Open one of the unread articles of the list."""
        unread = self._headlines.view.only_unread()
        ids = self._library.database.read(load_spine, unread).result()
        here = [entry_id for entry_id in ids if entry_id in self._headlines.spine]
        if here and self._headlines.go_to(random.choice(here)):  # noqa: S311 - no secret
            self._where = self._headlines
            self._read()
        else:
            self._say("Nothing unread here.")

    # -- files

    def do_save(self, name: str) -> None:
        """Save the article to a file."""
        from newsreader.services.saving import save_article, suggested_name

        headline = self._headline()
        article = self._articles.open(headline.id) if headline else None
        if article is None:
            return
        suggested = suggested_name(article)
        name = name or self._voice.ask(f"File to save it in. Empty: {suggested}") or suggested
        self._say(f"Saved {save_article(article, Path(name))}")

    def do_export(self, name: str) -> None:
        """Write the article to a file of any kind, or all that is listed."""
        from newsreader.services.article_export import export_articles

        headline = self._headline()
        if headline is None:
            return
        ids = [headline.id] if self._reading else list(self._headlines.spine)
        what = "article" if self._reading else Headlines.summary(self._headlines).rstrip(".")
        question = f"File to write, such as news.md, news.epub or news.json. {what}:"
        name = name or self._voice.ask(question)
        if name:
            self._say(export_articles(self._library, ids, Path(name)))
        else:
            self._say("Nothing is written.")
