"""A parse process: reads documents from its input, writes records to its output.

Run by ``services.parse_process`` as ``python -m newsreader.services.parse_worker``. A message in
either direction is its length (4 bytes, big-endian) and a pickle: in, a list of jobs; out, one
answer per job, in order. Documents come as they travelled: unpacking and comparing them is half
as much work as parsing, and the loop has enough. Slow modules are imported with the first
document that needs them.
"""

import gc
import os
import pickle
import struct
import sys
from importlib import import_module
from typing import Any, BinaryIO, NamedTuple

from newsreader.domain.errors import ParseError
from newsreader.domain.identity import document_hash
from newsreader.services.own_command import be_nice

HEADER = struct.Struct(">I")
CPU_LIMIT_S = 20
"""Processor time for one document; the pool's own limit is in wall time."""
MEMORY_LIMIT = 768 * 1024 * 1024
"""Address space of the process; a document of 16 MB needs half of it."""
BODY_SIZE = 10_000_000
_PIPE_SIZE = 1 << 20
"""An answer has 100 KB: with Linux's 64 KB both sides would wait for each other twice."""


class Job(NamedTuple):
    """One document to read."""

    body: bytes
    content_type: str
    url: str
    now: int
    note: str = ""
    encoding: str = ""
    """How the body is packed (Content-Encoding), empty: it is not."""
    limit: int = BODY_SIZE
    """Bytes of the body, unpacked."""
    known_hash: bytes | None = None
    """The hash of the document that need not be parsed again."""


def main() -> None:
    """Serve jobs until the input ends."""
    behave()
    import_module("newsreader.parse.feed")  # while the first document is being fetched
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a stray print must not end up between the answers
    while message := _read(sys.stdin.buffer):
        for job in pickle.loads(message):  # noqa: S301 - from our own parent process
            renew_cpu_limit()
            answer = pickle.dumps(run_job(Job(*job)), pickle.HIGHEST_PROTOCOL)
            answers.write(HEADER.pack(len(answer)) + answer)
            answers.flush()
            gc.collect(0)


def run_job(job: Job) -> tuple[bytes, tuple[Any, ...] | None]:
    """Read one document: its hash and the fields of a ParsedFeed, None for the known document.

    Without a hash the fields are code and sentence of an error. Plain tuples, entries too: they
    pickle in half the time.
    """
    from newsreader.parse.feed import parse_feed

    try:
        body = _unpacked(job)
        found_hash = document_hash(body)
        if found_hash == job.known_hash:
            return found_hash, None
        feed = parse_feed(body, job.content_type, job.url, job.now, job.note)
    except ParseError as error:
        return b"", (error.code, str(error))
    except (MemoryError, RecursionError):
        return b"", ("too_complex", "The feed is too large or too deeply nested to be read.")
    except Exception as error:  # noqa: BLE001 - the border: some feeds find faults of feedparser
        sentence = (
            f"The feed cannot be read: {type(error).__name__} in the parser. Report the feed."
        )
        return b"", ("parse_crashed", sentence)
    title, site_url, language, entries, *rest = feed
    fields = (title, site_url, language, [tuple(entry) for entry in entries], *rest)
    return found_hash, fields


def _unpacked(job: Job) -> bytes:
    """Unpack a body; raises ParseError with the code of a failed fetch."""
    if not job.encoding:
        return job.body
    from newsreader.fetch.inflate import BrokenEncodingError, TooLargeError, unpack

    try:
        return unpack(job.body, job.encoding, job.limit)
    except (TooLargeError, BrokenEncodingError) as error:
        from newsreader.domain.urls import host
        from newsreader.fetch.failures import failed_by

        failure = failed_by(error, host(job.url), job.limit)
        raise ParseError(failure.code, failure.sentence) from error


def _read(source: BinaryIO) -> bytes:
    """Read one message; empty at the end of the input."""
    header = source.read(HEADER.size)
    if len(header) < HEADER.size:
        return b""
    return source.read(HEADER.unpack(header)[0])


def behave() -> None:
    """Yield to the screen and keep within bounds, where the system knows how."""
    gc.disable()  # records hold no cycles; what feedparser leaves goes after each document
    be_nice()
    _widen_pipe()
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    except (ImportError, ValueError, OSError):
        pass


def _widen_pipe() -> None:
    """Let an answer pass as a whole, where the system knows how."""
    try:
        import fcntl

        fcntl.fcntl(1, fcntl.F_SETPIPE_SZ, _PIPE_SIZE)
    except (ImportError, AttributeError, OSError):
        pass


def renew_cpu_limit() -> None:
    """Allow the next document its share: the limit of the system counts from the start."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    soft = int(used.ru_utime + used.ru_stime) + CPU_LIMIT_S + 1
    if hard != resource.RLIM_INFINITY:
        soft = min(soft, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


if __name__ == "__main__":
    main()
