"""The last net before the terminal: no control character of any text gets through.

Everything from outside is cleaned when it is stored; this catches what a widget, a message of
the system or a mistake of ours might still bring.
"""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from newsreader.domain.pattern import pattern
from newsreader.domain.wording import NUMBER_BLANK

_HOSTILE = pattern("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def is_harmless(text: str) -> bool:
    """Tell most texts that hold nothing to obey from all others, without a pattern.

    Nothing printable is hostile, nor is the blank of our numbers, which Python does not call so.
    """
    return text.isprintable() or text.replace(NUMBER_BLANK, " ").isprintable()


class ControlFilter(LineFilter):
    """Replace control and bidi characters in all text that is about to be painted."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Give the segments with ``�`` in place of what a terminal would obey."""
        if not any(not is_harmless(text) and _HOSTILE.search(text) for text, _, _ in segments):
            return segments
        return [Segment(_HOSTILE.sub("�", text), style, ctrl) for text, style, ctrl in segments]
