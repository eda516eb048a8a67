"""Read any feed: the one function the rest of the program calls, by way of the pool."""

from newsreader.domain.errors import ParseError
from newsreader.domain.parsed import ParsedFeed
from newsreader.parse.build import build_feed
from newsreader.parse.decoding import Markup, decode, decode_markup
from newsreader.parse.fast import read_fast
from newsreader.parse.known import cut, note_of, read_changes
from newsreader.parse.sniff import sniff

_SENTENCES = {
    "empty_body": "The server sent nothing at all. Try again later.",
    "html_instead_of_feed": (
        "The address leads to a web page, not to a feed. Look for its feeds (f in the feed doctor,"
        " newsreader edit --url), or open it in a browser: it may ask for a login or a consent."
    ),
    "not_a_feed": "The document is neither RSS, Atom nor JSON Feed. Check the address.",
    "broken_feed": (
        "The feed's markup is broken and no entry could be read. Try again later; if it stays"
        " so, tell the publisher."
    ),
}


def parse_feed(body: bytes, content_type: str, url: str, now: int, note: str = "") -> ParsedFeed:
    """Read RSS, Atom, RDF or JSON Feed of any quality.

    ``url`` is the final address of the document, ``now`` the time of the fetch, ``note`` that of
    the feed's last document, if all of it has been stored. Raises ParseError: empty_body,
    html_instead_of_feed, not_a_feed, broken_feed. A valid feed without entries is fine.
    """
    kind = sniff(body)
    if kind == "empty":
        raise _error("empty_body")
    if kind == "html":
        raise _error("html_instead_of_feed")
    if kind == "other":
        raise _error("not_a_feed")
    if kind == "json":
        from newsreader.parse.jsonfeed import VERSION, read_json_feed

        text, notes = decode(body, content_type)
        raw = read_json_feed(text)
        if raw is None:
            raise _error("broken_feed" if VERSION in text else "not_a_feed")
        parsed = build_feed(raw, url, now)
    else:
        parsed, notes = _read_markup(body, content_type, url, now, note)
    parsed.notes[:0] = notes
    return parsed


def _read_markup(
    body: bytes, content_type: str, url: str, now: int, note: str
) -> tuple[ParsedFeed, list[str]]:
    """Read XML: quickly, if it is what nearly all is; else as feedparser does. Give notes, too."""
    markup = decode_markup(body, content_type, is_trusted=True)
    parsed = _read_quickly(markup, url, now, note)
    if parsed is None:
        proven = decode_markup(body, content_type)
        if proven.data != markup.data:
            markup, parsed = proven, _read_quickly(proven, url, now, note)
    return parsed or _read_leniently(markup.data, url, now), markup.notes


def _read_quickly(markup: Markup, url: str, now: int, note: str) -> ParsedFeed | None:
    """Read what expat can read, without known items if possible; None for all else."""
    data = markup.data
    pieces = cut(data, url)
    if pieces and note:
        changes = read_changes(pieces, note, url, now, is_harmless=markup.is_harmless)
        if changes is not None:
            return changes
    raw = read_fast(data)
    if raw is None:
        return None
    raw.is_harmless = markup.is_harmless
    parsed = build_feed(raw, url, now)
    return parsed._replace(note=note_of(pieces, raw, parsed)) if pieces else parsed


def _read_leniently(data: bytes, url: str, now: int) -> ParsedFeed:
    from newsreader.parse.lenient import read_leniently  # few documents need it

    raw = read_leniently(data.decode())
    if raw.notes and not raw.entries:
        raise _error("broken_feed")
    return build_feed(raw, url, now)


def _error(code: str) -> ParseError:
    return ParseError(code, _SENTENCES[code])
