"""Decompression of an answer with an upper limit, so that a bomb never reaches the memory."""

import zlib

ACCEPTED = "gzip, deflate"
_PIECE = 1 << 18


class TooLargeError(Exception):
    """The document is longer than the limit."""


class BrokenEncodingError(Exception):
    """The body is not what its Content-Encoding says, ends too early, or is encoded twice."""


class BoundedBody:
    """Collect a body piece by piece, decoded, at most ``limit`` bytes."""

    def __init__(self, encoding: str, limit: int) -> None:
        self._encoding = encoding.strip().lower()
        if self._encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise BrokenEncodingError(self._encoding)
        self._limit = limit
        self._size = 0
        self._pieces: list[bytes] = []
        self._inflater = self._new_inflater(zlib.MAX_WBITS)
        self.wire_size = 0

    def feed(self, data: bytes) -> None:
        """Take the next piece from the wire; raises TooLargeError or BrokenEncodingError."""
        self.wire_size += len(data)
        if self._inflater is None:
            self._keep(data)
            return
        try:
            self._inflate(data)
        except zlib.error as error:
            raise BrokenEncodingError(str(error)) from error

    def end(self) -> bytes:
        """Give the whole body; raises BrokenEncodingError when its end is missing."""
        if self._inflater is not None and self.wire_size and not self._inflater.eof:
            raise BrokenEncodingError("cut off")
        return self._pieces[0] if len(self._pieces) == 1 else b"".join(self._pieces)

    def _inflate(self, data: bytes) -> None:
        assert self._inflater is not None  # noqa: S101 - for the type checker
        if self._encoding == "deflate" and self.wire_size == len(data) and data[0] & 15 != 8:
            self._inflater = zlib.decompressobj(-zlib.MAX_WBITS)  # without zlib's own header
        while data:
            if self._inflater.eof:
                if self._encoding == "deflate" or not data.startswith(b"\x1f\x8b"):
                    return  # padding after the end is of no interest
                self._inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)  # a further gzip member
            self._keep(self._inflater.decompress(data, _PIECE))
            data = self._inflater.unconsumed_tail or self._inflater.unused_data

    def _new_inflater(self, bits: int) -> "zlib._Decompress | None":
        if self._encoding in ("", "identity"):
            return None
        return zlib.decompressobj(bits if self._encoding == "deflate" else bits | 16)

    def _keep(self, piece: bytes) -> None:
        self._size += len(piece)
        if self._size > self._limit:
            raise TooLargeError
        if piece:
            self._pieces.append(piece)
