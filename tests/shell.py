"""Somebody at a shell: runs commands of the program in this process."""

import json
from typing import Any, NamedTuple, Protocol

import pytest

from newsreader.cli.main import main


class Ran(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


class Run(Protocol):
    """Runs a command with these arguments."""

    def __call__(self, *arguments: str) -> Ran: ...


def shell(capsys: pytest.CaptureFixture[str]) -> Run:
    """Give the function that runs commands."""

    def run(*arguments: str) -> Ran:
        try:
            code = main(arguments)
        except SystemExit as end:  # argparse
            code = int(end.code or 0)
        return Ran(code, *capsys.readouterr())

    return run


def json_of(ran: Ran) -> Any:
    """Read what a command printed; it must have gone well."""
    assert ran.code == 0, ran.err
    return json.loads(ran.out)
