"""``newsreader demo`` shows the whole way of a feed, and leaves nothing behind."""

import argparse
import tempfile
from pathlib import Path

import pytest

from newsreader.cli.commands import demo
from newsreader.domain.errors import UsageError
from newsreader.services.library import Library
from newsreader.store.feeds import load_feeds


@pytest.fixture(autouse=True)
def temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary folders are made during a test."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    demo.add_arguments(parser)
    return demo.run(parser.parse_args(words))


def test_without_a_terminal_it_prints_headlines_and_an_article(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = run()
    printed = capsys.readouterr()

    assert code == 0
    assert "Nachtsitzung in Istanbul: Kommt" in printed.out.split("Gipfelkurier", 1)[1]
    assert "„Zweiklassenmeer“ weckte." in printed.out
    assert "10 of 11 feeds" in printed.err


def test_the_broken_details_table_of_the_article_is_mended(
    capsys: pytest.CaptureFixture[str],
) -> None:
    run("--list")
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]

    assert "Ort Istanbul, Türkei" in lines
    assert "Quellen www.alpenbote-heute.at[1]" in lines
    assert "www.deichblatt.de[2]" in lines
    assert not any("list-style-type" in line for line in lines)


@pytest.mark.usefixtures("capsys")
def test_nothing_is_left_behind(temporary_folder: Path) -> None:
    run()

    assert list(temporary_folder.iterdir()) == []


def test_a_library_that_is_kept_can_be_opened_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("--keep", str(tmp_path / "data"))
    library = Library.open(tmp_path / "data" / "newsreader" / "library.db")
    feeds = library.database.read(load_feeds).result()
    library.close()

    assert len(feeds) == 11
    assert f"XDG_DATA_HOME={tmp_path / 'data'} newsreader" in capsys.readouterr().err


@pytest.mark.usefixtures("capsys")
def test_a_library_that_is_there_is_not_touched(tmp_path: Path) -> None:
    library = tmp_path / "newsreader" / "library.db"
    library.parent.mkdir()
    library.write_bytes(b"mine")

    with pytest.raises(UsageError, match="already"):
        run("--keep", str(tmp_path))
    assert library.read_bytes() == b"mine"
