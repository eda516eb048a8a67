"""What a publisher changed in a text: words that went, words that came."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from newsreader.domain.document import Inline, Span, Style

REMOVED = Style.STRIKE | Style.DIM
ADDED = Style.MARK

_MOST_WORDS = 4_000
"""Comparing words takes time by the square; longer parts are told apart as a whole."""


def differing_paragraphs(old: Sequence[str], new: Sequence[str]) -> Iterator[Inline]:
    """Yield the paragraphs of both texts, in order, with what was removed and added marked."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            yield from ((Span(paragraph),) for paragraph in new[new_start:new_end])
            continue
        before, after = old[old_start:old_end], new[new_start:new_end]
        for index in range(max(len(before), len(after))):
            yield difference(
                before[index] if index < len(before) else "",
                after[index] if index < len(after) else "",
            )


def difference(old: str, new: str) -> Inline:
    """Give one text with the words of the old one struck out and those of the new one marked.

    >>> [span.text for span in difference("four dead", "five dead")]
    ['four', ' ', 'five', ' ', 'dead']
    """
    before, after = old.split(), new.split()
    if len(before) + len(after) > _MOST_WORDS:
        groups = [(before, REMOVED), (after, ADDED)]
    else:
        groups = list(_groups(before, after))
    spans: list[Span] = []
    for words, style in groups:
        if words:
            spans += (Span(" "),) if spans else ()
            spans.append(Span(" ".join(words), style))
    return tuple(spans)


def _groups(before: list[str], after: list[str]) -> Iterator[tuple[list[str], Style]]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            yield after[new_start:new_end], Style.PLAIN
        else:
            yield before[old_start:old_end], REMOVED
            yield after[new_start:new_end], ADDED
