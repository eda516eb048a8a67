"""Running text: collect pieces of text between two blocks and make paragraphs of them."""

import re
from itertools import groupby
from typing import NamedTuple

from newsreader.domain.document import Inline, LinkList, Span, Style
from newsreader.domain.text import clean
from newsreader.domain.urls import is_openable, join_url

_PART = 65_536
"""Characters that are cleaned in one step of C code: no thread waits long for its turn."""

_SPACES = re.compile(r"[ \t\n\r\f]+")
_SUPERSCRIPT = str.maketrans("0123456789+-−=()niabcdefghjklmoprstuvwxyz",
                             "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")  # fmt: skip
_SUBSCRIPT = str.maketrans("0123456789+-−=()aehijklmnoprstuvx",
                           "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")  # fmt: skip
_QUOTES = {"de": "„“", "fr": "«»", "it": "«»", "es": "«»"}


class Script(NamedTuple):
    """A raised or lowered position: how its characters are written, and the plain mark."""

    table: dict[int, int]
    mark: str


SUPERSCRIPT = Script(_SUPERSCRIPT, "^")
SUBSCRIPT = Script(_SUBSCRIPT, "_")


class Piece(NamedTuple):
    """Text as it was met, with what applied there."""

    text: str
    style: Style
    href: str
    script: Script | None


def resolve(base_url: str, href: str | None) -> str:
    """Make a link's address absolute; empty unless it is one that may be opened."""
    if not href or href.startswith("#"):
        return ""
    address = join_url(base_url, href)
    return address if is_openable(address) else ""


def quote_marks(language: str) -> str:
    """Give the opening and closing quotation mark of a language (``de-AT``)."""
    base, _, region = language.lower().partition("-")
    if base == "de" and region == "ch":
        return "«»"
    return _QUOTES.get(base, "“”")


class Run:
    """Collects text up to the next block; ``style``, ``href`` and ``script`` apply to what comes.

    White space is collapsed as in a browser. Two forced line breaks end a paragraph.
    """

    def __init__(self, links: LinkList) -> None:
        self.style = Style.PLAIN
        self.href = ""
        self.script: Script | None = None
        self._links = links
        self._lines: list[list[Piece]] = [[]]
        self._after_space = True

    @property
    def is_empty(self) -> bool:
        """Whether nothing visible has been collected."""
        return len(self._lines) == 1 and not self._lines[0]

    def add(self, text: str) -> None:
        """Add text as it stands in the HTML."""
        for start in range(0, len(text), _PART):
            self._add(text[start : start + _PART])

    def _add(self, text: str) -> None:
        text = _SPACES.sub(" ", clean(text))
        if self._after_space and text.startswith(" "):
            text = text[1:]
        if text:
            self._after_space = text.endswith(" ")
            self._lines[-1].append(Piece(text, self.style, self.href, self.script))

    def break_line(self) -> None:
        """Add a forced line break."""
        self._lines.append([])
        self._after_space = True

    def take(self) -> list[Inline]:
        """Give the paragraphs collected so far and start afresh."""
        lines = [_trim(line) for line in self._lines]
        self._lines = [[]]
        self._after_space = True
        paragraphs: list[Inline] = []
        for has_text, group in groupby(lines, bool):
            if has_text:
                paragraphs.append(self._spans(_join_lines(list(group))))
        return paragraphs

    def _spans(self, pieces: list[Piece]) -> Inline:
        spans: list[Span] = []
        for href, group in groupby(pieces, lambda piece: piece.href):
            texts = [
                (piece.text if piece.script is None else _write(piece.text, piece.script), piece)
                for piece in group
            ]
            label = "".join(text for text, _ in texts).strip()
            number = self._links.number(href, label) if href and label else 0
            spans.extend(Span(text, piece.style, number) for text, piece in texts)
        return tuple(spans)


def _trim(line: list[Piece]) -> list[Piece]:
    """Drop white space from both ends of a line (no-break spaces too)."""
    while line and not line[0].text.strip():
        line.pop(0)
    while line and not line[-1].text.strip():
        line.pop()
    if line:
        line[0] = line[0]._replace(text=line[0].text.lstrip())
        line[-1] = line[-1]._replace(text=line[-1].text.rstrip())
    return line


def _join_lines(lines: list[list[Piece]]) -> list[Piece]:
    joined = lines[0]
    for line in lines[1:]:
        joined.append(Piece("\n", Style.PLAIN, "", None))
        joined.extend(line)
    return joined


def _write(text: str, script: Script) -> str:
    """Write text raised or lowered: in Unicode where every character has a form."""
    core = text.strip()
    if not core:
        return text
    if all(ord(character) in script.table for character in core):
        return text.translate(script.table)
    return text.replace(
        core, f"{script.mark}{core}" if len(core) == 1 else f"{script.mark}({core})"
    )
