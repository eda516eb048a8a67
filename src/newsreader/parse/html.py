"""The HTML parser behind a few functions: a tree of nodes, recovered as a browser would.

Everything else in the program sees only :data:`Node` and these functions; lexbor stays an
exchangeable part. Compare nodes by ``mem_id``: ``==`` compares their whole HTML.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    Node: TypeAlias = LexborNode
else:
    Node = object  # the library is loaded with the first article


def names(text: str) -> frozenset[str]:
    """Make a set of the names of tags or classes that a text lists."""
    return frozenset(text.split())


TEXT = "-text"
"""What ``node.tag`` says of a text node."""

# A tag with very many attributes costs quadratic time (20,000 of them: 0.7 s), so long ones are
# rebuilt with the attributes that we read.
_LONGEST_TAG = 2_048
_LONGEST_VALUE = 32_768
_ATTRIBUTE = r"""[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>][^\s>]*+)?+)?+"""
_TAG = re.compile(rf"</?([a-zA-Z][^\s/>]*+)(?:[\s/]++|{_ATTRIBUTE})*+>?+")
# Depth costs quadratic time too (20,000 elements: 0.25 s), and an inline element left open is
# opened again in every paragraph that follows, so tags below these depths are left out.
_DEEPEST = 1_000
_DEEPEST_INLINE = 24
_READ_ATTRIBUTE = re.compile(
    r"""(?<=[\s/"'])(href|src|data-src|alt|title|class|style|colspan|rowspan|start|role|type|id)"""
    r"""\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""",
    re.IGNORECASE,
)
_SWALLOWING = re.compile(
    r"<(script|style|textarea|title|noembed|noframes|xmp)\b([^<>]*)/>", re.IGNORECASE
)
_IFRAME = re.compile(r"(<iframe\b[^<>]*>)(?!\s*</iframe)", re.IGNORECASE)
_INLINE = names("b big code em font i nobr s small strike strong tt u")
_NESTING = names(
    "div span section article main header footer aside nav center blockquote ul ol dl table "
    "details figure form fieldset ins del sub sup q cite abbr mark ruby svg math g dir menu"
)
_NODES_OF_A_PAGE = ("-comment", "-doctype")


def parse_html(html: str) -> Node:
    """Parse HTML, whatever it looks like, and give its body."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(_mend(html))
    body = tree.body or tree.root
    if body is None:
        raise ValueError("the HTML parser gave no tree")
    return body


def children(node: Node) -> Iterator[Node]:
    """Go through the elements and texts directly below a node, without comments."""
    child = node.first_child
    while child is not None:
        following = child.next
        if child.tag not in _NODES_OF_A_PAGE:
            yield child
        child = following


def elements(node: Node) -> Iterator[Node]:
    """Go through the elements directly below a node."""
    return (child for child in children(node) if child.tag != TEXT)


def attribute(node: Node, name: str) -> str:
    """Give an attribute's value, empty if it is missing or has none."""
    return node.attributes.get(name) or ""


def has_class(attributes: dict[str, str | None], names: frozenset[str]) -> bool:
    """Tell whether one of the element's classes is among ``names`` (given in lower case)."""
    classes = attributes.get("class")
    return bool(classes) and not names.isdisjoint((classes or "").lower().split())


def text_of(node: Node) -> str:
    """Give all text below a node, in one line."""
    return " ".join(node.text(separator=" ").split())


def _mend(html: str) -> str:
    """Repair what would swallow text or time in any HTML parser."""
    if "\x00" in html:
        html = html.replace("\x00", "")
    if len(html) > _LONGEST_TAG:
        html = _TAG.sub(_Trimmer(), html)
    if "/>" in html:
        html = _SWALLOWING.sub(r"<\1\2></\1>", html)
    return _IFRAME.sub(r"\1</iframe>", html)


class _Trimmer:
    """Shortens tags that are too long, and leaves out those that are nested too deeply."""

    def __init__(self) -> None:
        self._depth = 0
        self._inline_depth = 0

    def __call__(self, match: re.Match[str]) -> str:
        """Give what to write in place of a tag."""
        tag, name = match[0], match[1].lower()
        step = -1 if tag[1] == "/" else 1
        if name in _INLINE:
            deepest = max(self._inline_depth, self._inline_depth + step)
            self._inline_depth = max(self._inline_depth + step, 0)
            if deepest > _DEEPEST_INLINE:
                return ""
        elif name in _NESTING:
            deepest = max(self._depth, self._depth + step)
            self._depth = max(self._depth + step, 0)
            if deepest > _DEEPEST:
                return "<p>" if step > 0 else ""  # what was apart stays apart
        return tag if len(tag) <= _LONGEST_TAG else _shorten(tag, name)


def _shorten(tag: str, name: str) -> str:
    kept = {
        found[1].lower(): found[2]
        for found in _READ_ATTRIBUTE.finditer(tag)
        if len(found[2]) <= _LONGEST_VALUE
    }
    return "".join([f"<{name}", *(f" {key}={value}" for key, value in kept.items()), ">"])
