"""The article of a web page: what of its tree is text to read, without what stands around it.

trafilatura judges which text belongs to the article; what it gives as HTML has lost tables,
captions and lists, so its text only marks the blocks of the page's own tree that are kept.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from newsreader.parse.html import TEXT, Node, children, names, parse_html

LEAST_WORDS = 25
"""An article of fewer words is none: the whole page says more."""
_SHARE = 0.6
"""Of the runs of three words of a block, how many the judge must have kept."""
_HELD = 0.97
"""Of the words kept, how many the smallest element around the article must hold."""

_INVISIBLE = re.compile("[\u00ad\u200b-\u200d]")  # soft hyphens: the judge leaves them out
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|\w+")  # Chinese and Japanese have no spaces
_BLOCKS = names(
    "p div section article main header footer aside nav ul ol li dl dt dd table tbody thead tfoot "
    "tr td th caption pre blockquote h1 h2 h3 h4 h5 h6 figure figcaption details summary form "
    "address center fieldset"
)
_ANY_BLOCK = ", ".join(sorted(_BLOCKS))
_NEVER = names("script style noscript template nav button input select textarea svg")
_PICTURES = names("img picture video iframe audio")
_PARTS = names("li dt dd tbody thead tfoot tr td th caption figcaption summary")
"""No article by themselves, and nothing that could stand alone."""
_SHOWING = "img, picture, video, iframe"
_TELLING = 10
"""Words; fewer may well be said twice."""
_WHOLE = names("table pre figure")
"""Kept as a whole when a part of them is."""


class _Block(NamedTuple):
    """A block without blocks inside, or a run of texts and inline elements beside blocks."""

    nodes: tuple[Node, ...]
    words: tuple[str, ...]
    is_kept: bool


def main_text(html: str, url: str, title: str = "") -> str:
    """Give the HTML of the article of a page; empty where the page seems to have none.

    A heading that only says the title again is left out.
    """
    from trafilatura import extract

    text = extract(html, url=url or None, include_comments=False, include_tables=True) or ""
    judged = _words(text)
    if len(judged) < LEAST_WORDS:
        return ""
    body = parse_html(html)
    for node in body.css("script, style, template"):
        node.decompose()
    blocks = _blocks(body, _Judge(text), _words(title))
    if not any(block.is_kept for block in blocks):
        return ""
    root = _smallest_around(blocks, body)
    _prune(blocks)
    return root.html or ""


class _Judge:
    """Tells whether words stand in the text that was extracted, each place of it once."""

    def __init__(self, text: str) -> None:
        self._runs = Counter(_runs(_words(text)))
        self._lines = Counter(tuple(_words(line)) for line in text.splitlines())

    def keeps(self, words: tuple[str, ...]) -> bool:
        """Tell whether a block belongs to the article; a short one must be a line of it."""
        if len(words) < _TELLING:
            is_line = self._lines[words] > 0
            self._lines[words] -= 1
            return is_line and bool(words)
        runs = Counter(_runs(words))
        left = sum(min(count, self._runs[run]) for run, count in runs.items())
        if left < _SHARE * runs.total():
            return False
        self._runs.subtract(runs)
        return True


def _blocks(body: Node, judge: _Judge, title: Sequence[str]) -> list[_Block]:
    """Cut the page into blocks, in their order."""
    found = []
    for nodes in _leaves(body):
        words = tuple(word for node in nodes for word in _words(node.text(separator=" ")))
        is_title = [*words] == [*title[: len(words)]] and _is_in_heading(nodes[0])
        found.append(_Block(nodes, words, judge.keeps(words) and not is_title))
    return found


def _is_in_heading(node: Node) -> bool:
    return any(above.tag in ("h1", "h2") for above in _ancestors(node))


def _leaves(node: Node) -> Iterator[tuple[Node, ...]]:
    """Go through the blocks that hold no other block, and the runs of text beside blocks."""
    run: list[Node] = []
    for child in [child for child in children(node) if child.tag not in _NEVER]:
        if not _holds_block(child):
            run.append(child)
            continue
        if run:
            yield tuple(run)
            run = []
        yield from _leaves(child)
    if run:
        yield tuple(run)


def _holds_block(node: Node) -> bool:
    if node.tag == TEXT or node.tag in _BLOCKS:
        return node.tag != TEXT
    return node.css_first(_ANY_BLOCK) is not None


def _smallest_around(blocks: list[_Block], body: Node) -> Node:
    """Find the smallest element that holds nearly all words kept."""
    held: Counter[int] = Counter()
    around: dict[int, tuple[int, Node]] = {}
    total = 0
    for block in blocks:
        if block.is_kept:
            total += len(block.words)
            line = [*_ancestors(block.nodes[0])]
            for depth, node in enumerate(reversed(line)):
                held[node.mem_id] += len(block.words)
                around[node.mem_id] = (depth, node)
    enough = [around[key] for key, count in held.items() if count >= _HELD * total]
    root = max(enough, key=lambda found: found[0])[1] if enough else body
    while root.tag in _PARTS and root.parent is not None:
        root = root.parent
    return root


def _ancestors(node: Node) -> Iterator[Node]:
    above = node if node.tag != TEXT else node.parent
    while above is not None and above.tag not in ("html", "-document"):
        yield above
        above = above.parent


def _prune(blocks: list[_Block]) -> None:
    """Take away what is not kept: blocks, and pictures before and after the article."""
    whole = {
        above.mem_id
        for block in blocks
        if block.is_kept
        for above in _ancestors(block.nodes[0])
        if above.tag in _WHOLE
    }
    places = [place for place, block in enumerate(blocks) if block.is_kept]
    for place, block in enumerate(blocks):
        is_inside = places[0] <= place <= places[-1]
        if block.is_kept or any(above.mem_id in whole for above in _ancestors(block.nodes[0])):
            continue
        if is_inside and _is_shown(block):
            continue
        for node in block.nodes:
            node.decompose()


def _is_shown(block: _Block) -> bool:
    """Tell whether a block shows something rather than tells it: pictures, videos, captions."""
    if any(above.tag in _WHOLE for above in _ancestors(block.nodes[0])):
        return True
    return len(block.words) < _TELLING and any(
        node.tag != TEXT and (node.tag in _PICTURES or node.css_first(_SHOWING) is not None)
        for node in block.nodes
    )


def _words(text: str) -> list[str]:
    return _WORD.findall(_INVISIBLE.sub("", text.casefold()))


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(words, words[1:], words[2:], strict=False)
