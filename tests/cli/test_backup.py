"""Copies of the library by the command line."""

import errno
import os
import shutil
from pathlib import Path

import pytest

from shell import Run, json_of


def test_a_library_is_copied_and_restored(run: Run, home: Path) -> None:
    run("bookmark", "add", "https://a.example/1", "--no-fetch")
    assert run("backup").code == 0
    run("bookmark", "remove", "1")

    assert len(run("backup", "--list").out.splitlines()) == 1
    assert "lies in" in run("restore").err
    assert len(json_of(run("bookmark", "list", "--json"))) == 1


def test_a_copy_may_go_to_any_file(run: Run, home: Path) -> None:
    run("bookmark", "add", "https://a.example/1", "--no-fetch")
    run("backup", "-o", str(home / "copy.db"))
    run("bookmark", "remove", "1")

    assert run("restore", str(home / "copy.db")).code == 0
    assert len(json_of(run("bookmark", "list", "--json"))) == 1


def test_without_a_library_there_is_nothing_to_copy(run: Run) -> None:
    assert run("backup").code == 2
    assert run("restore").code == 1


def test_a_copy_that_cannot_be_written_or_put_back_is_said_in_words(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("bookmark", "add", "https://a.example/1", "--no-fetch")
    ran = run("backup", "-o", str(home / "nowhere" / "x.db"))
    assert ran.code == 1
    assert "x.db cannot be written: No such file or directory." in ran.err
    run("backup")

    def refuse(*_names: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(shutil, "copy2", refuse)
    ran = run("restore")
    assert ran.code == 1
    assert "is as it was: Operation not permitted." in ran.err
    assert len(json_of(run("bookmark", "list", "--json"))) == 1
    assert not list(home.rglob("*.restoring"))
