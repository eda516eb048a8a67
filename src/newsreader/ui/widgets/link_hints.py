"""Letters for links: as few keys as possible, home row first."""

from collections.abc import Sequence

_LETTERS = "asdfghjklewruioptyqzxcvbnm"


def letters_for(links: Sequence[int]) -> dict[int, str]:
    """Give each link number letters to type; all equally long, so that none is another's start.

    >>> letters_for([3, 7])
    {3: 'a', 7: 's'}
    """
    size = 1
    while len(_LETTERS) ** size < len(links):
        size += 1
    return {link: _word(index, size) for index, link in enumerate(links)}


def _word(index: int, size: int) -> str:
    word = ""
    for _ in range(size):
        index, letter = divmod(index, len(_LETTERS))
        word = _LETTERS[letter] + word
    return word


class LinkChoice:
    """What has been typed of a link's letters or number so far."""

    def __init__(self, links: Sequence[int], all_links: int) -> None:
        self.hints = letters_for(links)
        self.typed = ""
        self._all_links = all_links

    def type(self, key: str) -> int | None:
        """Take a key; give the link that it completes, 0 if none can be meant, None to go on."""
        self.typed += key
        if self.typed.isdecimal():
            return self._by_number()
        self.hints = {n: word for n, word in self.hints.items() if word.startswith(self.typed)}
        if not self.hints:
            return 0
        return next((n for n, word in self.hints.items() if word == self.typed), None)

    def number(self) -> int:
        """Give the link whose number has been typed, 0 for none."""
        number = int(self.typed) if self.typed.isdecimal() else 0
        return number if number <= self._all_links else 0

    def _by_number(self) -> int | None:
        number = self.number()
        if not number:
            return 0
        return number if number * 10 > self._all_links else None
