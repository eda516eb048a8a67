"""The pages that are written from the program say what the program says."""

import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = runpy.run_path(str(ROOT / "scripts" / "make_docs.py"))["PAGES"]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_up_to_date(name: str) -> None:
    written = (ROOT / "docs" / name).read_text(encoding="utf-8")

    assert written == PAGES[name](), "run: python scripts/make_docs.py"


def test_every_action_of_a_command_is_described() -> None:
    assert ": None" not in PAGES["commands.md"]()


def test_every_command_is_a_module_and_every_module_a_command() -> None:
    from newsreader.cli.commands import SUMMARIES

    folder = ROOT / "src" / "newsreader" / "cli" / "commands"
    modules = {path.stem.rstrip("_") for path in folder.glob("[!_]*.py")}

    assert modules == set(SUMMARIES)
