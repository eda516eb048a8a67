"""Which kind a file is, and what an import of it comes to."""

import pytest

from factory import NOW
from newsreader.domain.errors import UsageError
from newsreader.services import importing
from newsreader.services.importing import FileKind, ImportSummary, import_file
from newsreader.services.library import Library


def test_a_list_of_subscriptions_is_recognised(library: Library) -> None:
    body = b"<opml><body><outline xmlUrl='https://a.example/'/><outline type='rss'/></body></opml>"

    summary = library.database.write(import_file, body, NOW).result()

    assert (summary.noun, summary.added, summary.known) == ("feeds", 1, 0)
    assert summary.refused == ["A nameless feed was left out: it names no address."]


def test_an_unknown_file_is_told_with_the_kinds_that_are_known(library: Library) -> None:
    with pytest.raises(UsageError, match="OPML") as caught:
        library.database.write(import_file, b"hello", NOW).result()
    assert caught.value.code == "unknown_file"


def test_the_first_kind_that_recognises_a_file_reads_it(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def kind(name: str, is_mine: bool) -> FileKind:
        return FileKind(name, lambda body: is_mine, lambda *_: ImportSummary(name, 0, 0, []))

    kinds = (kind("a", False), kind("b", True), kind("c", True))
    monkeypatch.setattr(importing, "KINDS", kinds)

    assert library.database.write(import_file, b"", NOW).result().noun == "b"
