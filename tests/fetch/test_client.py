"""Asking for documents: every way in which a publisher can misbehave has its own answer."""

import base64
import gzip
import socket
import zlib
from collections.abc import Callable, Iterator
from typing import NoReturn

import brotli
import pytest
from backports import zstd

from fakes.server import LOCALHOST_PEM, FakeServer, Reply, rss, zipped
from newsreader.domain.schedule import HOUR
from newsreader.fetch import client as client_module
from newsreader.fetch import private
from newsreader.fetch import transport as transport_module
from newsreader.fetch.answers import Answer, Ask, Failed, Fetched, Limits, NotModified
from newsreader.fetch.client import FetchClient

NOW = 1_790_000_000
BODY = rss("News", ["a"])


@pytest.fixture
def server() -> Iterator[FakeServer]:
    with FakeServer() as opened:
        yield opened


async def fetch(ask: Ask | str, limits: Limits | None = None) -> Answer:
    async with FetchClient(limits, lambda: NOW) as client:
        return await client.fetch(Ask(ask) if isinstance(ask, str) else ask)


async def fetched(ask: Ask | str) -> Fetched:
    answer = await fetch(ask)
    assert isinstance(answer, Fetched)
    return answer


async def code(ask: Ask | str, limits: Limits | None = None) -> str:
    answer = await fetch(ask, limits)
    assert isinstance(answer, Failed)
    assert answer.sentence.endswith(".")
    return answer.code


async def test_a_request_says_who_asks_and_nothing_else(server: FakeServer) -> None:
    await fetched(server.publish("/feed", BODY, set_cookie="id=1"))
    await fetched(server.url())
    first, second = server.asked("/feed")
    assert first["user-agent"].startswith("newsreader/")
    assert "(+https://" in first["user-agent"]
    assert first["accept-encoding"] == "gzip, deflate, br, zstd"
    assert not {"cookie", "referer"} & (first.keys() | second.keys())
    assert not {"if-none-match", "if-modified-since"} & first.keys()


async def test_validators_come_back_and_go_out_verbatim(server: FakeServer) -> None:
    url = server.publish("/feed", BODY, etag='W/"a b"', last_modified="once upon a time")
    answer = await fetched(url)
    assert answer.validators == ('W/"a b"', "once upon a time")
    assert isinstance(await fetch(Ask(url, *answer.validators)), NotModified)


async def test_not_modified_without_having_asked_is_an_error(server: FakeServer) -> None:
    answer = await fetch(Ask(server.reply("/feed", Reply(status=304))))
    assert isinstance(answer, Failed)
    assert answer.code == "http_304"
    assert "has not changed" in answer.sentence


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(BODY)),
        ("x-gzip", gzip.compress(BODY) + b"\0\0"),
        ("gzip", gzip.compress(BODY[:50]) + gzip.compress(BODY[50:])),
        ("deflate", zlib.compress(BODY)),
        ("br", brotli.compress(BODY)),
        ("zstd", zstd.compress(BODY)),
        ("zstd", zstd.compress(BODY[:50]) + zstd.compress(BODY[50:])),
        ("deflate", zlib.compress(BODY)[2:-4]),
        ("identity", BODY),
    ],
)
async def test_compressed_bodies_are_unpacked(
    server: FakeServer, encoding: str, body: bytes
) -> None:
    answer = await fetched(server.publish("/feed", body, content_encoding=encoding))
    assert answer.body == BODY
    assert answer.wire_size == len(body)


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [("gzip", gzip.compress), ("br", brotli.compress), ("zstd", zstd.compress)],
)
async def test_a_bomb_is_stopped_while_it_comes(
    server: FakeServer, encoding: str, pack: Callable[[bytes], bytes]
) -> None:
    url = server.publish("/feed", pack(bytes(20_000_000)), content_encoding=encoding)
    assert await code(url, Limits(body_size=1_000_000)) == "too_large"


async def test_a_file_of_gzip_is_unpacked_and_what_no_packing_is_named_for_is_taken(
    server: FakeServer,
) -> None:
    url = server.publish("/feed.xml.gz", zipped(BODY), content_type="application/gzip")
    assert (await fetched(url)).body == BODY
    assert (await fetched(server.publish("/f", BODY, content_encoding="UTF-8"))).body == BODY


@pytest.mark.parametrize("encoding", ["gzip, gzip", "br, gzip", "compress"])
async def test_encodings_we_did_not_ask_for_are_refused(server: FakeServer, encoding: str) -> None:
    assert await code(server.publish("/f", zipped(BODY, 2), content_encoding=encoding)) == (
        "bad_encoding"
    )


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", b"this is not gzip"),
        ("gzip", gzip.compress(BODY)[:-20]),
        ("deflate", zlib.compress(BODY)[:-20]),
        ("br", b"this is not brotli"),
        ("br", brotli.compress(BODY)[:-20]),
        ("zstd", b"this is not zstd"),
        ("zstd", zstd.compress(BODY)[:-20]),
    ],
)
async def test_broken_compression_is_no_document(
    server: FakeServer, encoding: str, body: bytes
) -> None:
    assert await code(server.publish("/feed", body, content_encoding=encoding)) == "bad_encoding"


