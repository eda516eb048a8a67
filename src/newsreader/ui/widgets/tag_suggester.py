"""Completing the tag that is being typed."""

from collections.abc import Sequence

from textual.suggester import Suggester

from newsreader.domain.bookmark import tag_key


class TagSuggester(Suggester):
    """Complete the last of several tags with commas between."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._names = names

    async def get_suggestion(self, value: str) -> str | None:
        """Give the line with its last tag complete; None if no known one begins so."""
        before, comma, last = value.rpartition(",")
        begun = last.lstrip()
        if not begun:
            return None
        for name in self._names:
            if tag_key(name).startswith(tag_key(begun)) and len(name) > len(begun):
                space = last[: len(last) - len(begun)]
                return f"{before}{comma}{space}{begun}{name[len(begun) :]}"
        return None
