"""What the first frame does without comes afterwards, and all of it."""

import json
import subprocess
import sys

from newsreader.ui.later import LATER

_SCRIPT = """
import asyncio, json, sys
import newsreader.ui.app, newsreader.ui.driver
from newsreader.domain.view import View
from newsreader.store.query import where_order
from newsreader.ui.later import import_later
where_order(View())
first = set(sys.modules)
asyncio.run(import_later())
print(json.dumps([sorted(first), sorted(sys.modules)]))
"""


def test_nothing_that_comes_later_is_imported_for_the_first_frame() -> None:
    command = [sys.executable, "-c", _SCRIPT]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own program
    first, later = map(set, json.loads(ran.stdout))

    assert "newsreader.ui.screens.main" in first
    assert (
        first
        & {*LATER, "newsreader.domain.facts", "newsreader.domain.urls", "newsreader.domain.entry"}
        == set()
    )
    assert later >= set(LATER)