async def test_a_large_body_is_not_read_to_its_end(server: FakeServer) -> None:
    url = server.publish("/feed", bytes(3_000_000))
    assert await code(url, Limits(body_size=2_000_000)) == "too_large"


async def test_part_that_is_the_whole_is_a_document(server: FakeServer) -> None:
    headers = {"Content-Range": f"bytes 0-{len(BODY) - 1}/{len(BODY)}"}
    assert (await fetched(server.reply("/feed", Reply(BODY, 206, headers)))).body == BODY


async def test_an_empty_body_is_no_document(server: FakeServer) -> None:
    assert await code(server.publish("/feed", b" \n")) == "empty_body"


async def test_a_body_that_ends_too_early_is_no_document(server: FakeServer) -> None:
    assert await code(server.reply("/feed", Reply(BODY, is_cut=True))) == "cut_off"


@pytest.mark.parametrize("reply", [Reply(is_hanging=True), Reply(BODY, is_hanging_in_body=True)])
async def test_the_whole_fetch_has_a_time_limit(server: FakeServer, reply: Reply) -> None:
    assert await code(server.reply("/feed", reply), Limits(total_s=0.2)) == "timeout"


async def test_nobody_listens(server: FakeServer) -> None:
    url = server.url()
    with FakeServer() as other:
        gone = other.url()
    assert url != gone
    assert await code(gone) == "connect_failed"


async def test_unknown_host(monkeypatch: pytest.MonkeyPatch) -> None:
    def look_up(*_: object, **__: object) -> NoReturn:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    assert await code("http://nobody.invalid/feed") == "dns_failed"


async def test_an_address_is_sent_as_it_is_written(server: FakeServer) -> None:
    path = "/f%2Fx%3by/%41?u=http%3A%2F%2Fa%2fb&s=%7E"
    await fetch(server.url(path))
    assert [request.path for request in server.requests] == [path]


async def test_impossible_addresses() -> None:
    assert await code("file:///etc/passwd") == "bad_url"
    assert await code("http://[::1/") == "bad_url"
    assert await code("http://127.0.0.1:99999/") == "bad_url"


async def test_an_answer_that_is_no_tls_is_refused(server: FakeServer) -> None:
    assert await code(server.url().replace("http:", "https:")) == "tls_failed"


async def test_a_certificate_counts_only_if_the_reader_trusts_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with FakeServer(is_tls=True) as server:
        url = server.publish("/feed", BODY)
        try:
            transport_module.tls_context.cache_clear()
            assert await code(url) == "tls_failed"
            assert server.requests == []
            monkeypatch.setenv("SSL_CERT_FILE", str(LOCALHOST_PEM))
            transport_module.tls_context.cache_clear()
            assert (await fetched(url)).body == BODY
            assert (await fetched(url.replace("https:", "HTTPS:"))).body == BODY
        finally:
            transport_module.tls_context.cache_clear()


@pytest.mark.parametrize("status", [401, 403, 404, 410, 418, 429, 500, 503, 599])
async def test_errors_of_the_server_have_codes_and_sentences(
    server: FakeServer, status: int
) -> None:
    answer = await fetch(server.reply("/feed", Reply(b"x", status)))
    assert isinstance(answer, Failed)
    assert (answer.code, answer.status) == (f"http_{status}", status)
    assert answer.sentence.endswith(".")


async def test_a_feed_with_a_password_says_where_to_give_it(server: FakeServer) -> None:
    answer = await fetch(server.reply("/feed", Reply(status=401)))
    assert isinstance(answer, Failed)
    assert answer.sentence.endswith("USER:PASSWORD@127.0.0.1.")


@pytest.mark.parametrize(
    ("value", "seconds"), [("120", 120), ("Mon, 21 Sep 2026 15:13:20 GMT", HOUR), ("soon", None)]
)
async def test_retry_after_is_read_in_seconds_and_as_a_date(
    server: FakeServer, value: str, seconds: int | None
) -> None:
    url = server.reply("/feed", Reply(status=429, headers={"Retry-After": value}))
    answer = await fetch(url)
    assert isinstance(answer, Failed)
    assert answer.retry_after_s == seconds


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"cache_control": "public, max-age=600", "expires": "0"}, 600),
        ({"cache_control": "max-age=600", "age": "100"}, 500),
        ({"cache_control": "max-age=999999999999"}, 7 * 24 * HOUR),
        ({"cache_control": "no-cache", "expires": "Mon, 21 Sep 2099 15:13:20 GMT"}, 0),
        ({"expires": "0"}, 0),
        ({}, 0),
    ],
)
async def test_freshness_is_what_the_server_says(
    server: FakeServer, headers: dict[str, str], seconds: int
) -> None:
    assert (await fetched(server.publish("/feed", BODY, **headers))).fresh_s == seconds


