"""The ways out behind proxies: HTTP, SOCKS, and what is said when they do not let us through."""

import gc
import socket
from collections.abc import Iterator
from typing import NoReturn
from urllib.parse import urlsplit

import pytest

from fakes.proxy import FakeSocksProxy, Wish
from fakes.server import FakeServer, Reply, rss
from newsreader.fetch.answers import Answer, Ask, Failed, Fetched
from newsreader.fetch.client import FetchClient
from newsreader.fetch.transport import Proxies

BODY = rss("News", ["a"])
FEED = "http://feeds.example/feed"
NOBODY = "127.0.0.1:1"
"""Where no proxy listens."""


@pytest.fixture
def server() -> Iterator[FakeServer]:
    with FakeServer() as opened:
        yield opened


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


async def fetch(url: str) -> Answer:
    async with FetchClient() as client:
        return await client.fetch(Ask(url))


async def failure(url: str) -> Failed:
    answer = await fetch(url)
    assert isinstance(answer, Failed)
    return answer


def place_of(server: FakeServer) -> tuple[str, int]:
    parts = urlsplit(server.url())
    return str(parts.hostname), int(parts.port or 0)


@pytest.mark.parametrize("scheme", ["socks5", "socks5h", "socks"])
async def test_a_socks_proxy_is_asked_for_the_host_by_its_name(
    server: FakeServer, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    server.publish("/feed", BODY)
    with FakeSocksProxy(place_of(server)) as proxy:
        monkeypatch.setenv("all_proxy", f"{scheme}://{proxy.place()}")
        answer = await fetch(FEED)
    assert isinstance(answer, Fetched)
    assert answer.body == BODY
    assert proxy.wishes == [Wish("feeds.example", 80, "")]


async def test_a_socks_proxy_gets_user_and_password(
    server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.publish("/feed", BODY)
    with FakeSocksProxy(place_of(server)) as proxy:
        monkeypatch.setenv("ALL_PROXY", f"socks5://anna:geheim@{proxy.place()}")
        assert isinstance(await fetch(FEED), Fetched)
    assert proxy.wishes == [Wish("feeds.example", 80, "anna")]


async def test_header_that_is_none_is_named_behind_a_socks_proxy(
    server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.reply("/feed", Reply(BODY, headers={"Foo Bar": "x"}))
    with FakeSocksProxy(place_of(server)) as proxy:
        monkeypatch.setenv("all_proxy", f"socks5h://{proxy.place()}")
        answer = await failure(FEED)
    assert answer.code == "bad_response"
    assert "Foo Bar: x" in answer.sentence


# httpcore 1.0 leaves the connection to a proxy that refuses to the garbage collector
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
async def test_a_socks_proxy_that_refuses_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with FakeSocksProxy() as proxy:
        monkeypatch.setenv("all_proxy", f"socks5://{proxy.place()}")
        failed = await failure(FEED)
    assert failed.code == "proxy_failed"
    assert failed.sentence.startswith("Your proxy does not let us through to feeds.example: ")
    gc.collect()


@pytest.mark.parametrize("scheme", ["http", "socks5"])
async def test_a_proxy_that_is_not_there_is_not_the_publishers_fault(
    monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    monkeypatch.setenv("all_proxy", f"{scheme}://{NOBODY}")
    failed = await failure(FEED)
    assert failed.code == "proxy_failed"
    assert "it does not accept connections" in failed.sentence


@pytest.mark.parametrize("scheme", ["http", "socks5"])
async def test_a_proxy_whose_name_is_not_known_is_named(
    monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    monkeypatch.setenv("all_proxy", f"{scheme}://proxy.invalid:1080")
    monkeypatch.setattr(socket, "getaddrinfo", _know_no_names)
    failed = await failure(FEED)
    assert failed.code == "proxy_failed"
    assert "its name is not known" in failed.sentence


def _know_no_names(*_: object, **__: object) -> NoReturn:
    raise socket.gaierror(socket.EAI_NONAME, "unknown")


async def test_a_proxy_that_opens_no_way_to_https_is_named(
    server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("https_proxy", server.url(""))  # knows no CONNECT: 501
    failed = await failure("https://feeds.example/feed")
    assert (failed.code, "it answered 501" in failed.sentence) == ("proxy_failed", True)


async def test_a_proxy_gets_user_and_password_and_whole_addresses(
    server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.reply("http://[2001:db8::1]:9410/a%2Fb", Reply(BODY))
    monkeypatch.setenv("http_proxy", server.url("").replace("//", "//anna:geheim@"))
    assert isinstance(await fetch("http://[2001:db8::1]:9410/a%2Fb"), Fetched)
    assert server.requests[0].headers["proxy-authorization"] == "Basic YW5uYTpnZWhlaW0="


@pytest.mark.parametrize("left_out", ["::1", "[::1]", "[::1]:9410"])
def test_no_proxy_may_name_an_ipv6_address(monkeypatch: pytest.MonkeyPatch, left_out: str) -> None:
    monkeypatch.setenv("http_proxy", NOBODY)
    monkeypatch.setenv("no_proxy", left_out)
    assert Proxies().for_url("http://[::1]:9410/ok") is None
    assert Proxies().for_url("http://[::2]:9410/ok") == f"http://{NOBODY}"
