"""Lines of an article as strips: colours by role, links that can be followed, matches, hints."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import pairwise

from rich.segment import Segment as Piece
from rich.style import Style as RichStyle
from textual.strip import Strip

from newsreader.domain.document import LinkList, Style
from newsreader.layout.lines import Line, PictureRow, Role, Segment

PART = "article--"
"""Prefix of the component classes; a role's name follows."""

_ATTRIBUTES = (
    (Style.BOLD, RichStyle(bold=True)),
    (Style.ITALIC, RichStyle(italic=True)),
    (Style.UNDERLINE, RichStyle(underline=True)),
    (Style.STRIKE, RichStyle(strike=True)),
)


class Painter:
    """Paint the lines of one article in the styles of the moment."""

    def __init__(
        self,
        style_of: Callable[[str], RichStyle],
        links: LinkList,
        picture: Callable[[PictureRow], list[Piece]] | None = None,
    ) -> None:
        """Paint with the styles of ``style_of``; ``picture`` gives the cells of a picture's row."""
        self._picture = picture
        self._style_of = lru_cache(maxsize=None)(style_of)
        self._links = links
        self._made: dict[tuple[Role, Style, int], RichStyle] = {}

    def paint(
        self,
        line: Line,
        hints: Mapping[int, str] | None = None,
        pattern: re.Pattern[str] | None = None,
    ) -> Strip:
        """Paint a line; ``hints`` are letters by link number, ``pattern`` is marked where it is."""
        pieces: list[Piece] = []
        for segment in line.all_segments:
            pieces += self._painted(segment) or [self._piece(segment, hints)]
        if pattern is not None:
            pieces = list(self._marked(pieces, pattern))
        return Strip(pieces)

    def text_style(self) -> RichStyle:
        """Give the style of plain text, for what is around the lines."""
        return self._style_of(PART + Role.TEXT)

    def _painted(self, segment: Segment) -> list[Piece]:
        if segment.picture is None or segment.role is not Role.PICTURE or self._picture is None:
            return []
        return self._picture(segment.picture)

    def _piece(self, segment: Segment, hints: Mapping[int, str] | None) -> Piece:
        if hints is not None and segment.role is Role.REFERENCE and segment.link in hints:
            hint = hints[segment.link].upper().center(len(segment.text))
            return Piece(hint, self._style_of(PART + "hint"))
        return Piece(segment.text, self._style(segment.role, segment.style, segment.link))

    def _style(self, role: Role, style: Style, link: int) -> RichStyle:
        key = (role, style, link)
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._make_style(role, style, link)
        return made

    def _make_style(self, role: Role, style: Style, link: int) -> RichStyle:
        made = self._style_of(PART + role)
        if style & Style.CODE:
            made += self._style_of(PART + Role.CODE)
        if style & Style.MARK:
            made += self._style_of(PART + "mark")
        if style & Style.DIM and role in (Role.TEXT, Role.LABEL):
            made += self._style_of(PART + Role.META)
        for flag, attribute in _ATTRIBUTES:
            if style & flag:
                made += attribute
        target = self._links.get(link)
        if target is not None:
            if role not in (Role.REFERENCE, Role.META):
                made += self._style_of(PART + "link")
            made += RichStyle(link=target.href, meta={"link": link})
        return made

    def _marked(self, pieces: list[Piece], pattern: re.Pattern[str]) -> "list[Piece]":
        """Cut pieces where a match begins or ends and give the matches their own style."""
        text = "".join(piece.text for piece in pieces)
        spans = [match.span() for match in pattern.finditer(text) if match[0]]
        if not spans:
            return pieces
        mark = self._style_of(PART + "match")
        cuts = sorted({edge for span in spans for edge in span})
        result: list[Piece] = []
        position = 0
        for piece in pieces:
            end = position + len(piece.text)
            edges = [position, *(cut for cut in cuts if position < cut < end), end]
            for start, stop in pairwise(edges):
                is_match = any(first <= start < last for first, last in spans)
                style = (piece.style or RichStyle.null()) + mark if is_match else piece.style
                result.append(Piece(piece.text[start - position : stop - position], style))
            position = end
        return result
