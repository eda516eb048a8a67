"""Decompression of an answer with an upper limit, so that a bomb never reaches the memory."""

import sys
import zlib
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

ACCEPTED = "gzip, deflate, br, zstd"
_PIECE = 1 << 18
_MAGIC = b"\x1f\x8b"
_PROBED_FROM = 65_536  # packed; nearly all documents are smaller, so that counting costs nothing
_UNSUPPORTED = ("compress", "x-compress", "dcb", "dcz")
_GZIP_TYPES = ("application/gzip", "application/x-gzip")
_ZSTD_WINDOW_LOG = 23  # 8 MB, the most that HTTP allows (RFC 9659)


class TooLargeError(Exception):
    """The document is longer than the limit."""


class BrokenEncodingError(Exception):
    """The body is not what its Content-Encoding says, ends too early, or is encoded twice."""


class BoundedBody:
    """Collect a body piece by piece, at most ``limit`` bytes; decoded, unless it stays packed."""

    def __init__(self, encoding: str, limit: int, *, stays_packed: bool = False) -> None:
        decoder = _decoder_of(encoding)
        self._decoder = decoder() if decoder is not None and not stays_packed else None
        self._probe = _Probe(decoder, limit) if decoder is not None and stays_packed else None
        self._limit = limit
        self._size = 0
        self._pieces: list[bytes] = []
        self.wire_size = 0

    def feed(self, data: bytes) -> None:
        """Take the next piece from the wire; raises TooLargeError or BrokenEncodingError."""
        self.wire_size += len(data)
        if self._decoder is None:
            self._keep(data)
            if self._probe is not None and self._size > _PROBED_FROM:
                self._probe.feed(self._pieces if not self._probe.has_begun else [data])
            return
        try:
            for piece in self._decoder.pieces(data):
                self._keep(piece)
        except self._decoder.errors as error:
            raise BrokenEncodingError(str(error)) from error

    def end(self) -> bytes:
        """Give the whole body; raises BrokenEncodingError when its end is missing."""
        if self._decoder is not None and self.wire_size and not self._decoder.is_complete():
            raise BrokenEncodingError("cut off")
        return self._pieces[0] if len(self._pieces) == 1 else b"".join(self._pieces)

    def _keep(self, piece: bytes) -> None:
        self._size += len(piece)
        if self._size > self._limit:
            raise TooLargeError
        if piece:
            self._pieces.append(piece)


def packing(content_encoding: str, content_type: str) -> str:
    """Say how a body is packed, by its headers: a file of gzip (``feed.xml.gz``) is, too."""
    is_file = content_type.partition(";")[0].strip().lower() in _GZIP_TYPES
    return "gzip" if is_file and not _packings(content_encoding) else content_encoding


def _packings(encoding: str) -> list[str]:
    """Give what is named that packs; ``UTF-8`` or ``none`` is a mistake, and the body is plain."""
    names = [name.strip().lower() for name in encoding.split(",")]
    return [name for name in names if name in _DECODERS or name in _UNSUPPORTED]


def _decoder_of(encoding: str) -> "type[_Decoder] | None":
    """Give what unpacks it, None where it is plain; raises BrokenEncodingError."""
    match _packings(encoding):
        case []:
            return None
        case [name] if name in _DECODERS:
            return _DECODERS[name]
        case _:
            raise BrokenEncodingError(encoding)


class _Probe:
    """Count what a body that stays packed unpacks to, so that a bomb is not read for long."""

    def __init__(self, kind: "type[_Decoder]", limit: int) -> None:
        self._decoder: _Decoder | None = None
        self._kind = kind
        self._left = limit
        self.has_begun = False

    def feed(self, pieces: Sequence[bytes]) -> None:
        """Take what has come; raises TooLargeError. What is broken is told by who unpacks it."""
        if not self.has_begun:
            self.has_begun, self._decoder = True, self._kind()
        for data in pieces:
            self._count(data)

    def _count(self, data: bytes) -> None:
        if self._decoder is None:
            return
        try:
            for piece in self._decoder.pieces(data):
                self._left -= len(piece)
                if self._left < 0:
                    raise TooLargeError
        except self._decoder.errors:
            self._decoder = None


