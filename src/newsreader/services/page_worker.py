"""Reading one web page in a process of its own: it may be hostile, and its library is large.

Run as ``python -m newsreader.services.page_worker CONTENT_TYPE URL`` with the page as input; writes
the fields of a Page as JSON. Whatever goes wrong takes only this process along.
"""

import asyncio
import json
import os
import sys

from newsreader.parse.page import Page, page_html, read_page
from newsreader.services.own_command import own_command
from newsreader.services.parse_worker import behave, renew_cpu_limit

TIMEOUT_S = 30.0
"""Wall time; importing what finds articles takes half a second of it."""


def main() -> None:
    """Read the page that comes as input."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # a stray print must not end up in the answer
    behave()
    renew_cpu_limit()
    json.dump(_read(sys.stdin.buffer.read(), *sys.argv[1:3]), answers)
    answers.close()


def _read(body: bytes, content_type: str, url: str) -> Page:
    """Read a page; where no article can be found in it, it is kept as it is."""
    from newsreader.parse.main_text import main_text

    page = read_page(body, content_type, url)
    try:
        return page._replace(article=main_text(page.html, url, page.title))
    except Exception:  # noqa: BLE001 - the border: some pages find faults of the library
        return page


async def read_page_apart(body: bytes, content_type: str, url: str) -> Page:
    """Read a page in another process; one that cannot be read is only decoded."""
    process = await asyncio.create_subprocess_exec(
        *own_command("newsreader.services.page_worker"),
        *(content_type, url),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        process_group=0,  # as in ``parse_process``
    )
    try:
        async with asyncio.timeout(TIMEOUT_S):
            answer, _ = await process.communicate(body)
        return Page(*json.loads(answer))
    except (TimeoutError, ValueError, TypeError):
        return Page(html=await asyncio.to_thread(page_html, body, content_type))
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


if __name__ == "__main__":
    main()
