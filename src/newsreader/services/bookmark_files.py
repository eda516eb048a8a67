"""Writing bookmarks into a file or a folder, complete or not at all."""

from collections.abc import Iterable
from pathlib import Path

from newsreader.domain.bookmark import Bookmark
from newsreader.domain.errors import UsageError
from newsreader.domain.wording import counted
from newsreader.services.bookmark_export import WRITERS
from newsreader.services.bookmark_text import write_markdown_folder
from newsreader.services.files import write_whole, writing

FORMATS = (*WRITERS, "epub")
ENDINGS = {
    ".md": "markdown", ".markdown": "markdown", ".epub": "epub", ".html": "netscape",
    ".json": "json", ".csv": "csv", ".org": "org", ".atom": "atom",
}  # fmt: skip
"""The formats by the endings of the files; a name without ending is a folder of Markdown."""


def format_of(target: Path) -> str:
    """Tell the format by the name of the file; raises UsageError ``unknown_format``."""
    form = ENDINGS.get(target.suffix.lower()) if target.suffix else "markdown"
    if form is None:
        endings = ", ".join(ENDINGS)
        raise UsageError(
            "unknown_format", f"End the name with one of {endings}; a folder has none."
        )
    return form


def export_bookmarks(found: Iterable[Bookmark], form: str, target: Path, now: int) -> str:
    """Write bookmarks in one of FORMATS and say in a sentence what was written.

    Markdown goes into a folder, a file each, unless the name ends as one of a file. Raises
    UsageError ``not_written``.
    """
    with writing(target):
        if form == "epub":
            from newsreader.services.bookmark_epub import write_epub

            count = write_epub(found, target, target.stem, now)
            return f"{counted(count, 'article')} written to {target}."
        if form == "markdown" and target.suffix.lower() not in ENDINGS:
            count = write_markdown_folder(found, target)
            return f"{counted(count, 'file')} written into {target}."
        write_whole(WRITERS[form](found), target)
        return f"Written to {target}."
