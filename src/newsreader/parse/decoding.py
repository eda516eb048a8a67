"""Bytes of a document to text: the one place that decides about its encoding.

Both feed parsers read the result, so they cannot disagree about an umlaut.
"""

import codecs
import re
from typing import NamedTuple

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0?\0", "utf-16-le"),
    (b"\0<\0?", "utf-16-be"),
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_DECLARED = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)[\"']")
# encodings of text that a publisher may name; not utf-7, punycode, unicode_escape and the like
_ACCEPTED = re.compile(
    r"utf-?(8|16|32)|ascii|iso8859|latin|cp\d|windows|koi8|mac|gb|big5|euc|shift|iso2022_jp|johab|hz"
)
_FORBIDDEN_BYTES = bytes([*range(9), 0x0B, 0x0C, *range(0x0E, 0x20)])
_FORBIDDEN = dict.fromkeys(_FORBIDDEN_BYTES)
_C1_AS_1252 = {
    code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)
}
_ASCII_BYTES = bytes(range(0x80))
_C1_BYTES = re.compile(rb"\xc2[\x80-\x9f]")
_CONTROL_REFERENCE = re.compile(
    r"&#(?:0*([0-8]|1[124-9]|2\d|3[01]|12[7-9]|1[345]\d)|x0*([0-8bcef]|1[0-9a-f]|7f|[89][0-9a-f]));",
    re.IGNORECASE,
)


class Decoded(NamedTuple):
    """The text without byte order mark, leading white space and characters XML forbids."""

    text: str
    notes: list[str]


def decode(body: bytes, content_type: str) -> Decoded:
    """Decode a document: byte order mark, then UTF-8 where it fits, then what is declared.

    Text that is valid UTF-8 and not plain ASCII is UTF-8, whatever headers say. What is declared
    as UTF-8 and is not, keeps its valid parts; stray bytes are read as windows-1252.
    """
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            text = body.decode(encoding, "replace").lstrip("\ufeff")
            return Decoded(_without_forbidden(text), [])
    declared = _declared_encoding(body, content_type)
    if declared.startswith(("iso2022", "hz")):  # seven bits: would pass as ASCII
        return Decoded(_without_forbidden(body.decode(declared, "replace")), [])
    if len(body) != len(body.translate(None, _FORBIDDEN_BYTES)):
        body = body.translate(None, _FORBIDDEN_BYTES)
    try:
        return Decoded(body.decode("utf-8").lstrip(), [])
    except UnicodeDecodeError:
        pass
    if declared in ("", "utf-8"):
        text = body.decode("utf-8", "newsreader.stray_1252").lstrip()
        return Decoded(text, ["Some characters are not in the encoding that the feed declares."])
    return Decoded(body.decode(declared, "replace").lstrip(), [])


def mend_markup(text: str) -> str:
    """Take out of XML what makes it ill-formed or hostile: references to control characters.

    C1 codes, raw or as reference, are the windows-1252 characters their authors meant.
    """
    if "&#" in text:
        text = _CONTROL_REFERENCE.sub(_meant, text)
    if not text.isascii() and _C1_BYTES.search(text.encode().translate(None, _ASCII_BYTES)):
        text = text.translate(_C1_AS_1252)
    return text


def mend_twice_encoded(text: str) -> str:
    """Undo one encoding of text that was encoded as UTF-8 twice.

    >>> mend_twice_encoded("TÃ¼rkei â€“ Erdbeben")
    'Türkei – Erdbeben'
    """
    if text.isascii():
        return text
    rare = text.encode("utf-8", "replace").translate(None, _ASCII_BYTES).decode("utf-8", "replace")
    try:
        _decode_again(rare)  # cheap, and most text ends here
        return _decode_again(text)
    except UnicodeError:
        return text


def _decode_again(text: str) -> str:
    return text.encode("cp1252", "newsreader.as_latin_1").decode("utf-8")


def _meant(reference: re.Match[str]) -> str:
    code = int(reference[1]) if reference[1] else int(reference[2], 16)
    return _C1_AS_1252.get(code, "")


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


def _without_forbidden(text: str) -> str:
    return text.translate(_FORBIDDEN).lstrip()


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
