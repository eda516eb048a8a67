"""The parse process: answers, failures and restarts."""

import asyncio
import errno
import gzip
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable
from pathlib import Path

import pytest
import pytest_asyncio

from newsreader.domain.errors import ParseError
from newsreader.domain.parsed import Reading
from newsreader.parse.feed import parse_feed
from newsreader.services import parse_process as process_module
from newsreader.services.own_command import NICENESS
from newsreader.services.parse_process import ParseProcess
from newsreader.services.parse_worker import Job
from patience import PATIENCE_S

NOW = 1_790_000_000
URL = "https://example.org/feed"


def feed(name: str, items: int = 1) -> bytes:
    entries = "".join(
        f"<item><guid>{name}-{i}</guid><title>Übung {i}</title></item>" for i in range(items)
    )
    return f"<rss version='2.0'><channel><title>{name}</title>{entries}</channel></rss>".encode()


@pytest_asyncio.fixture
async def pool() -> AsyncIterator[ParseProcess]:
    opened = ParseProcess()
    yield opened
    await opened.aclose()


def job(body: bytes) -> Job:
    return Job(body, "", URL, NOW)


async def title(reading: Awaitable[Reading]) -> str:
    parsed = (await reading).feed
    assert parsed is not None
    return parsed.title


def process_id(pool: ParseProcess) -> int:
    assert pool._process is not None
    return pool._process.pid


async def test_the_process_answers_what_the_function_answers(pool: ParseProcess) -> None:
    body = feed("a", 3)
    assert (await pool.read(job(body))).feed == parse_feed(body, "", URL, NOW)


async def test_many_documents_at_once_come_back_to_their_callers(pool: ParseProcess) -> None:
    names = [f"feed {i}" for i in range(200)]
    titles = await asyncio.gather(*(title(pool.read(job(feed(name)))) for name in names))
    assert titles == names


async def test_the_known_document_is_recognised_as_it_travelled(pool: ParseProcess) -> None:
    body = feed("a", 3)
    packed = job(gzip.compress(body))._replace(encoding="gzip")
    body_hash, parsed = await pool.read(packed)
    assert parsed == parse_feed(body, "", URL, NOW)
    assert await pool.read(packed._replace(known_hash=body_hash)) == (body_hash, None)


async def test_an_error_keeps_its_code_and_the_process(pool: ParseProcess) -> None:
    await pool.read(job(feed("a")))
    before = process_id(pool)
    with pytest.raises(ParseError, match="web page") as caught:
        await pool.read(job(b"<!DOCTYPE html><html></html>"))
    assert caught.value.code == "html_instead_of_feed"
    assert process_id(pool) == before


async def test_a_document_that_hangs_fails_alone() -> None:
    pool = ParseProcess(timeout_s=PATIENCE_S)  # to start a process takes its time
    try:
        await pool.read(job(feed("a")))
        os.kill(process_id(pool), signal.SIGSTOP)
        pool._timeout_s = 0.1
        first = asyncio.create_task(pool.read(job(feed("hangs"))))
        second = asyncio.create_task(pool.read(job(feed("waits"))))
        with pytest.raises(ParseError) as caught:
            await first
        pool._timeout_s = PATIENCE_S
        assert caught.value.code == "parse_timeout"
        assert await title(second) == "waits"
    finally:
        await pool.aclose()


async def test_a_killed_process_is_replaced(pool: ParseProcess) -> None:
    await pool.read(job(feed("a")))
    os.kill(process_id(pool), signal.SIGKILL)
    with pytest.raises(ParseError) as caught:
        await pool.read(job(feed("b")))
    assert caught.value.code == "parse_crashed"
    assert await title(pool.read(job(feed("c")))) == "c"


async def test_signals_of_the_terminal_are_not_meant_for_it_and_niceness_counts(
    pool: ParseProcess,
) -> None:
    await pool.read(job(feed("a")))
    assert os.getpgid(process_id(pool)) != os.getpgid(0)
    assert os.getsid(process_id(pool)) == os.getsid(0)
    assert os.getpriority(os.PRIO_PROCESS, process_id(pool)) == max(NICENESS, os.nice(0))


async def test_nothing_is_run_of_what_lies_in_the_current_folder(
    pool: ParseProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "struct.py").write_text("raise SystemExit")
    (tmp_path / "newsreader.py").write_text("raise SystemExit")
    monkeypatch.chdir(tmp_path)
    assert await title(pool.read(job(feed("a")))) == "a"


async def test_a_process_is_recycled_and_ended_when_idle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process_module, "RECYCLE_AFTER", 2)
    pool = ParseProcess(idle_s=0.05)
    await pool.read(job(feed("a")))
    first = process_id(pool)
    await pool.read(job(feed("b")))
    await pool.read(job(feed("c")))
    assert process_id(pool) != first
    assert pool._runner is not None
    await pool._runner
    assert pool._process is None
    assert await title(pool.read(job(feed("d")))) == "d"
    await pool.aclose()


async def test_document_that_comes_while_the_idle_process_ends_is_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pool = ParseProcess(idle_s=0.01)
    late: asyncio.Queue[asyncio.Task[Reading]] = asyncio.Queue()
    end_process = pool._end_process

    async def end_while_one_comes() -> None:
        if pool._process is not None and pool._served == 1:
            late.put_nowait(asyncio.create_task(pool.read(job(feed("late")))))
        await end_process()

    monkeypatch.setattr(pool, "_end_process", end_while_one_comes)
    await pool.read(job(feed("a")))
    async with asyncio.timeout(PATIENCE_S):
        assert await title(await late.get()) == "late"
    await pool.aclose()


async def test_process_that_cannot_be_started_fails_the_documents_and_is_tried_again(
    pool: ParseProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.EAGAIN, "Resource temporarily unavailable")

    with monkeypatch.context() as patch:
        patch.setattr(asyncio, "create_subprocess_exec", refuse)
        for _ in range(2):
            with pytest.raises(ParseError, match="temporarily unavailable") as caught:
                async with asyncio.timeout(PATIENCE_S):
                    await pool.read(job(feed("a")))
            assert caught.value.code == "parse_crashed"
    assert await title(pool.read(job(feed("b")))) == "b"


async def test_closing_fails_what_waits_and_refuses_more(pool: ParseProcess) -> None:
    waiting = asyncio.create_task(pool.read(job(feed("a"))))
    await asyncio.sleep(0)
    await pool.aclose()
    with pytest.raises(ParseError):
        await waiting
    with pytest.raises(ParseError):
        await pool.read(job(feed("b")))


def test_the_pool_imports_no_parser_and_the_worker_no_loop() -> None:
    code = (
        "import sys; import newsreader.services.parse_{}; "
        "print(*(m for m in {!r} if m in sys.modules))"
    )
    for module, forbidden in (
        ("pool", ("feedparser", "selectolax", "httpx", "textual", "xml.sax")),
        ("worker", ("asyncio", "feedparser", "selectolax", "httpx", "textual")),
    ):
        done = subprocess.run(  # noqa: S603 - our own interpreter
            [sys.executable, "-c", code.format(module, forbidden)],
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == ""


async def test_whoever_asks_again_at_once_after_a_failure_is_answered(
    pool: ParseProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(message: bytes) -> object:
        raise ValueError(message)

    with monkeypatch.context() as broken:
        broken.setattr("newsreader.services.parse_process.pickle.loads", fail)
        with pytest.raises(ParseError):
            await pool.read(job(feed("a")))
    async with asyncio.timeout(PATIENCE_S):
        assert await title(pool.read(job(feed("b")))) == "b"
