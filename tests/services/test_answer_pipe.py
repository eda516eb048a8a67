"""The pipe of answers: whole messages, however they come."""

import asyncio
import os
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from newsreader.services import answer_pipe
from newsreader.services.answer_pipe import AnswerPipe
from newsreader.services.parse_worker import HEADER
from patience import PATIENCE_S


def packed(message: bytes) -> bytes:
    return HEADER.pack(len(message)) + message


@pytest_asyncio.fixture
async def pipe() -> AsyncIterator[AnswerPipe]:
    opened = AnswerPipe()
    yield opened
    opened.close()


async def read(pipe: AnswerPipe) -> bytes:
    async with asyncio.timeout(PATIENCE_S):
        return bytes(await pipe.read())


async def write(pipe: AnswerPipe, data: bytes) -> None:
    """Write in a thread: the pipe may be full for a while."""

    def write_all() -> None:
        rest = data
        while rest:
            rest = rest[os.write(pipe.write_end, rest) :]

    await asyncio.to_thread(write_all)


async def test_messages_that_come_together_are_read_one_by_one(pipe: AnswerPipe) -> None:
    await write(pipe, packed(b"a") + packed(b"") + packed(b"ccc"))
    assert [await read(pipe) for _ in range(3)] == [b"a", b"", b"ccc"]
    pipe.close_write_end()


async def test_a_message_that_comes_byte_by_byte_is_read_whole(pipe: AnswerPipe) -> None:
    reading = asyncio.create_task(read(pipe))
    for byte in packed(b"slowly"):
        await write(pipe, bytes([byte]))
    assert await reading == b"slowly"
    pipe.close_write_end()


async def test_messages_of_any_size_pass_through_a_small_buffer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(answer_pipe, "_BUFFER_SIZE", 16)
    pipe = AnswerPipe()
    messages = [bytes([size % 256]) * size for size in (*range(40), 300_000, 5, 12, 13, 0, 16)]
    writing = asyncio.create_task(write(pipe, b"".join(map(packed, messages))))
    assert [await read(pipe) for _ in messages] == messages
    await writing
    pipe.close_write_end()
    pipe.close()


async def test_a_message_stays_as_it_is_while_more_comes(pipe: AnswerPipe) -> None:
    await write(pipe, packed(b"first"))
    message = await pipe.read()
    await write(pipe, packed(b"second") * 1_000)
    await asyncio.sleep(0)
    assert bytes(message) == b"first"
    assert await read(pipe) == b"second"
    pipe.close_write_end()


async def test_what_came_before_the_end_is_read_before_the_end_is_told(pipe: AnswerPipe) -> None:
    await write(pipe, packed(b"last") + packed(b"cut off")[:-1])
    pipe.close_write_end()
    assert await read(pipe) == b"last"
    for _ in range(2):
        with pytest.raises(EOFError):
            await read(pipe)


async def test_whoever_gives_up_loses_nothing(pipe: AnswerPipe) -> None:
    reading = asyncio.create_task(read(pipe))
    await asyncio.sleep(0)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    await write(pipe, packed(b"late"))
    assert await read(pipe) == b"late"
    pipe.close_write_end()
