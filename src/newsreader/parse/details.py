"""Details: find the label and value blocks of an article and take them out of its body."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from newsreader.domain.details import DetailRow, DetailsTable
from newsreader.domain.facts import fact_kind
from newsreader.domain.text import clean_line
from newsreader.parse.html import TEXT, Node, children, elements, names, text_of
from newsreader.parse.tables import rows_of
from newsreader.parse.values import BORDER, Atom, atoms_of, cell_values, values_of

_TITLES = ("details", "fakten", "daten & fakten", "auf einen blick", "zusammenfassung der fakten",
           "key facts", "facts", "at a glance")  # fmt: skip
_ANY_TITLE = re.compile("|".join(map(re.escape, _TITLES)), re.IGNORECASE)
_LINE_END = r"[ \t]*(?:<br\s*/?>[ \t]*\n?|\n|(?=</p>)|\Z)"
_TAB_LINE = re.compile(rf"([^\t\n<>]{{1,40}})\t((?:(?!<br|</p)[^\n])*){_LINE_END}", re.IGNORECASE)
_TAB_LINES = re.compile(
    rf"(?:^|(?<=>))[ \t]*(?P<title>{_ANY_TITLE.pattern})[ \t]*{_LINE_END}"
    rf"(?P<rows>(?:{_TAB_LINE.pattern})+)",
    re.IGNORECASE | re.MULTILINE,
)
_LONGEST_LABEL = 40
_MOST_ROWS = 40
_HEADINGS = names("h1 h2 h3 h4 h5 h6 p div strong b span")
_BLOCKS = names("p div ul ol section h1 h2 h3 h4 h5 h6 table dl blockquote figure")


def take_details(body: Node, base_url: str = "") -> tuple[DetailsTable, ...]:
    """Find details blocks, remove them with their headings from the tree, and give their rows."""
    found: list[DetailsTable] = []
    for node in body.css("table, dl"):
        heading = _heading_before(node)
        title, rows = _read_block(node, base_url)
        if _is_details(rows, bool(title or heading is not None)):
            found.append(
                DetailsTable(title or (text_of(heading) if heading else "") or "Details", rows)
            )
            _remove(node, heading)
    lower = body.text().lower()
    if any(title in lower for title in _TITLES):
        found += _titled_blocks(body, base_url)
    return tuple(found)


def tabs_to_table(html: str) -> str:
    """Write a details table that came as lines of text with tabs as a table."""
    return _TAB_LINES.sub(_as_table, html) if "\t" in html else html


def _as_table(lines: re.Match[str]) -> str:
    rows = "".join(
        f"<tr><td>{row[1]}<td>{row[2]}</tr>" for row in _TAB_LINE.finditer(lines["rows"])
    )
    return f"<table><caption>{lines['title']}</caption>{rows}</table>"


def _is_title(text: str) -> bool:
    return text.strip().rstrip(":").strip().lower() in _TITLES


def _is_details(rows: Sequence[DetailRow], has_title: bool) -> bool:
    """Tell details from data: a title of the right kind, or labels that are known facts."""
    if not rows or len(rows) > _MOST_ROWS:
        return False
    if has_title:
        return True
    known = sum(1 for row in rows if fact_kind(row.label))
    return known >= 2 and known * 5 >= len(rows) * 3


def _read_block(node: Node, base_url: str) -> tuple[str, tuple[DetailRow, ...]]:
    if node.tag == "dl":
        return "", _definition_rows(node, base_url)
    return _table_rows(node, base_url)


def _table_rows(table: Node, base_url: str) -> tuple[str, tuple[DetailRow, ...]]:
    """Read a table with two columns: its title, if a row or caption says one, and its rows."""
    source = rows_of(table)
    if len(source) > _MOST_ROWS + 1 or any(len(row.cells) > 3 for row in source):
        return "", ()
    caption = next((text_of(part) for part in elements(table) if part.tag == "caption"), "")
    title = caption if _is_title(caption) else ""
    rows: list[DetailRow] = []
    for row in source:
        cells = [cell for cell in row.cells if text_of(cell)]
        first = text_of(row.cells[0])
        if not rows and not title and len(cells) == 1 and _is_title(first):
            title = first
            continue
        if len(row.cells) != 2 or not _is_label(first):
            return "", ()
        label = _label(first)
        rows.append(DetailRow(label, cell_values(children(row.cells[1]), label, base_url)))
    if caption and not title:
        return "", ()
    return title.rstrip(": "), tuple(rows)


def _definition_rows(node: Node, base_url: str) -> tuple[DetailRow, ...]:
    rows: list[DetailRow] = []
    for part in elements(node):
        text = text_of(part)
        if part.tag == "dt" and _is_label(text):
            rows.append(DetailRow(_label(text), ()))
        elif part.tag == "dd" and rows:
            label, values = rows[-1]
            rows[-1] = DetailRow(label, values + cell_values(children(part), label, base_url))
        elif text:
            return ()
    return tuple(rows)


def _titled_blocks(body: Node, base_url: str) -> Iterator[DetailsTable]:
    """Find blocks that are not tables: a title, then pairs of elements or lines."""
    titles = [
        node
        for node in body.traverse(include_text=True)
        if node.tag == TEXT and _is_title(node.text_content or "")
    ]
    for text in titles:
        title = _whole_title(text)
        if title is None:
            continue
        following = _following(title)
        name = text_of(title).rstrip(": ") or "Details"
        used, rows = _pair_rows(following, base_url)
        if not rows:
            used, rows = _line_rows(following, base_url)
        if rows:
            yield DetailsTable(name, rows)
            for node in (*used, title):
                node.decompose()


def _whole_title(text: Node) -> Node | None:
    """Climb from a title's text to the largest element that holds nothing else.

    None if the text is only a part of a line.
    """
    node = text
    while node.parent is not None and node.parent.tag in _HEADINGS and _is_alone(node):
        node = node.parent
    before = node.prev
    return node if before is None or before.tag != TEXT or node.tag != TEXT else None


def _is_alone(node: Node) -> bool:
    return all(
        other.mem_id == node.mem_id
        or (other.tag == TEXT and not (other.text_content or "").strip())
        for other in children(node.parent or node)
    )


def _following(title: Node) -> list[Node]:
    """List the nodes after a title inside its parent, without blank texts."""
    nodes: list[Node] = []
    node = title.next
    while node is not None and len(nodes) < _MOST_ROWS * 4:
        if node.tag != TEXT or (node.text_content or "").strip():
            nodes.append(node)
        node = node.next
    return nodes


def _pair_rows(nodes: list[Node], base_url: str) -> tuple[list[Node], tuple[DetailRow, ...]]:
    """Read elements of exactly two parts each: label and value."""
    used: list[Node] = []
    rows: list[DetailRow] = []
    for node in nodes:
        parts = [] if node.tag == TEXT else list(elements(node))
        if len(parts) != 2 or not _is_label(text_of(parts[0])) or _loose_text(node):
            break
        if parts[0].tag in {"b", "strong", "br"} or parts[1].tag in {"br", "b", "strong"}:
            break
        label = _label(text_of(parts[0]))
        used.append(node)
        rows.append(DetailRow(label, cell_values([parts[1]], label, base_url)))
    return (used, tuple(rows)) if _is_details(rows, len(rows) > 1) else ([], ())


def _loose_text(node: Node) -> bool:
    return any((n.text_content or "").strip() for n in children(node) if n.tag == TEXT)


def _line_rows(nodes: list[Node], base_url: str) -> tuple[list[Node], tuple[DetailRow, ...]]:
    """Read lines ``Label: value``, in one paragraph or several, up to the first other one."""
    used: list[Node] = []
    rows: list[DetailRow] = []
    for unit in _units(nodes):
        found = _unit_rows(unit, base_url)
        if not found:
            break
        used += unit
        rows += found
    return used, tuple(rows)


def _units(nodes: list[Node]) -> Iterator[list[Node]]:
    """Group inline nodes that stand together; every block is a group of its own."""
    for is_block, group in groupby(nodes, lambda node: node.tag in _BLOCKS):
        if is_block:
            yield from ([node] for node in group)
        else:
            yield list(group)


def _unit_rows(nodes: list[Node], base_url: str) -> list[DetailRow]:
    """Read the lines of a unit; lines without a label continue the row before."""
    labels: list[str] = []
    contents: list[list[Atom]] = []
    for is_line, group in groupby(atoms_of(nodes, base_url), lambda atom: bool(atom.text.strip())):
        line = list(group)
        if not is_line:
            continue
        label, rest = _split_label(line)
        if label:
            labels.append(label)
            contents.append(rest)
        elif labels:
            contents[-1] += [BORDER, *line]
        else:
            return []
    return [
        DetailRow(label, values_of(atoms, label))
        for label, atoms in zip(labels, contents, strict=True)
    ]


def _split_label(line: list[Atom]) -> tuple[str, list[Atom]]:
    """Split ``Label: value``; the label is bold or a known kind of fact."""
    first, following = line[0], line[1:]
    text, colon, rest = first.text.partition(":")
    if not colon and following and following[0].text.lstrip().startswith(":"):
        colon, rest = ":", ""
        following = [
            following[0]._replace(text=following[0].text.lstrip()[1:]),
            *following[1:],
        ]
    if not colon or not _is_label(text) or not (first.is_bold or fact_kind(text)):
        return "", line
    return _label(text), [first._replace(text=rest), *following] if rest.strip() else following


def _is_label(text: str) -> bool:
    return 0 < len(text.strip()) <= _LONGEST_LABEL


def _label(text: str) -> str:
    return clean_line(text).rstrip(": ")


def _heading_before(node: Node) -> Node | None:
    """Find the title that stands right before a block, also before the box around the block."""
    for _ in range(3):
        previous = node.prev
        while (
            previous is not None
            and previous.tag == TEXT
            and not (previous.text_content or "").strip()
        ):
            previous = previous.prev
        if previous is not None:
            is_short = previous.tag != TEXT and previous.tag in _HEADINGS
            return previous if is_short and _is_title(text_of(previous)) else None
        if node.parent is None or node.parent.tag == "body":
            return None
        node = node.parent
    return None


def _remove(node: Node, heading: Node | None) -> None:
    node.decompose()
    if heading is not None:
        heading.decompose()
