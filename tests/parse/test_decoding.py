"""Encodings, right and wrong."""

import pytest

from newsreader.parse.decoding import decode, decode_markup, mend_references, mend_twice_encoded
from newsreader.parse.xml import NotWellFormedError, parse_xml

GERMAN = "<a>Grüße – „schön“</a>"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (GERMAN.encode(), ""),
        (GERMAN.encode(), "text/xml; charset=iso-8859-1"),
        (b"\xef\xbb\xbf" + GERMAN.encode(), ""),
        (GERMAN.encode("utf-16"), ""),
        (GERMAN.encode("utf-16-le"), "application/xml; charset=utf-16"),
        (GERMAN.encode("cp1252"), "text/xml; charset=windows-1252"),
        (GERMAN.encode("cp1252"), "text/xml; charset=ISO-8859-1"),
        (GERMAN.encode("cp1252"), "text/xml; charset=nonsense"),
        (GERMAN.encode("cp1252"), "text/xml; charset=utf-8"),
        (b" \n" + GERMAN.encode(), ""),
    ],
)
def test_german_is_read_in_every_encoding(body: bytes, content_type: str) -> None:
    assert decode(body, content_type).text == GERMAN


def test_the_declaration_counts_where_utf_8_does_not_fit() -> None:
    body = "<?xml version='1.0' encoding='koi8-r'?><a>Привет</a>".encode("koi8-r")
    assert "Привет" in decode(body, "text/xml; charset=utf-8").text


def test_a_few_wrong_bytes_do_not_spoil_the_rest() -> None:
    text, notes = decode("<a>Grüße ".encode() + b"f\xfcr", "text/xml; charset=utf-8")
    assert text == "<a>Grüße für"
    assert notes


@pytest.mark.parametrize("name", ["utf-7", "unicode_escape", "rot13", "zlib", "idna"])
def test_encodings_that_are_none_are_not_used(name: str) -> None:
    body = b"<?xml version='1.0' encoding='" + name.encode() + b"'?><a>+AGE- \\x61 \xfc</a>"
    assert decode(body, "").text.endswith("<a>+AGE- \\x61 ü</a>")


def test_controls_go_and_c1_becomes_what_was_meant() -> None:
    assert decode(b"<a>\x1b[2J\x00\x0c\xc2\x96</a>", "").text == "<a>[2J–</a>"
    mended = mend_references(b"&#27;&#x1B;&#150;&#38;&#128512;&#xD800;")
    assert mended == "–&#38;&#128512;".encode()


@pytest.mark.parametrize(
    "body",
    [
        GERMAN.encode(),
        b"\xef\xbb\xbf" + GERMAN.encode(),
        b" \n" + GERMAN.encode(),
        "\u00a0 \n".encode() + GERMAN.encode(),
        GERMAN.encode("cp1252"),
        GERMAN.encode("utf-16"),
        GERMAN.encode("utf-16-le"),
        b"<a>\x1b[2J\x00\x0c\xc2\x96</a>",
        b"<?xml version='1.0' encoding='iso-2022-jp'?><a>\x1b$B$3\x1b(B</a>",
        b"no markup \xff",
        b"",
    ],
)
def test_markup_is_decoded_as_any_document_is(body: bytes) -> None:
    text, notes = decode(body, "")
    assert decode_markup(body, "")[:2] == (text.encode(), notes)
    trusted = decode_markup(body, "", is_trusted=True)
    if trusted[:2] != (text.encode(), notes):
        with pytest.raises(NotWellFormedError):  # then it is decoded with proof (parse.feed)
            parse_xml(trusted.data)


@pytest.mark.parametrize("text", ["Zug", "Straße", "„Wir“ – so… €", "日本語 привет", "\r\n\t"])
def test_a_document_of_ordinary_text_is_harmless(text: str) -> None:
    assert decode_markup(f"<a>{text}</a>".encode(), "").is_harmless
    assert decode_markup(f"<a>{text}</a>".encode(), "", is_trusted=True).is_harmless


@pytest.mark.parametrize(
    "text",
    [
        "a\u00adb",
        "\u202e",
        "\u200d\u200d",
        "\u0301" * 5,
        "\ufeff",
        "\x7f",
        "&#8238;",
        "a&#13;b",
        "a&#xD;b",
        "\ufffe",
    ],
)
def test_a_document_with_something_to_clean_is_not_harmless(text: str) -> None:
    assert not decode_markup(f"<a>{text}</a>".encode(), "").is_harmless
    assert not decode_markup(f"<a>{text}</a>".encode(), "", is_trusted=True).is_harmless


@pytest.mark.parametrize(
    ("twice", "once"),
    [
        ("TÃ¼rkei â€“ Erdbeben", "Türkei – Erdbeben"),
        ("Ã\x81rbol", "Árbol"),
        ("Türkei", "Türkei"),
        ("Ã ist ein Buchstabe", "Ã ist ein Buchstabe"),
        ("日本", "日本"),
        ("plain", "plain"),
    ],
)
def test_what_was_encoded_twice_is_decoded_twice(twice: str, once: str) -> None:
    assert mend_twice_encoded(twice) == once
