"""Copies of the library by the command line."""

from pathlib import Path

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
