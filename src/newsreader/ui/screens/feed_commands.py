"""What keys do to feeds and folders: fetching them, looking after them, following others."""

from newsreader.domain.errors import NewsreaderError
from newsreader.domain.view import Scope
from newsreader.services.overview import Overview
from newsreader.ui.screens.list_commands import ListCommands
from newsreader.ui.widgets.feed_rows import RowKind


class FeedCommands(ListCommands):
    """The commands for feeds and folders."""

    # -- fetching, and following others

    def action_fetch(self) -> None:
        """Fetch the feed under the cursor, or the feeds of the folder, or all."""
        key = self.feeds.current.key
        self._fetching.start(self._overview.feed_ids(key.scope, key.target_id) if key else None)

    def action_fetch_all(self) -> None:
        """Fetch every feed."""
        self._fetching.start(None)

    def action_refresh_view(self) -> None:
        """Show what is being fetched, feed by feed."""
        from newsreader.ui.screens.refresh import RefreshScreen

        self.app.push_screen(RefreshScreen(self.library, self._refresh_log, self._fetching))

    def action_feed_doctor(self) -> None:
        """Show how each feed is doing."""
        from newsreader.ui.screens.doctor import DoctorScreen

        self.app.push_screen(
            DoctorScreen(
                self.library, self._history, self.headlines, self._fetching, self._refresher
            )
        )

    async def action_add_feed(self) -> None:
        """Ask for an address and follow the feed found there."""
        await self._ask(self._subscribing.add(self._folder_here()))

    async def action_starter_feeds(self) -> None:
        """Pick feeds from the catalogue."""
        await self._ask(self._subscribing.pick())

    async def action_import_file(self) -> None:
        """Import the feeds of a file."""
        await self._ask(self._subscribing.import_file())

    def action_unsubscribe(self) -> None:
        """Stop following the feed under the cursor."""
        row = self.feeds.current
        if row.kind is RowKind.FEED and row.key and row.key.target_id:
            self._start(self._changing.unsubscribe(row.key.target_id, row.title))
        else:
            self.status.say("Put the cursor on a feed to unsubscribe from it.")

    def _folder_here(self) -> tuple[str, ...]:
        """Give the path of the folder that the cursor of the tree is on or in."""
        key = self.feeds.current.key
        folder_id = self._overview.folder_of(key.scope, key.target_id) if key else None
        return self._overview.folders[folder_id].path if folder_id else ()

    # -- what is set for them

    async def action_feed_settings(self) -> None:
        """Change what is set for the feed, or the name of the folder under the cursor."""
        scope, target_id = self._followed_here()
        if target_id is None:
            self.status.say("Put the cursor on a feed, a folder or an article.")
        elif scope is Scope.FOLDER:
            await self._ask(self._change_folder(target_id))
        else:
            await self._ask(self._change_feed(target_id))

    def _name_list(self, before: Overview, now: Overview) -> None:
        """Name the list anew if its feed or folder has got another name."""
        pane = self.headline_pane
        old, new = (one.name_of(pane.view.scope, pane.view.target_id) for one in (before, now))
        if new and new != old == pane.title:
            pane.name_anew(new)

    def _followed_here(self) -> tuple[Scope, int | None]:
        """Give the feed or folder under the cursor; of a list, its feed, or that of the article."""
        if self.pane == "feeds":
            key = self.feeds.current.key
            is_followed = key is not None and key.scope in (Scope.FEED, Scope.FOLDER)
            return (key.scope, key.target_id) if key and is_followed else (Scope.FEED, None)
        view, headline = self.headline_pane.view, self.headlines.current
        if view.scope is Scope.FEED:
            return view.scope, view.target_id
        return Scope.FEED, headline.feed_id if headline else None

    async def _change_feed(self, feed_id: int) -> None:
        from newsreader.ui.screens.feed_settings import open_feed_settings

        def fetch(feed_id: int) -> None:
            self._fetching.start([feed_id])

        try:
            await open_feed_settings(self, self.library, self._history, feed_id, fetch)
        except NewsreaderError as error:
            self.status.say(str(error), is_error=True)

    async def _change_folder(self, folder_id: int) -> None:
        from newsreader.ui.screens.ask_line import LineScreen, Question

        folder = self._overview.folders.get(folder_id)
        if folder is None:
            return
        path = "/".join(folder.path)
        hint = (
            "Another name, or another place as News/World. Empty: its feeds go to the folder above."
        )
        question = Question("Folder", path, hint, "Enter save   Esc leave as it was")
        answer = await self.app.push_screen_wait(LineScreen(question))
        if answer is not None and answer != path:
            await self._caring.place(folder, answer)
