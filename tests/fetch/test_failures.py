"""Answers that are none: the sentence says what is wrong with them."""

import asyncio

import httpx
import pytest
from aiohttp.http_exceptions import BadHttpMessage

from fakes.server import FakeServer, Reply, rss
from newsreader.fetch.answers import Ask, Failed
from newsreader.fetch.client import FetchClient
from newsreader.fetch.failures import failed_by


async def failure_at(url: str) -> Failed:
    async with FetchClient() as client:
        answer = await client.fetch(Ask(url))
    assert isinstance(answer, Failed)
    return answer


async def failure_of(said: bytes) -> Failed:
    """Give what comes of an answer that consists of these bytes."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(said)
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as stranger:
        port = stranger.sockets[0].getsockname()[1]
        return await failure_at(f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"X-Long": "a" * 40_000}, "large_headers"),
        ({f"X-{number}": "a" for number in range(500)}, "bad_response"),
    ],
    ids=["long", "many"],
)
async def test_headers_have_bounds(headers: dict[str, str], expected: str) -> None:
    with FakeServer() as server:
        url = server.reply("/feed", Reply(rss("News", ["a"]), headers=headers))
        assert (await failure_at(url)).code == expected


@pytest.mark.parametrize("line", ["Foo Bar: x", "Größe: x", ": x", "Foo"])
async def test_header_that_is_none_is_named(line: str) -> None:
    failure = await failure_of(f"HTTP/1.1 200 OK\r\n{line}\r\n\r\n".encode())
    assert failure.code == "bad_response"
    quoted = repr(line.encode())[1:]
    assert f"a malformed answer (Invalid header token: {quoted})." in failure.sentence


def test_malformed_answer_without_a_complaint_says_so() -> None:
    failure = failed_by(BadHttpMessage(""), "a.example", 1)
    assert failure.code == "bad_response"
    assert "a malformed answer (no reason given)." in failure.sentence


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (b"SSH-2.0-OpenSSH\r\n\r\n", "not_http"),
        (b"\0\xff" * 600, "not_http"),
        (b"\x15\x03\x01\0\x02\x02F", "not_http"),
        (b"", "cut_off"),
    ],
    ids=["ssh", "binary", "tls", "nothing"],
)
async def test_whatever_does_not_speak_http_is_a_failure(said: bytes, expected: str) -> None:
    assert (await failure_of(said)).code == expected


@pytest.mark.parametrize(
    "said",
    ["Server disconnected without sending a response.",
     "peer closed connection without sending complete message body (received 1 bytes)"],
)  # fmt: skip
def test_what_breaks_off_behind_a_socks_proxy_is_not_malformed(said: str) -> None:
    assert failed_by(httpx.RemoteProtocolError(said), "a.example", 1).code == "cut_off"


@pytest.mark.parametrize("part", ["bytes 0-9/900", "bytes 5-899/900", ""])
async def test_part_of_a_document_is_none(part: str) -> None:
    with FakeServer() as server:
        headers = {"Content-Range": part} if part else {}
        failure = await failure_at(server.reply("/feed", Reply(b"<rss>", 206, headers)))
    assert failure.code == "http_206"
    assert "only a part" in failure.sentence


async def test_login_that_is_wrong_is_not_asked_for_as_if_there_were_none() -> None:
    with FakeServer() as server, FakeServer("127.0.0.2") as other:
        url = server.reply("/feed", Reply(status=401))
        assert "wants a user name" in (await failure_at(url)).sentence
        typed = url.replace("http://", "http://anna:geheim@")
        assert "does not accept the user name" in (await failure_at(typed)).sentence
        elsewhere = other.redirect("/feed", url).replace("http://", "http://anna:geheim@")
        assert "wants a user name" in (await failure_at(elsewhere)).sentence