def unpack(data: bytes, encoding: str, limit: int) -> bytes:
    """Decode a whole body; raises TooLargeError or BrokenEncodingError."""
    body = BoundedBody(encoding, limit)
    body.feed(data)
    return body.end()


class _Decoder(Protocol):
    """One way of packing: never more than a piece is unpacked ahead of whoever counts."""

    errors: tuple[type[Exception], ...]

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """Unpack what has come from the wire."""

    def is_complete(self) -> bool:
        """Tell whether the end has been seen."""


class _Gzip:
    """Gzip, in any number of members; padding after them is of no interest."""

    def __init__(self) -> None:
        self._zlib = _fastest_zlib()
        self.errors: tuple[type[Exception], ...] = (self._zlib.error,)
        self._inflater = self._new_inflater()
        self._begun = b""  # of what may be another member

    def pieces(self, data: bytes) -> Iterator[bytes]:
        while data:
            if self._inflater.eof:
                data, self._begun = self._begun + data, b""
                if len(data) < len(_MAGIC):
                    self._begun = data
                    return
                if not data.startswith(_MAGIC):
                    return
                self._inflater = self._new_inflater()
            yield self._inflater.decompress(data, _PIECE)
            data = self._inflater.unconsumed_tail or self._inflater.unused_data

    def is_complete(self) -> bool:
        return bool(self._inflater.eof)

    def _new_inflater(self) -> Any:
        return self._zlib.decompressobj(zlib.MAX_WBITS | 16)


def _fastest_zlib() -> Any:
    """Import ISA-L's zlib where there is one: 90 KB in 0.1 ms instead of 0.3."""
    try:
        from isal import isal_zlib
    except ImportError:
        return zlib
    return isal_zlib


class _Deflate:
    """Deflate with zlib's header, as it should be, or without, as some servers send it."""

    errors: tuple[type[Exception], ...] = (zlib.error,)

    def __init__(self) -> None:
        self._inflater: zlib._Decompress | None = None

    def pieces(self, data: bytes) -> Iterator[bytes]:
        if self._inflater is None and data:
            has_header = data[0] & 15 == 8
            self._inflater = zlib.decompressobj(zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS)
        while data and self._inflater is not None and not self._inflater.eof:
            yield self._inflater.decompress(data, _PIECE)
            data = self._inflater.unconsumed_tail

    def is_complete(self) -> bool:
        return self._inflater is not None and self._inflater.eof


class _Brotli:
    """Brotli."""

    def __init__(self) -> None:
        import brotli

        self.errors: tuple[type[Exception], ...] = (brotli.error,)
        self._inflater = brotli.Decompressor()

    def pieces(self, data: bytes) -> Iterator[bytes]:
        yield self._inflater.process(data, output_buffer_limit=_PIECE)
        while not self._inflater.can_accept_more_data():
            yield self._inflater.process(b"", output_buffer_limit=_PIECE)

    def is_complete(self) -> bool:
        return bool(self._inflater.is_finished())


class _Zstd:
    """Zstandard, in any number of frames."""

    def __init__(self) -> None:
        self._zstd = _zstd()
        self.errors: tuple[type[Exception], ...] = (self._zstd.ZstdError,)
        self._inflater = self._new_inflater()

    def pieces(self, data: bytes) -> Iterator[bytes]:
        while data or not (self._inflater.needs_input or self._inflater.eof):
            if self._inflater.eof:
                self._inflater = self._new_inflater()
            yield self._inflater.decompress(data, _PIECE)
            data = self._inflater.unused_data if self._inflater.eof else b""

    def is_complete(self) -> bool:
        return bool(self._inflater.eof)

    def _new_inflater(self) -> Any:
        limit = {self._zstd.DecompressionParameter.window_log_max: _ZSTD_WINDOW_LOG}
        return self._zstd.ZstdDecompressor(options=limit)


def _zstd() -> Any:
    """Import Python's own module where there is one."""
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return zstd


_DECODERS: dict[str, type[_Decoder]] = {
    "gzip": _Gzip,
    "x-gzip": _Gzip,
    "deflate": _Deflate,
    "br": _Brotli,
    "zstd": _Zstd,
}
