"""Addresses on their way out: what httpx would make of them, found out in less time."""

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from newsreader.fetch.transport import sent_as

_HOSTS = (
    "example.org", "EXAMPLE.org", "münchen.example", "xn--mnchen-3ya.example", "a_b.example",
    "127.0.0.1", "1.2.3", "1.2.3.4.5", "example.org.", "[::1]", "localhost", "1a.b-2",
)  # fmt: skip
_PORTS = ("", ":", ":80", ":443", ":8080", ":080", ":800", ":1", ":65535")
_SIGNS = "/.?#%&=+:;@!$'()*,[]{}|\\^`~-_ \"<>2fFz4É\x7f"


@given(
    st.sampled_from(["http", "https", "HTTP"]),
    st.sampled_from(_HOSTS),
    st.sampled_from(_PORTS),
    st.text(_SIGNS, max_size=12),
)
def test_an_address_is_sent_as_httpx_would_write_it(
    scheme: str, host: str, port: str, rest: str
) -> None:
    url = f"{scheme}://{host}{port}/{rest}"
    try:
        expected = URL(str(httpx.URL(url)), encoded=True)
    except (httpx.InvalidURL, ValueError):
        with pytest.raises((httpx.InvalidURL, ValueError)):
            sent_as(url)
    else:
        assert str(sent_as(url)) == str(expected)


@pytest.mark.parametrize("host", ["300.1.1.1", "1.2.3.04", "1.2.3.256", "999.999.999.999"])
def test_what_is_no_address_of_a_machine_is_refused(host: str) -> None:
    with pytest.raises(httpx.InvalidURL):
        sent_as(f"http://{host}/feed")


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/feed.xml",
        "https://news.example.org:8443/a/b?format=rss&lang=de",
        "http://127.0.0.1:8080/f%2Fx%3by/%41?u=http%3A%2F%2Fa%2fb&s=%7E",
    ],
)
def test_httpx_is_not_asked_about_plain_addresses(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.delattr(httpx, "URL")
    assert str(sent_as(url)) == url
