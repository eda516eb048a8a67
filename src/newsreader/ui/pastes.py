"""What is pasted is text to its very end, whatever it holds: none of it is a key."""

from newsreader.domain.pattern import pattern

_BEGIN, _END = "\x1b[200~", "\x1b[201~"
# What a terminal program wrote with its text: colours, titles; then whatever else is no text.
_CONTROL = pattern("\x1b\\[[0-9;:?]*[@-~]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")

_BEGUN = pattern("\x1b(?:\\[[0-9;:?]{0,20})?\\Z")


class PasteFilter:
    """Take control characters out of what is between the marks of a bracketed paste."""

    def __init__(self) -> None:
        self._is_pasting = False
        self._held = ""
        """Of a paste: what may be the begin of its end, or of a colour."""
        self._passed = ""
        """Outside: the last of what was given, in which the mark of a paste may begin."""

    def feed(self, text: str) -> str:
        """Give what was read, without what no paste should hold; keys pass at once."""
        given = ""
        while text:
            part, text = self._inside(text) if self._is_pasting else self._outside(text)
            given += part
        return given

    def _outside(self, text: str) -> tuple[str, str]:
        known = len(self._passed)
        place = (self._passed + text).find(_BEGIN)
        if place < 0:
            self._passed = (self._passed + text)[-len(_BEGIN) + 1 :]
            return text, ""
        self._passed, self._is_pasting = "", True
        end = place + len(_BEGIN) - known
        return text[:end], text[end:]

    def _inside(self, text: str) -> tuple[str, str]:
        text = self._held + text
        place = text.find(_END)
        if place < 0:
            begun = _BEGUN.search(text)
            cut = begun.start() if begun else len(text)
            self._held = text[cut:]
            return _CONTROL.sub("", text[:cut]), ""
        self._held, self._is_pasting = "", False
        return _CONTROL.sub("", text[:place]) + _END, text[place + len(_END) :]
