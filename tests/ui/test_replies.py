"""Answers of the terminal are told from keys, however the line cuts them up."""

import pytest

from newsreader.ui.replies import ReplyFilter

REPLIES = [
    "\x1b[?62;22c",
    "\x1b[>41;354;0c",
    "\x1b[0n",
    "\x1b[?997;1n",
    "\x1b[?1u",
    "\x1b[8;24;80t",
    "\x1b]11;rgb:1c1c/2020/2424\x1b\\",
    "\x1b]10;rgb:ffff/ffff/ffff\x07",
    "\x1bP>|term(1.0)\x1b\\",
    "\x1bP1$r0m\x1b\\",
    "\x1b_Gi=1;OK\x1b\\",
]
KEYS = [
    "q",
    "\x1b[A",
    "\x1bOP",
    "\x1b[1;5C",
    "\x1b[27u",
    "\x1b[97;5u",
    "\x1b[<0;5;7M",
    "\x1b[200~a\x1b[201~",
    "\x1b[?2026;2$y",
    "\x1bx",
]


@pytest.mark.parametrize("reply", REPLIES)
def test_an_answer_is_taken_out_wherever_it_is_cut(reply: str) -> None:
    for cut in range(len(reply) + 1):
        replies = ReplyFilter(0.04)
        text = replies.feed("a" + reply[:cut]) + replies.feed(reply[cut:] + "b")
        assert text + replies.feed("") == "ab"


@pytest.mark.parametrize("key", KEYS)
def test_a_key_passes(key: str) -> None:
    replies = ReplyFilter(0.04)
    assert replies.feed(key) == key
    assert replies.wait_s is None


@pytest.mark.parametrize("begin", ["\x1b", "\x1b]", "\x1bP", "\x1b_", "\x1b["])
def test_a_key_that_begins_like_an_answer_passes_after_the_escape_delay(begin: str) -> None:
    replies = ReplyFilter(0.04)
    assert replies.feed(begin) == ""
    assert replies.wait_s == 0.04
    assert replies.release() == begin
    assert replies.wait_s is None


def test_the_rest_of_an_answer_is_waited_for_and_its_begin_is_no_key() -> None:
    replies = ReplyFilter(0.04)
    assert replies.feed("\x1b]11;rgb:1c") == ""
    assert (replies.wait_s or 0) > 1
    assert replies.release() == ""


def test_an_answer_without_an_end_is_not_kept_for_ever() -> None:
    replies = ReplyFilter(0.04)
    assert len(replies.feed("\x1b]11;" + "x" * 200_000)) > 100_000
