"""Bytes of a document to text: the one place that decides about its encoding.

Both feed parsers read the result, so they cannot disagree about an umlaut.
"""

import codecs
import re
from typing import NamedTuple

from newsreader.domain.pattern import pattern
from newsreader.domain.text import is_plainly_harmless, is_rare_harmless

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0?\0", "utf-16-le"),
    (b"\0<\0?", "utf-16-be"),
)
_CHARSET = pattern(r"(?i)charset\s*=\s*[\"']?([\w.:-]+)")
_DECLARED = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)[\"']")
# encodings of text that a publisher may name; not utf-7, punycode, unicode_escape and the like
_ACCEPTED = re.compile(
    r"utf-?(8|16|32)|ascii|iso8859|latin|cp\d|windows|koi8|mac|gb|big5|euc|shift|iso2022_jp|johab|hz"
)
# with CR, which texts never hold where cleaning is left out: expat makes LF of it (XML 1.0, 2.11),
# and &#13;, of which it does not, is a reference, with which a document counts as not harmless
_PLAIN_MARKUP = bytes([*b"\t\n\r", *range(0x20, 0x7F)])
_CONTROL_BYTES = re.compile(rb"[\x00-\x1f]|\xc2[\x80-\x9f]")
_C1_AS_1252 = {
    code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)
}
_INTENDED = dict.fromkeys([*range(9), 0x0B, 0x0C, *range(0x0E, 0x20)]) | _C1_AS_1252
# what text that was encoded twice begins with: after ASCII what windows-1252 shows for a lead byte
# of UTF-8, then for a byte that may follow one
_TWICE_ENCODED = pattern("[\x00-\x7f]*+[\xc2-\xf4][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
_ODD_REFERENCE = pattern(
    rb"(?i)&#(?:0*([0-8]|1[124-9]|2\d|3[01]|12[7-9]|1[345]\d|\d{5,})"
    rb"|x0*([0-8bcef]|1[\da-f]|7f|[89][\da-f]|d[89a-f][\da-f]{2}|fff[ef]|[\da-f]{6,}))"
    rb"(?:;|(?![\da-f]))"
)


class Markup(NamedTuple):
    """A document in UTF-8, without what XML forbids; bytes, as expat and hashes want them."""

    data: bytes
    notes: list[str]
    is_harmless: bool
    """Whether there is nothing to clean in its texts."""


class Decoded(NamedTuple):
    """The text without byte order mark, leading white space and characters XML forbids."""

    text: str
    notes: list[str]


def decode(body: bytes, content_type: str) -> Decoded:
    """Decode a document: byte order mark, then UTF-8 where it fits, then what is declared.

    Text that is valid UTF-8 and not plain ASCII is UTF-8, whatever headers say. What is declared
    as UTF-8 and is not, keeps its valid parts; stray bytes are read as windows-1252. C1 codes
    become the windows-1252 characters their authors meant, other controls go.
    """
    text, is_wrong = _decoded(body, content_type)
    if _has_controls(_rare(text.encode("utf-8", "replace"))):
        text = text.translate(_INTENDED)
    note = "Some characters are not in the encoding that the feed declares."
    return Decoded(text.lstrip(), [note] if is_wrong else [])


def decode_markup(body: bytes, content_type: str, *, is_trusted: bool = False) -> Markup:
    """Decode an XML document, as :func:`decode` does, and mend its references.

    Most are UTF-8 without a fault: they are looked through, not copied. Where ``is_trusted``, those
    that may be are not proven to be UTF-8 without control characters: for whoever gives them to
    expat, which refuses all else.
    """
    data = body.lstrip()
    notes: list[str] = []
    is_sound = is_harmless = is_trusted and _begins_markup(data) and is_plainly_harmless(data)
    if not is_harmless:
        rare = _rare(data)
        is_utf_8 = _begins_markup(data) and _is_utf_8(rare if is_trusted else data)
        is_harmless = is_utf_8 and is_rare_harmless(rare)
        is_sound = is_harmless or (is_utf_8 and not _has_controls(rare))
    if not is_sound or _declared_encoding(body, content_type).startswith(("iso2022", "hz")):
        text, notes = decode(body, content_type)
        data = text.encode("utf-8", "replace")
        is_harmless = is_rare_harmless(_rare(data))
    has_references = b"#" in data and b"&#" in data  # the first is quick
    if has_references:
        data = mend_references(data)
    return Markup(data, notes, is_harmless and not has_references)


def _begins_markup(data: bytes) -> bool:
    return data.startswith(b"<") and not data.startswith(b"<\0")


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _has_controls(rare: bytes) -> bool:
    return _CONTROL_BYTES.search(rare) is not None


def _rare(data: bytes) -> bytes:
    return data.translate(None, _PLAIN_MARKUP)


def mend_references(data: bytes) -> bytes:
    """Replace references to what is no character: dropped, or what windows-1252 has there.

    They make XML ill-formed, and surrogates end feedparser.
    """
    return _ODD_REFERENCE.sub(_meant, data)


def mend_twice_encoded(text: str) -> str:
    """Undo one encoding of text that was encoded as UTF-8 twice.

    >>> mend_twice_encoded("TÃ¼rkei â€“ Erdbeben")
    'Türkei – Erdbeben'
    """
    if text.isascii() or not _TWICE_ENCODED.match(text):
        return text
    try:
        return text.encode("cp1252", "newsreader.as_latin_1").decode("utf-8")
    except UnicodeError:
        return text


def _decoded(body: bytes, content_type: str) -> tuple[str, bool]:
    """Give the text, and whether some of it is not in the declared encoding."""
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body.decode(encoding, "replace").lstrip("\ufeff"), False
    declared = _declared_encoding(body, content_type)
    if declared.startswith(("iso2022", "hz")):  # seven bits: would pass as ASCII
        return body.decode(declared, "replace"), False
    try:
        return body.decode("utf-8"), False
    except UnicodeDecodeError:
        pass
    if declared in ("", "utf-8"):
        return body.decode("utf-8", "newsreader.stray_1252"), True
    return body.decode(declared, "replace"), False


def _meant(reference: re.Match[bytes]) -> bytes:
    if len(reference[0]) > 12:
        return b""
    code = int(reference[1]) if reference[1] else int(reference[2], 16)
    if code < 0xA0:
        return _C1_AS_1252.get(code, "").encode()
    is_character = not (0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF) or code > 0x10FFFF)
    return reference[0] if is_character else b""


