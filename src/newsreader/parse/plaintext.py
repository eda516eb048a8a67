"""Between HTML and plain text, quickly and in linear time: teasers, titles, plain bodies.

Nothing here builds a tree; the reading view does (``parse.document``).
"""

import html
import re
from html.entities import html5

from newsreader.domain.pattern import pattern
from newsreader.domain.text import TEASER_LENGTH, clean, clean_line

# "<" must begin a tag, and a tag ends at the next "<" at the latest: linear on any input
_TAG = pattern(r"<[/!?]?[A-Za-z!?\[-][^<>]*>")
_NOT_SHOWN = pattern(r"(?is)<(style|script|noscript|template)\b.*?(?:</\1\s*>|\Z)")
_NO_SPACE = pattern(
    r"(?i)</?(?:a|abbr|acronym|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small"
    r"|span|strike|strong|sub|sup|tt|u|var|wbr)(?:\s[^<>]*)?>"
)
_CLOSING_TAG_OR_ENTITY = pattern(r"(?i)</\w+>|&#?\w+;|<(?:br|p|img|hr|div)[\s/>]")
_TAG_NAME = pattern(r"</?([A-Za-z][\w:-]*)")
_ENTITY = pattern(r"&(\w+;)")
_URL = pattern(r"https?://[^\s<>\"]+[^\s<>\".,:;!?)\]'’”»]")
_PARAGRAPHS = pattern(r"\n[ \t]*\n\s*")

_ELEMENT_NAMES = (
    "a abbr acronym address area article aside audio b bdi bdo big blink blockquote body br button"
    " canvas caption center cite code col colgroup command content data datagrid datalist dd del"
    " details dfn dialog dir div dl dt em embed event-source fieldset figcaption figure font footer"
    " form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins"
    " keygen kbd label layer legend li link m main map mark marquee menu meta meter multicol nav"
    " nextid nobr noembed noframes noscript object ol optgroup option output p param picture pre"
    " progress q rp rt ruby s samp script section select small sound source spacer span strike"
    " strong style sub summary sup svg table tbody td template textarea tfoot th thead time title"
    " tr track tt u ul var video wbr"
)
_ELEMENTS = frozenset(_ELEMENT_NAMES.split())


def looks_like_html(text: str) -> bool:
    """Tell whether text that claims to be plain is HTML after all: known tags or entities only."""
    if "<" not in text and "&" not in text:
        return False
    if not _CLOSING_TAG_OR_ENTITY.search(text):
        return False
    if any(name.lower() not in _ELEMENTS for name in _TAG_NAME.findall(text)):
        return False
    return all(name in html5 for name in _ENTITY.findall(text))


def strip_tags(source: str) -> str:
    """Reduce HTML to its words; not yet cleaned.

    >>> strip_tags("<p>Ein <b>Be</b>ben &amp; mehr</p>").strip()
    'Ein Beben & mehr'
    """
    if "<" in source:
        source = _NOT_SHOWN.sub(" ", source)
        source = _TAG.sub(" ", _NO_SPACE.sub("", source))
    return html.unescape(source) if "&" in source else source


def html_to_text(source: str) -> str:
    """Reduce HTML to clean text in one line, for searching and counting words.

    >>> html_to_text("<p>Ein Be<b>ben</b>.</p><p>Mehr</p>")
    'Ein Beben. Mehr'
    """
    return " ".join(clean(strip_tags(source)).split())


def teaser(source: str, limit: int = TEASER_LENGTH) -> str:
    """Take the first words of HTML for a list; looks no further than it must, at most at 8 KB."""
    for size in (500, 1_000, 3_000, 8_192):
        head = source[:size]
        is_cut = len(source) > size
        if is_cut:
            head = _whole(head)
        line = clean_line(strip_tags(head), limit)
        if len(line) >= limit - 1 or not is_cut:
            break
    return f"{line[: limit - 1]}…" if is_cut and line and not line.endswith("…") else line


def _whole(head: str) -> str:
    """Leave out the tag or entity that a cut went through."""
    tag = head.rfind("<")
    if tag > head.rfind(">"):
        return head[:tag]
    entity = head.rfind("&", -12)
    return head[:entity] if entity > head.rfind(";", -12) else head


def text_to_html(text: str) -> str:
    """Dress plain text as HTML: paragraphs, line breaks, web addresses as links."""
    escaped = html.escape(text.strip(), quote=False)
    linked = _URL.sub(_as_link, escaped) if "://" in escaped else escaped
    if "\n" not in linked:
        return f"<p>{linked}</p>"
    paragraphs = _PARAGRAPHS.split(linked)
    return "".join("<p>{}</p>".format(part.replace("\n", "<br>\n")) for part in paragraphs)


def _as_link(match: re.Match[str]) -> str:
    return f'<a href="{match[0]}">{match[0]}</a>'
