"""What a web page says about itself."""

import pytest

from newsreader.parse.page import Page, read_page

URL = "https://www.example.org/news/1?from=mail"


def test_title_description_author_and_language_are_read() -> None:
    page = read_page(
        b'<html lang="de-AT"><head><title>Seite | Zeitung</title>'
        b'<meta property="og:title" content="Seite"><meta name="description" content=" Kurz\n'
        b'gesagt "><meta name="author" content="A. Muster"></head><p>Text.</html>',
        "text/html; charset=utf-8",
        URL,
    )

    assert page[:4] == ("Seite", "Kurz gesagt", "A. Muster", "de-AT")
    assert "<p>Text." in page.html


def test_the_page_may_name_its_encoding() -> None:
    body = '<meta charset="windows-1252"><title>Köln – „Dom“</title>'.encode("cp1252")

    assert read_page(body, "text/html", URL).title == "Köln – „Dom“"


@pytest.mark.parametrize("media_type", ["image/png", "application/pdf"])
def test_what_is_no_page_has_nothing_to_say(media_type: str) -> None:
    assert read_page(b"\x89PNG", media_type, URL) == Page()


@pytest.mark.parametrize("body", [b"", b"\x00\xff<title>", b"<title>\x1b]52;c;AAAA\x07</title>"])
def test_nothing_hostile_comes_through(body: bytes) -> None:
    page = read_page(body, "text/html", URL)

    assert not any(character in page.title + page.html for character in "\x00\x1b\x07")


@pytest.mark.parametrize(
    ("head", "key"),
    [
        ('<link rel="canonical" href="/news/1">', "www.example.org/news/1"),
        ('<link rel="Canonical nofollow" href="https://example.org/news/1">', "example.org/news/1"),
        ('<meta property="og:url" content="https://example.org/n/1">', "example.org/n/1"),
        ('<link rel="canonical" href="https://other.example/victim">', ""),
        ('<link rel="canonical" href="https://example.org.evil.example/">', ""),
        ('<link rel="canonical" href="https://example.org/">', ""),
        ('<link rel="canonical" href="javascript:alert(1)">', ""),
        ('<link rel="canonical" href="">', ""),
        ("", ""),
    ],
)
def test_a_page_names_its_own_address_on_its_own_host_only(head: str, key: str) -> None:
    assert read_page(f"<head>{head}<p>x".encode(), "text/html", URL).canonical == key
