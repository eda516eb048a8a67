"""What a web page says about itself."""

import pytest

from newsreader.parse.page import read_page


def test_title_description_author_and_language_are_read() -> None:
    page = read_page(
        b'<html lang="de-AT"><head><title>Seite | Zeitung</title>'
        b'<meta property="og:title" content="Seite"><meta name="description" content=" Kurz\n'
        b'gesagt "><meta name="author" content="A. Muster"></head><p>Text.</html>',
        "text/html; charset=utf-8",
    )

    assert page[:4] == ("Seite", "Kurz gesagt", "A. Muster", "de-AT")
    assert "<p>Text." in page.html


def test_the_page_may_name_its_encoding() -> None:
    body = '<meta charset="windows-1252"><title>Köln – „Dom“</title>'.encode("cp1252")

    assert read_page(body, "text/html").title == "Köln – „Dom“"


@pytest.mark.parametrize("media_type", ["image/png", "application/pdf"])
def test_what_is_no_page_has_nothing_to_say(media_type: str) -> None:
    assert read_page(b"\x89PNG", media_type) == ("", "", "", "", "")


@pytest.mark.parametrize("body", [b"", b"\x00\xff<title>", b"<title>\x1b]52;c;AAAA\x07</title>"])
def test_nothing_hostile_comes_through(body: bytes) -> None:
    page = read_page(body, "text/html")

    assert not any(character in page.title + page.html for character in "\x00\x1b\x07")
