"""Reading a page in a process of its own."""

import pytest

from newsreader.parse.page import Page
from newsreader.services import page_worker
from newsreader.services.page_worker import read_page_apart
from pages import PAGE, SENTENCES

URL = "https://paper.example/river"


async def test_a_page_is_read_with_its_article() -> None:
    page = await read_page_apart(PAGE.encode(), "text/html; charset=utf-8", URL)

    assert page.title == "The river rose"
    assert page.html == PAGE
    assert SENTENCES[0] in page.article
    assert "newsletter" not in page.article


async def test_what_is_no_page_has_no_article() -> None:
    assert await read_page_apart(b"%PDF-1.7", "application/pdf", URL) == Page()


async def test_a_page_that_takes_too_long_is_kept_as_it_came(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(page_worker, "TIMEOUT_S", 0)

    assert await read_page_apart(b"<title>a</title>", "text/html", URL) == Page(
        html="<title>a</title>"
    )
