"""The jobs of the parse process, run in this one."""

import gzip
import pickle

import pytest

from newsreader.domain.identity import document_hash
from newsreader.domain.parsed import ParsedFeed
from newsreader.parse import feed as feed_module
from newsreader.parse.feed import parse_feed
from newsreader.services.parse_worker import Job, run_job

BODY = b"<rss version='2.0'><channel><item><title>A</title></item></channel></rss>"
JOB = Job(BODY, "", "https://example.org/feed", 1_790_000_000)


def test_an_answer_is_plain_data() -> None:
    found_hash, fields = run_job(JOB)
    assert found_hash == document_hash(BODY)
    assert type(fields) is tuple
    assert type(fields[3][0]) is tuple
    assert pickle.loads(pickle.dumps(fields)) == fields  # noqa: S301 - our own data
    assert ParsedFeed._make(fields).entries == parse_feed(*JOB[:5]).entries


def test_an_error_is_code_and_sentence() -> None:
    found_hash, fields = run_job(JOB._replace(body=b""))
    assert not found_hash
    assert fields is not None
    assert fields[0] == "empty_body"


def test_a_packed_document_is_unpacked_and_the_known_one_is_not_parsed_again() -> None:
    packed = JOB._replace(body=gzip.compress(BODY), encoding="gzip")
    assert run_job(packed) == run_job(JOB)
    known = document_hash(BODY)
    assert run_job(packed._replace(known_hash=known)) == (known, None)


@pytest.mark.parametrize(
    ("body", "limit", "code"),
    [
        (gzip.compress(BODY), len(BODY) - 1, "too_large"),
        (gzip.compress(bytes(50_000_000)), 1_000_000, "too_large"),
        (gzip.compress(BODY)[:-9], 1_000_000, "bad_encoding"),
        (BODY, 1_000_000, "bad_encoding"),
    ],
    ids=["one byte too long", "a bomb", "cut off", "not packed"],
)
def test_what_cannot_be_unpacked_fails_as_its_fetch_would(
    body: bytes, limit: int, code: str
) -> None:
    found_hash, fields = run_job(JOB._replace(body=body, encoding="gzip", limit=limit))
    assert not found_hash
    assert fields is not None
    assert fields[0] == code
    assert "example.org" in fields[1]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (MemoryError(), "too_complex"),
        (RecursionError(), "too_complex"),
        (KeyError("x"), "parse_crashed"),
    ],
)
def test_a_fault_of_the_parser_is_an_answer_too(
    error: Exception, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> None:
        raise error

    monkeypatch.setattr(feed_module, "parse_feed", fail)
    found_hash, fields = run_job(JOB)
    assert not found_hash
    assert fields is not None
    assert fields[0] == code
