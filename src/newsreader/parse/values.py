"""The values of a details row: what a cell, however it is written, tells."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import NamedTuple

from newsreader.domain.details import Value
from newsreader.domain.facts import LINKED_KINDS, fact_kind
from newsreader.domain.text import clean, clean_line
from newsreader.domain.urls import is_web
from newsreader.parse.html import TEXT, Node, attribute, children, names, parse_html
from newsreader.parse.inline import resolve
from newsreader.parse.noise import DROPPED, is_hidden

_MARKUP = re.compile(
    r"</?(?:ul|ol|li|br|p|div|span|a|b|i|u|em|strong|font|small|h[1-6]|table|tbody|thead|tr|td|th)"
    r"\b[^<>]*>?",
    re.IGNORECASE,
)
_BULLETS = re.compile(r"\s*[•‣▪◦●∙]\s*")
_LEADING_DASH = re.compile(r"^\s*[-–—*]\s+(?=\S)")
_BETWEEN = re.compile(r"\s*[,|;/]\s*|\s*\|\s*")
_HOST = re.compile(
    r"(?:https?://)?(?:[a-z0-9äöüß](?:[a-z0-9äöüß-]*[a-z0-9äöüß])?\.)+[a-z]{2,24}"
    r"(?::\d+)?(?:/[^\s,|]*)?",
    re.IGNORECASE,
)
_LINE_ELEMENTS = names(
    "p div li ul ol tr dd dt dl table tbody section article pre blockquote figure h1 h2 h3 h4 h5 h6"
)


class Atom(NamedTuple):
    """A piece of a cell: text, the text of a link, or (empty) the border of two values."""

    text: str
    href: str = ""
    is_bold: bool = False


BORDER = Atom("")


def cell_values(nodes: Iterable[Node], label: str, base_url: str) -> tuple[Value, ...]:
    """Give the values in a cell under a label.

    Bullets, line breaks, list items and signs between two links separate values; a comma in
    plain text does not. Under a source label bare host names become links.
    """
    return values_of(atoms_of(nodes, base_url), label)


def values_of(atoms: Iterable[Atom], label: str) -> tuple[Value, ...]:
    """Give the values in a sequence of atoms under a label."""
    is_linked = fact_kind(label) in LINKED_KINDS
    values: list[Value] = []
    for group in _groups(atoms):
        for value in _one_link_each(group):
            values += _hosts(value) if is_linked and value.href is None else [value]
    return tuple(values)


def atoms_of(nodes: Iterable[Node], base_url: str, depth: int = 0) -> Iterator[Atom]:
    """Break nodes into atoms; markup that shows as text is read as markup."""
    stack: list[tuple[Iterator[Node], str, bool, bool]] = [(iter(nodes), "", False, False)]
    while stack:
        rest, href, is_bold, is_line = stack[-1]
        node = next(rest, None)
        if node is None:
            stack.pop()
            if is_line:
                yield BORDER
            continue
        tag = node.tag or ""
        if tag == TEXT:
            yield from _text_atoms(node.text_content or "", href, is_bold, base_url, depth)
        elif tag == "br":
            yield BORDER
        elif tag not in DROPPED and not is_hidden(node.attributes):
            is_line = tag in _LINE_ELEMENTS
            if is_line:
                yield BORDER
            link = resolve(base_url, attribute(node, "href")) if tag == "a" else ""
            link = link if is_web(link) else ""
            stack.append(
                (children(node), link or href, is_bold or tag in {"b", "strong", "th"}, is_line)
            )


def _text_atoms(text: str, href: str, is_bold: bool, base_url: str, depth: int) -> Iterator[Atom]:
    text = clean(_unescape(text)) if "&" in text else clean(text)
    if "<" in text and depth < 3 and _MARKUP.search(text):
        yield from atoms_of(children(parse_html(text)), base_url, depth + 1)
        return
    for index, part in enumerate(_BULLETS.split(text)):
        if index:
            yield BORDER
        if part:
            yield Atom(part, href, is_bold)


def _unescape(text: str) -> str:
    """Undo escaping that was applied more than once."""
    for _ in range(3):
        plain = unescape(text)
        if plain == text:
            break
        text = plain
    return text


def _groups(atoms: Iterable[Atom]) -> Iterator[list[Atom]]:
    """Put together what is between two borders; a sign between two links is a border."""
    group: list[Atom] = []
    held: Atom | None = None  # a separating sign that waits for the next link
    for atom in (*atoms, BORDER):
        if atom is BORDER or not atom.text:
            if held is not None:
                group.append(held)
                held = None
            if group:
                yield group
            group = []
        elif group and group[-1].href and not atom.href and _BETWEEN.fullmatch(atom.text):
            held = atom
        else:
            if held is not None:
                if atom.href:
                    yield group
                    group = []
                else:
                    group.append(held)
                held = None
            group.append(atom)


def _one_link_each(group: list[Atom]) -> Iterator[Value]:
    """Make values of a group; one that holds several links becomes several."""
    text, href = "", ""
    for atom in group:
        if atom.href and href and atom.href != href:
            yield from _value(text, href)
            text, href = "", ""
        text += atom.text
        href = href or atom.href
    yield from _value(text, href)


def _value(text: str, href: str) -> Iterator[Value]:
    line = clean_line(_LEADING_DASH.sub("", text))
    if line:
        yield Value(line, href or None)


def _hosts(value: Value) -> list[Value]:
    """Turn a value that consists of host names only into links."""
    parts = [part for part in re.split(r"[\s,|;]+", value.text) if part]
    if not all(_HOST.fullmatch(part) for part in parts):
        return [value]
    return [
        Value(part, part if part.lower().startswith("http") else f"https://{part}")
        for part in parts
    ]