async def test_several_lines_of_cache_control_are_one_list(server: FakeServer) -> None:
    headers = {"Cache-Control": "no-transform", "cache-control": "max-age=7200"}
    assert (await fetched(server.reply("/feed", Reply(BODY, headers=headers)))).fresh_s == 2 * HOUR


async def test_permanent_redirects_name_the_new_address(server: FakeServer) -> None:
    server.publish("/new", BODY)
    server.redirect("/middle", "/new", 308)
    answer = await fetched(server.redirect("/old", "middle", 301))
    assert answer.url == answer.moved_to == server.url("/new")


async def test_one_temporary_redirect_on_the_way_changes_nothing_for_good(
    server: FakeServer,
) -> None:
    server.publish("/new", BODY)
    server.redirect("/middle", "/new", 302)
    answer = await fetched(server.redirect("/old", "/middle", 301))
    assert (answer.url, answer.moved_to) == (server.url("/new"), None)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("/loop", "too_many_redirects"),
        ("file:///etc/passwd", "bad_redirect"),
        ("javascript:alert(1)", "bad_redirect"),
        ("", "bad_redirect"),
    ],
)
async def test_redirects_have_bounds(server: FakeServer, target: str, expected: str) -> None:
    assert await code(server.redirect("/loop", target)) == expected
    assert len(server.requests) <= 6


async def test_credentials_stay_with_their_host(server: FakeServer) -> None:
    with FakeServer("127.0.0.2") as other:
        other.publish("/feed", BODY)
        server.redirect("/feed", other.url())
        url = server.url().replace("http://", "http://anna:ge%40heim@")
        answer = await fetched(Ask(url, headers=(("X-Token", "1"),)))
        assert "x-token" not in other.asked("/feed")[0]
        assert "authorization" not in other.asked("/feed")[0]
    asked = server.asked("/feed")[0]
    assert asked["x-token"] == "1"
    assert asked["authorization"] == f"Basic {base64.b64encode(b'anna:ge@heim').decode()}"
    assert "heim" not in answer.url


async def test_password_is_in_no_representation() -> None:
    ask = Ask("http://example.org/", "", "", "anna", "geheim", (("X-Token", "geheim"),))
    assert "geheim" not in repr(ask)


@pytest.fixture
def public_address(monkeypatch: pytest.MonkeyPatch) -> str:
    """An address of loopback that counts as public."""

    def is_private_here(address: str) -> bool:
        return address != "127.0.0.2" and private_rule(address)

    private_rule = private.is_private
    for module in (private, client_module, transport_module):
        monkeypatch.setattr(module, "is_private", is_private_here)
    return "127.0.0.2"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
async def test_a_public_host_cannot_send_us_into_our_own_network(
    server: FakeServer, public_address: str, host: str
) -> None:
    target = server.publish("/feed", BODY).replace("127.0.0.1", host)
    with FakeServer(public_address) as public:
        assert await code(public.redirect("/feed", target)) == "private_redirect"
        assert await code(Ask(target, named_by=public.url("/page"))) == "private_redirect"
    assert server.requests == []


async def test_a_public_host_may_name_another_one(server: FakeServer, public_address: str) -> None:
    with FakeServer(public_address) as public:
        url = public.publish("/feed", BODY)
        assert (await fetched(Ask(url, named_by="http://127.0.0.2:1/page"))).body == BODY
        assert (await fetched(server.redirect("/feed", url))).body == BODY


async def test_what_the_reader_typed_may_be_this_machine(server: FakeServer) -> None:
    server.publish("/new", BODY)
    assert (await fetched(server.redirect("/feed", "/new"))).body == BODY


@pytest.mark.parametrize(
    "address",
    ["10.1.2.3", "169.254.169.254", "::1", "fe80::1%eth0", "fd00::1", "::ffff:127.0.0.1",
     "2002:7f00:1::", "0.0.0.0", "224.0.0.1", "100.64.0.1", "::",
     "::127.0.0.1", "::a00:1", "64:ff9b::7f00:1", "64:ff9b::192.168.0.1"],
)  # fmt: skip
def test_private_addresses_in_every_dress(address: str) -> None:
    assert private.is_private(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::93.184.216.34", "example.org"]
)
def test_public_addresses_and_names_are_not_private(address: str) -> None:
    assert not private.is_private(address)


async def test_proxy_of_the_environment_is_used(
    server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.reply("http://feeds.example/feed", Reply(BODY))
    monkeypatch.setenv("http_proxy", server.url(""))
    assert (await fetched("http://feeds.example/feed")).body == BODY
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with FakeServer() as direct:
        assert (await fetched(direct.publish("/feed", BODY))).body == BODY
        assert len(direct.requests) == 1


@pytest.mark.parametrize("value", ["é", "a\tb", "x" * 2_000])
async def test_validators_that_cannot_be_sent_back_are_none(server: FakeServer, value: str) -> None:
    answer = await fetched(server.publish("/feed", BODY, etag=value))
    assert answer.validators.etag is None
