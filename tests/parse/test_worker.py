"""The jobs of the parse process, run in this one."""

import pickle

import pytest

from newsreader.domain.parsed import ParsedFeed
from newsreader.parse import feed as feed_module
from newsreader.parse.feed import parse_feed
from newsreader.parse.worker import Job, run_job

BODY = b"<rss version='2.0'><channel><item><title>A</title></item></channel></rss>"
JOB = Job(BODY, "", "https://example.org/feed", 1_790_000_000)


def test_an_answer_is_plain_data() -> None:
    is_read, fields = run_job(JOB)
    assert is_read
    assert type(fields) is tuple
    assert type(fields[3][0]) is tuple
    assert pickle.loads(pickle.dumps(fields)) == fields  # noqa: S301 - our own data
    assert ParsedFeed._make(fields).entries == parse_feed(*JOB).entries


def test_an_error_is_code_and_sentence() -> None:
    is_read, fields = run_job(JOB._replace(body=b""))
    assert not is_read
    assert fields[0] == "empty_body"


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
    is_read, fields = run_job(JOB)
    assert not is_read
    assert fields[0] == code
