"""What the README and its sisters say is true."""

import re
from pathlib import Path

import pytest

from newsreader.cli.commands import SUMMARIES
from newsreader.cli.parsers import PROGRAM
from newsreader.ui.commands import COMMANDS, key_sign

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


def block(marker: str) -> str:
    """Give the code after a marker."""
    found = re.search(rf"<!-- {marker} -->\n```sh\n(.*?)\n```", README, re.DOTALL)
    assert found is not None
    return found[1]


def test_one_command_installs_and_opens_the_demo() -> None:
    assert block("demo").endswith(f"/{PROGRAM} demo")
    assert "\n" not in block("demo")


def test_one_command_installs_and_runs_all_tests() -> None:
    assert block("tests").endswith("/pytest -n auto")
    assert "'.[dev]'" in block("tests")
    assert "\n" not in block("tests")


def test_every_command_that_is_shown_exists() -> None:
    shown = set(re.findall(rf"^(?:\*/\d+ [* ]+)?{PROGRAM} +([a-z]+)", README, re.MULTILINE))

    assert shown <= set(SUMMARIES)
    assert len(shown) >= 8


def test_the_keys_are_those_of_the_program() -> None:
    table = README.partition("<!-- keys -->\n")[2].partition("<!-- /keys -->")[0]
    rows = table.splitlines()[2:]
    true_rows = {
        f"| {' '.join(f'`{key_sign(key)}`' for key in found.keys)} | {found.help} |"
        for found in COMMANDS
    }

    assert len(rows) >= 15
    assert [row for row in rows if row not in true_rows] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_to_files_that_exist(document: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", document.read_text(encoding="utf-8"))
    local = [link for link in links if "://" not in link]

    assert [link for link in local if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_files_that_are_named_exist(document: Path) -> None:
    named = re.findall(
        r"`((?:src|tests|styles|docs|scripts)/[\w./-]*)`", document.read_text("utf-8")
    )

    assert [name for name in named if not (ROOT / name).exists()] == []
