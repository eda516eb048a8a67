"""Completing the tag that is being typed."""

from collections.abc import Sequence

from textual.suggester import Suggester

from newsreader.domain.bookmark import tag_key, tag_names


class TagSuggester(Suggester):
    """Complete the last of several tags with commas between."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._names = names

    async def get_suggestion(self, value: str) -> str | None:
        """Give the line with its last tag complete; None if no known one begins so."""
        begun = value.rpartition(",")[2].lstrip()
        names = tags_to_come(value, self._names) if begun else []
        return f"{value}{names[0][len(begun) :]}" if names else None


def tags_to_come(line: str, names: Sequence[str]) -> list[str]:
    """Give those of ``names`` that the last tag of a line may become, without those it has.

    >>> tags_to_come("wien, be", ["Berg", "berg/eis", "wien"])
    ['Berg', 'berg/eis']
    """
    before, _, last = line.rpartition(",")
    begun = tag_key(last.lstrip())
    has = set(map(tag_key, tag_names([before])))
    return [
        name
        for name in dict.fromkeys(names)
        if tag_key(name).startswith(begun) and tag_key(name) != begun and tag_key(name) not in has
    ]


def with_tag(line: str, name: str) -> str:
    """Put a tag in place of the one that a line ends with, ready for another.

    >>> with_tag("wien, be", "Berg")
    'wien, Berg, '
    """
    before, comma, _ = line.rpartition(",")
    return f"{before}{comma}{' ' if comma else ''}{name}, "
