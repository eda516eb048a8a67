"""Unpacking piece by piece, whatever the pieces are."""

import gzip
import sys
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.fetch import inflate
from newsreader.fetch.inflate import (
    BoundedBody,
    BrokenEncodingError,
    TooLargeError,
    packing,
    unpack,
)

BODIES = st.binary(max_size=2_000).map(lambda body: body * 40)


@given(bodies=st.lists(BODIES, min_size=1, max_size=3), step=st.integers(1, 5_000))
def test_gzip_comes_out_whole_in_any_pieces(bodies: list[bytes], step: int) -> None:
    packed = b"".join(gzip.compress(body) for body in bodies)
    body = BoundedBody("gzip", 1_000_000)
    for start in range(0, len(packed), step):
        body.feed(packed[start : start + step])
    assert body.end() == b"".join(bodies) == unpack(packed, "gzip", 1_000_000)


@given(body=BODIES.filter(bool))
def test_the_limit_is_kept_to_the_byte(body: bytes) -> None:
    packed = gzip.compress(body)
    assert unpack(packed, "gzip", len(body)) == body
    with pytest.raises(TooLargeError):
        unpack(packed, "gzip", len(body) - 1)


def test_bomb_that_stays_packed_is_refused_while_it_arrives() -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    body = BoundedBody("gzip", 10_000_000, stays_packed=True)

    def send() -> None:
        for _ in range(20):
            body.feed(packer.compress(b" " * 10_000_000))

    with pytest.raises(TooLargeError):
        send()
    assert body.wire_size < 100_000


@pytest.mark.parametrize("sent", [gzip.compress(bytes(range(256)) * 400, 0), b"no gzip" * 20_000])
def test_what_stays_packed_comes_out_as_it_came(sent: bytes) -> None:
    body = BoundedBody("gzip", 1_000_000, stays_packed=True)
    for start in range(0, len(sent), 40_000):
        body.feed(sent[start : start + 40_000])
    assert body.end() == sent


@given(st.binary(max_size=500), st.integers(0, 40))
def test_what_is_no_gzip_is_refused_or_unpacked_as_zlib_would(noise: bytes, at: int) -> None:
    packed = bytearray(gzip.compress(b"A feed of some length, " * 20))
    packed[at : at + len(noise)] = noise
    try:
        expected: bytes | None = gzip.decompress(bytes(packed))
    except (OSError, EOFError, zlib.error):
        expected = None
    try:
        found: bytes | None = unpack(bytes(packed), "gzip", 1_000_000)
    except BrokenEncodingError:
        found = None
    if expected is not None:
        assert found == expected


def test_gzip_is_unpacked_where_there_is_no_faster_library(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "isal", None)
    assert inflate._fastest_zlib() is zlib
    assert unpack(gzip.compress(b"text"), "gzip", 100) == b"text"


def test_a_packed_body_is_kept_as_it_came_but_not_without_end() -> None:
    packed = gzip.compress(b"text")
    body = BoundedBody("gzip", 100, stays_packed=True)
    body.feed(packed)
    assert body.end() == packed
    with pytest.raises(TooLargeError):
        body.feed(bytes(100))
    with pytest.raises(BrokenEncodingError):
        BoundedBody("compress", 100, stays_packed=True)


@pytest.mark.parametrize("encoding", ["UTF-8", "none", "identity", "", "binary, 8bit"])
def test_what_names_no_packing_is_taken_as_it_is(encoding: str) -> None:
    assert unpack(b"text", encoding, 100) == b"text"


def test_one_packing_among_names_that_are_none_is_unpacked_and_two_are_refused() -> None:
    assert unpack(gzip.compress(b"text"), "none, GZIP", 100) == b"text"
    with pytest.raises(BrokenEncodingError):
        unpack(gzip.compress(b"text"), "gzip, br", 100)


@pytest.mark.parametrize(
    ("encoding", "content_type", "expected"),
    [
        ("", "application/gzip", "gzip"),
        ("UTF-8", "Application/X-Gzip; charset=binary", "gzip"),
        ("br", "application/gzip", "br"),
        ("", "application/xml", ""),
    ],
)
def test_a_file_of_gzip_is_packed(encoding: str, content_type: str, expected: str) -> None:
    assert packing(encoding, content_type) == expected
