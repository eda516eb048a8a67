"""Answers of the terminal among the keys: taken out, so that none of them presses a key.

A terminal answers questions (of Textual, of a program that ran before, of tmux) whenever the
line lets it, and Textual turns what it does not know into single keys.
"""

from newsreader.domain.pattern import pattern

# Device attributes and status, colour scheme, keyboard flags, window size, colours, DCS and APC
# strings (xterm's ctlseqs). Mode reports (``CSI ? ... $ y``) stay: Textual reads them.
_REPLY = pattern(
    "\x1b\\[[?>=][0-9;:]*[cnuR]"
    "|\x1b\\[[0-9]n"
    "|\x1b\\[[0-9;]+t"
    "|\x1b\\][0-9]{1,4};[^\x07\x1b]*(?:\x07|\x1b\\\\)"
    "|\x1bP[0-9;]*[>!+$|][^\x1b]*\x1b\\\\"
    "|\x1b_G[^\x1b]*\x1b\\\\"
)
# The begin of such an answer at the end of what was read.
_BEGUN = pattern(
    "\x1b(?:\\[[?>=]?[0-9;:]*\\$?"
    "|\\](?:[0-9]{0,4}(?:;[^\x07\x1b]*\x1b?)?)"
    "|P(?:[0-9;]*(?:[>!+$|][^\x1b]*\x1b?)?)"
    "|_(?:G[^\x1b]*\x1b?)?)?\\Z"
)
# No key begins like this.
_CERTAIN = pattern("\x1b(?:\\[[?>=]|\\][0-9]+;|P[0-9;]*[>!+$|]|_G)")
_LONGEST = 100_000
_LONGEST_WAIT_S = 2.0


class ReplyFilter:
    """Pass the keys on; hold back what may become an answer until it is one, or in vain."""

    def __init__(self, escape_delay_s: float) -> None:
        self._escape_delay_s = escape_delay_s
        self._held = ""

    def feed(self, text: str) -> str:
        """Give the keys in what was read, after those held back before."""
        text = _REPLY.sub("", self._held + text)
        begun = _BEGUN.search(text)
        start = begun.start() if begun and len(text) - begun.start() <= _LONGEST else len(text)
        self._held = text[start:]
        return text[:start]

    @property
    def wait_s(self) -> float | None:
        """How long to wait for the rest of what is held back; None when nothing is."""
        if not self._held:
            return None
        return _LONGEST_WAIT_S if _CERTAIN.match(self._held) else self._escape_delay_s

    def release(self) -> str:
        """Give up waiting: give what turned out to be keys, drop the begin of an answer."""
        held, self._held = self._held, ""
        return "" if _CERTAIN.match(held) else held
