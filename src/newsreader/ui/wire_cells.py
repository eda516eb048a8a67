"""What a terminal shows: rows of cells, each with a text and the pen it was drawn with."""

from collections.abc import Iterable
from functools import lru_cache
from inspect import signature
from itertools import islice
from typing import NamedTuple
from unicodedata import category
from urllib.parse import quote

from rich.cells import split_graphemes
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from newsreader.domain.pattern import pattern
from newsreader.domain.text import join_flags
from newsreader.ui.safety import is_harmless
from newsreader.ui.terminal import look_alike

# Attributes that can be seen on a blank: underline, reverse, strike, double underline,
# frame, encircle, overline.
_SEEN_ON_BLANK = frozenset(("4", "7", "9", "21", "51", "52", "53"))
# What a terminal would obey, and what would turn the direction of the text around it.
_STRAY = pattern(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
# Terminals disagree about the width of emoji and of what joins or colours them: joiner, keycap,
# variation selectors, pictures, tags.
_JOINERS = "\u200d\u20e3\ufe0e\ufe0f"
_PICTURES = (("\U0001f000", "\U0001faff"), ("\U000e0020", "\U000e007f"))
_EIGHT_BIT = ColorSystem.EIGHT_BIT  # an enum's member is looked up slowly
LONGEST_LINK = 2083
"""VTE ignores links that are longer, in bytes."""


class Pen(NamedTuple):
    """How a cell is drawn, in the codes of SGR (ECMA-48, 8.3.117); empty is the default."""

    attributes: tuple[str, ...] = ()
    foreground: str = ""
    background: str = ""
    link: str = ""

    def on_blank(self) -> "Pen":
        """Give the pen that makes a blank look the same."""
        return _on_blank(self)


PLAIN = Pen()


class Row(NamedTuple):
    """The cells of a line; the second cell of a wide character has the text ''."""

    texts: list[str]
    pens: list[Pen]

    @classmethod
    def blank(cls, width: int) -> "Row":
        """Make a row as a cleared terminal shows it."""
        return cls([" "] * width, [PLAIN] * width)

    def copy(self) -> "Row":
        """Give a row that changes by itself."""
        return Row(self.texts.copy(), self.pens.copy())

    def write(self, x: int, segments: Iterable[Segment], colours: ColorSystem, code: str) -> None:
        """Write segments from cell ``x`` on; what does not fit into the row is dropped."""
        for text, style, control in segments:
            if text and not control:
                x = self._write_text(x, cell_texts(text, code), pen_of(style, colours))

    def _write_text(self, x: int, cells: tuple[str, ...], pen: Pen) -> int:
        end = min(x + len(cells), len(self.texts))
        if end <= x:
            return x + len(cells)
        self._blank_other_half(x, end)
        blank = pen.on_blank()
        self.texts[x:end] = cells[: end - x]
        self.pens[x:end] = [blank if text == " " else pen for text in cells[: end - x]]
        if end - x < len(cells) and not cells[end - x]:
            self._blank(end - 1)  # only the first half of a wide character fits
        return x + len(cells)

    def _blank_other_half(self, start: int, end: int) -> None:
        """Blank the halves that stay when wide characters at the edges are overwritten."""
        if start and not self.texts[start]:
            self._blank(start - 1)
        if end < len(self.texts) and not self.texts[end]:
            self._blank(end)

    def _blank(self, x: int) -> None:
        self.texts[x] = " "
        self.pens[x] = self.pens[x].on_blank()

    def first_unsure(self) -> int | None:
        """Find the first cell after which terminals may disagree about columns."""
        line = "".join(self.texts)
        if line.isascii() or not _has_doubtful(line):  # nearly all are told by this
            return None
        unsure = (x for x, text in enumerate(self.texts) if not text.isascii() and is_unsure(text))
        return next(unsure, None)


@lru_cache(512)
def _has_doubtful(line: str) -> bool:
    return any(map(_is_doubtful, set(line)))


@lru_cache(4096)
def _is_doubtful(sign: str) -> bool:
    """Say whether a sign can make the cell unsure that it stands in."""
    return is_emoji(sign) or category(sign) == "Mc"


@lru_cache(4096)
def is_unsure(text: str) -> bool:
    """Say whether terminals may disagree about the width of a cell's text."""
    return is_emoji(text) or has_mark(text)


def is_emoji(text: str) -> bool:
    """Say whether a cell's text is an emoji, or something that joins or colours one."""
    return not text.isascii() and any(
        sign in _JOINERS or any(first <= sign <= last for first, last in _PICTURES) for sign in text
    )


def has_mark(text: str) -> bool:
    """Say whether a cell's text has a spacing mark, which some terminals give a cell of its own.

    Such are the vowels beside a letter in the scripts of India and its neighbours.
    """
    return len(text) > 1 and any(category(sign) == "Mc" for sign in text)


@lru_cache(2048)
def cell_texts(text: str, code: str = "utf-8") -> tuple[str, ...]:
    """Split text into cells; what the terminal would obey is taken out.

    ``code`` is the terminal's encoding; what it cannot say is replaced by what looks alike.

    >>> cell_texts("aé漢")
    ('a', 'é', '漢', '')
    """
    if text.isascii() and text.isprintable():
        return tuple(text)
    cells: list[str] = []
    is_clean = is_harmless(text)
    for start, end, width in join_flags(text, split_graphemes(text)[0]):
        grapheme = text[start:end] if is_clean else _STRAY.sub("", text[start:end])
        if not grapheme:
            cells += " " * width
        elif code != "utf-8" and not _can_say(grapheme, code):
            cells += look_alike(grapheme) * width
        elif width:
            cells += (grapheme, "")[:width]
    return tuple(cells)


def _can_say(text: str, code: str) -> bool:
    try:
        text.encode(code)
    except UnicodeEncodeError:
        return False
    return True


def cut_cells(text: str, cells: int) -> tuple[str, str]:
    """Cut a text after so many cells; blanks take the place of a character that would be halved.

    >>> cut_cells("a🇦🇹b", 2)
    ('a ', ' b')
    """
    used = 0
    for start, end, width in join_flags(text, split_graphemes(text)[0]):
        if used == cells and width:
            return text[:start], text[start:]
        if used + width > cells:
            return text[:start] + " ", " " + text[end:]
        used += width
    return text, ""


@lru_cache(4096)
def cut_segment(segment: Segment, cut: int) -> tuple[Segment, Segment]:
    """Cut a segment after so many cells, in the place of Rich's own ``_split_cells``.

    That one cuts between code points: at the edge of a dialog it leaves the end of a family or of a
    flag, which terminals show as other people or another country, in more cells than there are.
    """
    text, style, control = segment
    if cut >= segment.cell_length:
        return segment, Segment("", style, control)
    left, right = cut_cells(text, cut)
    return Segment(left, style, control), Segment(right, style, control)


def is_rich_known() -> bool:
    """Say whether Rich cuts segments as it did; the method is not public."""
    split = getattr(Segment, "_split_cells", None)
    return split is not None and list(signature(split).parameters) == ["segment", "cut"]


# Whatever lies over a text cuts it: Textual's panes and dialogs do so by this method. Another Rich
# cuts by itself, at worst wrongly.
if is_rich_known():
    Segment._split_cells = staticmethod(cut_segment)  # type: ignore[method-assign,assignment]


def pen_of(style: Style | None, colours: ColorSystem) -> Pen:
    """Give the pen for a style, as Textual's own output would draw it, but for nearer colours."""
    if style is None:
        return PLAIN
    if colours is _EIGHT_BIT:
        return _pen_of_256(style)
    return _pen(Strip.render_ansi(style, colours), style.link or "")


@lru_cache(2048)
def _pen_of_256(style: Style) -> Pen:
    from newsreader.ui.many_colours import in_256_colours

    return _pen(Strip.render_ansi(in_256_colours(style), _EIGHT_BIT), style.link or "")


@lru_cache(4096)
def _pen(ansi: str, link: str) -> Pen:
    attributes: list[str] = []
    foreground = background = ""
    codes = iter(ansi.split(";") if ansi else ())
    for code in codes:
        number = int(code)
        if number in {38, 48}:  # 38;5;N or 38;2;R;G;B
            kind = next(codes)
            colour = ";".join((code, kind, *islice(codes, 1 if kind == "5" else 3)))
        else:
            colour = code
        if 30 <= number <= 39 or 90 <= number <= 97:
            foreground = "" if number == 39 else colour
        elif 40 <= number <= 49 or 100 <= number <= 107:
            background = "" if number == 49 else colour
        else:
            attributes.append(code)
    return Pen(tuple(attributes), foreground, background, safe_link(link))


@lru_cache(4096)
def _on_blank(pen: Pen) -> Pen:
    seen = tuple(code for code in pen.attributes if code in _SEEN_ON_BLANK)
    return Pen(seen, pen.foreground if seen else "", pen.background, pen.link)


def safe_link(url: str) -> str:
    """Percent-encode what must not stand in an OSC 8 link; '' when it is too long to work.

    >>> safe_link("https://example.org/ä?q=a b#c")
    'https://example.org/%C3%A4?q=a%20b#c'
    """
    # Printable ASCII stays as it is: an address that is encoded already must not change.
    encoded = quote(url, safe="!\"#$%&'()*+,/:;<=>?@[\\]^`{|}~", errors="replace")
    return encoded if len(encoded) <= LONGEST_LINK else ""
