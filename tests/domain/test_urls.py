"""Addresses: joined, cleaned, judged."""

from contextlib import suppress
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.domain.urls import (
    LONGEST_URL,
    clean_url,
    feed_address,
    host,
    is_fetchable,
    is_web,
    join_url,
    typed_url,
    without_userinfo,
)

BASE = "https://example.org/blog/feed.xml"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("a.html", "https://example.org/blog/a.html"),
        ("/a", "https://example.org/a"),
        ("../a/./b", "https://example.org/a/b"),
        ("//cdn.example.net/x", "https://cdn.example.net/x"),
        ("?p=1", "https://example.org/blog/feed.xml?p=1"),
        ("  https://example.net/a\n", "https://example.net/a"),
        ("https:////example.net/a", "https://example.net/a"),
        ("HTTPS://example.net/ü", "https://example.net/%C3%BC"),
        ("http://[::1/", ""),
        ("", ""),
        ("   ", ""),
    ],
)
def test_addresses_become_absolute(address: str, expected: str) -> None:
    assert join_url(BASE, address) == expected


def test_without_a_base_a_relative_address_stays_relative() -> None:
    assert join_url("", "/a") == "/a"
    assert not is_web(join_url("", "/a"))


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://münchen.example/straße", "https://xn--mnchen-3ya.example/stra%C3%9Fe"),
        ("https://example.org/a%20b?q=1&r=2#top", "https://example.org/a%20b?q=1&r=2#top"),
        ("https://example.org/\x1b[2J", "https://example.org/[2J"),
        ("https://example.org/\u202egpj", "https://example.org/gpj"),
        ('https://example.org/"><b>', "https://example.org/%22%3E%3Cb%3E"),
        ("https://example.org/a\nb", "https://example.org/ab"),
        ("https://example.org/\ud800", "https://example.org/"),
        ("https://example.org/" + "a" * LONGEST_URL, ""),
    ],
)
def test_a_clean_address_is_printable_ascii(address: str, expected: str) -> None:
    assert clean_url(address) == expected


@given(st.text(max_size=60))
def test_no_text_breaks_cleaning_and_joining(text: str) -> None:
    for address in (clean_url(text), join_url(BASE, text), typed_url(text), clean_url("//" + text)):
        assert address.isascii()
        assert address.isprintable()
        assert " " not in address
    host(text)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://example.org", True),
        ("http://anna@example.org/x", True),
        ("HTTP://EXAMPLE.ORG", True),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("https://", False),
        ("https:///x", False),
        ("https://user@/x", False),
        ("https://exa mple.org", False),
        ("http://[::1/", False),
        ("-https://example.org", False),
        ("https://example.org:٨٠", False),
        ("", False),
        (None, False),
    ],
)
def test_only_http_with_a_host_is_the_web(address: str | None, expected: bool) -> None:
    assert is_web(address) is expected


@given(
    st.sampled_from(["http", "https", "HTTP", "ftp"]),
    st.sampled_from(
        ["News.example", "a.b-2", "127.0.0.1", "anna@a.example", "[::1]", "a..", "a_b"]
    ),
    st.sampled_from(["", ":", ":0", ":80", ":0080", ":9999", ":65535", ":65536", ":x", ":٨٠"]),
    st.text("/?#@:[]a\\\n", max_size=4),
)
def test_the_place_of_an_address_is_what_splitting_it_would_give(
    scheme: str, name: str, port: str, rest: str
) -> None:
    address = f"{scheme}://{name}{port}{rest}"
    expected, has_port = "", False
    with suppress(ValueError):
        parts = urlsplit(address)
        expected = parts.hostname or ""
        has_port = parts.port != 0
    assert host(address) == expected
    assert is_fetchable(address) == (is_web(address) and has_port)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("example.org", "https://example.org"),
        ("example.org:8443/feed", "https://example.org:8443/feed"),
        (" <https://example.org/feed> ", "https://example.org/feed"),
        ("feed:https://example.org/rss", "https://example.org/rss"),
        ("feed://example.org/rss", "https://example.org/rss"),
        ("itpc://example.org/podcast", "https://example.org/podcast"),
        ("//example.org/x", "https://example.org/x"),
        ("localhost:8080/feed", "http://localhost:8080/feed"),
        ("127.0.0.1:9000/a", "http://127.0.0.1:9000/a"),
        ("müller.example", "https://xn--mller-kva.example"),
        ("javascript:alert(1)", ""),
        ("mailto:anna@example.org", ""),
        ("example.org:99999/feed", ""),
        ("http://example.org:0/feed", ""),
        ("", ""),
    ],
)
def test_what_a_person_types_becomes_an_address(typed: str, expected: str) -> None:
    assert typed_url(typed) == expected


@pytest.mark.parametrize(
    "written",
    ["HTTP://News.EXAMPLE/Feed", "http://news.example:80/Feed", "http://news.example/Feed#top"],
)
def test_one_feed_has_one_address(written: str) -> None:
    assert feed_address(typed_url(written)) == "http://news.example/Feed"


def test_passwords_are_not_shown() -> None:
    assert without_userinfo("https://a:b@example.org:1/x@y") == "https://example.org:1/x@y"
    assert without_userinfo("https://example.org/@anna") == "https://example.org/@anna"
