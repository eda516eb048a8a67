"""What keys keep: articles, their tags, quotes of them, pages they link to."""

from typing import TYPE_CHECKING

from textual import events

from newsreader.config.model import Settings
from newsreader.domain.headline import Headline
from newsreader.domain.wording import counted
from newsreader.ui.key_taker import KeyTaker
from newsreader.ui.screens.feed_commands import FeedCommands
from newsreader.ui.selected import SelectedWords
from newsreader.ui.targets import Targets

if TYPE_CHECKING:
    from newsreader.ui.widgets.tag_line import TagLine


class KeepCommands(KeyTaker, SelectedWords, FeedCommands):
    """The commands for keeping; the line for tags opens with what is kept."""

    _settings: Settings

    def take_key(self, event: events.Key) -> bool:
        """Let the line for tags have the keys that are meant for it."""
        tagging = self._tagging_so_far
        return tagging is not None and tagging.take_key(event)

    def close_tags(self) -> None:
        """Take the line for tags away, unless something is written in it."""
        if self._tagging_so_far is not None:
            self._tagging_so_far.close()

    async def action_toggle_bookmark(self) -> None:
        """Keep a copy of the article, or give it up."""
        if self.toggle_selected("bookmark") or (headline := self.headlines.current) is None:
            return
        asks = self._settings.bookmarks.tag_line
        if not headline.is_bookmarked and asks != "off":
            await self._tagging.open(Targets((headline.id,)), is_writing=asks == "typing")
        self._start(self._toggle_bookmark(headline))

    async def _toggle_bookmark(self, headline: Headline) -> None:
        targets = Targets((headline.id,))
        if await self._changing.toggle_bookmark(headline) is None:
            self._tagging.drop(targets)
        else:
            await self._tagging.fill(targets)
            await self._keep_pictures(targets)

    async def _keep_pictures(self, targets: Targets) -> None:
        """Fetch the pictures of what has been kept, if the reader wants that."""
        if self._settings.bookmarks.pictures:
            await self._keeping.keep_pictures(targets)

    async def action_edit_tags(self) -> None:
        """Keep the article and write its tags, or those of all that are selected."""
        if self.headlines.selection:
            targets = Targets(tuple(self.headlines.take_targets()))
            self.status.say(f"Tags for {counted(len(targets.entry_ids), 'article')}.")
            await self._tagging.open(targets, is_writing=True)
            self._start(self._tagging.fill(targets))
        elif headline := self.headlines.current:
            targets = Targets((headline.id,))
            await self._tagging.open(targets, is_writing=True)
            self._start(self._keep_to_tag(headline, targets))

    async def _keep_to_tag(self, headline: Headline, targets: Targets) -> None:
        if not headline.is_bookmarked:
            await self._keeping.keep(headline.id)
        await self._tagging.fill(targets)
        await self._keep_pictures(targets)

    def on_tag_line_given(self, message: "TagLine.Given") -> None:
        """Take over what was written."""
        assert isinstance(message.subject, Targets)  # noqa: S101 - nothing else is asked about
        self._start(self._keeping.retag(message.subject, message.added, message.taken))

    def action_keep_quote(self) -> None:
        """Keep the article with the words that are selected."""
        text = self.get_selected_text()
        if text and (shown := self.article.article):
            self._start(self._keep_quote(shown.entry.id, text))
        else:
            self.status.say("Select some words of the article first, with the mouse.")

    async def _keep_quote(self, entry_id: int, text: str) -> None:
        if await self._keeping.quote(entry_id, text):
            await self._offer_tags(Targets((entry_id,)))
            await self._keep_pictures(Targets((entry_id,)))

    async def keep_link(self, url: str) -> None:
        """Keep a page at once, then fetch its title and a copy."""
        if bookmark := await self._keeping.link(url):
            targets = Targets(bookmark_ids=(bookmark.id,))
            await self._offer_tags(targets)
            now_id = await self._keeping.complete(bookmark)
            self._tagging.hand_over(targets, Targets(bookmark_ids=(now_id,)))
            await self._keep_pictures(Targets(bookmark_ids=(now_id,)))

    async def _offer_tags(self, targets: Targets) -> None:
        """Open the line for what has been kept just now, unless another is being written."""
        if self._settings.bookmarks.tag_line != "off" and not self._tagging.is_busy:
            await self._tagging.open(targets, is_writing=False)
            await self._tagging.fill(targets)
