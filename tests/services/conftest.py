"""What tests of refreshing have in common."""

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from fakes.parser import InlineParser
from fakes.server import FakeServer
from newsreader.services.library import Library
from newsreader.services.refresh import Refresher


@pytest.fixture
def server() -> Iterator[FakeServer]:
    with FakeServer() as opened:
        yield opened


@pytest_asyncio.fixture
async def refresher(library: Library) -> AsyncIterator[Refresher]:
    opened = Refresher(library, parser=InlineParser())
    yield opened
    await opened.aclose()