def _declared_encoding(body: bytes, content_type: str) -> str:
    """Give Python's name for the encoding that XML declaration or header name; empty if none.

    A claim of UTF-8 yields to any other: it is the default of many servers and templates.
    """
    in_document = _DECLARED.match(body[:500])
    in_header = _CHARSET.search(content_type)
    claims = []
    if in_document:
        claims.append(in_document[1].decode("ascii"))
    if in_header:
        claims.append(in_header[1])
    encodings = [encoding for encoding in map(_python_name, claims) if encoding]
    return next((name for name in encodings if name != "utf-8"), "".join(encodings[:1]))


def _python_name(claim: str) -> str:
    try:
        name = codecs.lookup(claim).name
    except LookupError:
        return ""
    if not _ACCEPTED.match(name):
        return ""
    # what browsers do: the larger neighbour of an encoding that is too small for real text
    larger = {"gb2312": "gb18030", "iso8859-1": "cp1252", "ascii": "utf-8"}
    return larger.get(name, name)


def _stray_1252(error: UnicodeError) -> tuple[str, int]:
    """Read bytes that are not UTF-8 as windows-1252, the most common wrong one."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    stray = error.object[error.start : error.end]
    return stray.decode("cp1252", "replace"), error.end


def _as_latin_1(error: UnicodeError) -> tuple[bytes, int]:
    """Write the five codes that windows-1252 leaves undefined as they are."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return error.object[error.start : error.end].encode("latin-1"), error.end


codecs.register_error("newsreader.stray_1252", _stray_1252)
codecs.register_error("newsreader.as_latin_1", _as_latin_1)
