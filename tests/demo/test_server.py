"""The demo's server behaves like a publisher's."""

import gzip
import http.client
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from factory import NOW
from newsreader.demo.server import DemoServer
from patience import PATIENCE_S


@pytest.fixture(scope="module")
def server() -> Iterator[DemoServer]:
    with DemoServer(NOW) as running:
        yield running


def ask(
    server: DemoServer, path: str, method: str = "GET", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(urlsplit(server.base).netloc, timeout=PATIENCE_S)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, headers={"Accept-Encoding": "identity", **sent})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, dict(answer.getheaders()), body


def test_listens_on_this_machine_only(server: DemoServer) -> None:
    assert urlsplit(server.base).hostname == "127.0.0.1"


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/gipfelkurier.rss", "application/rss+xml"),
        ("/saltmarsh.rdf", "application/rdf+xml"),
        ("/fenster.atom", "application/atom+xml"),
        ("/small-hours.json", "application/feed+json"),
        ("/gipfelkurier/", "text/html; charset=utf-8"),
        ("/pictures/bridge.png", "image/png"),
        ("/audio/nachtanschluss-23.wav", "audio/wav"),
    ],
)
def test_gives_every_kind_of_document(server: DemoServer, path: str, media_type: str) -> None:
    status, headers, body = ask(server, path)

    assert (status, headers["Content-Type"]) == (200, media_type)
    assert len(body) == int(headers["Content-Length"]) > 0


@pytest.mark.parametrize("path", ["/kaffeehaus-echo.rss", "/nowhere/", "/../pyproject.toml", "*"])
def test_answers_404_to_what_is_not_there(server: DemoServer, path: str) -> None:
    assert ask(server, path)[0] == 404


def test_answers_304_to_either_validator(server: DemoServer) -> None:
    _, headers, _ = ask(server, "/gipfelkurier.rss")

    for validator in (
        {"If_None_Match": headers["ETag"]},
        {"If_Modified_Since": headers["Last-Modified"]},
    ):
        status, _, body = ask(server, "/gipfelkurier.rss", **validator)
        assert (status, body) == (304, b"")


def test_an_etag_that_differs_outweighs_the_date(server: DemoServer) -> None:
    _, headers, _ = ask(server, "/gipfelkurier.rss")

    status, _, _ = ask(
        server,
        "/gipfelkurier.rss",
        If_None_Match='"old"',
        If_Modified_Since=headers["Last-Modified"],
    )
    assert status == 200


def test_packs_for_those_who_can_unpack(server: DemoServer) -> None:
    plain = ask(server, "/gipfelkurier.rss")[2]
    _, headers, packed = ask(server, "/gipfelkurier.rss", Accept_Encoding="gzip")

    assert headers["Content-Encoding"] == "gzip"
    assert len(packed) < len(plain) / 2
    assert gzip.decompress(packed) == plain


def test_head_tells_the_size_and_sends_nothing(server: DemoServer) -> None:
    _, headers, body = ask(server, "/gipfelkurier.rss", method="HEAD")

    assert int(headers["Content-Length"]) > 0
    assert body == b""


def test_a_page_names_its_feed_and_the_front_page_names_all(server: DemoServer) -> None:
    link = f'type="application/rss+xml" title="Gipfelkurier" href="{server.base}/gipfelkurier.rss"'

    assert link in ask(server, "/gipfelkurier/nachtsitzung-in-istanbul")[2].decode()
    front = ask(server, "/")[2].decode()
    assert link in front
    assert front.count('rel="alternate"') == 10
