"""Looking for what is wrong: paths, versions, the library, the settings, feeds in error."""

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from shutil import disk_usage
from typing import Any

from newsreader import __version__
from newsreader.config.load import read_settings
from newsreader.config.paths import Paths
from newsreader.domain.errors import StoreError
from newsreader.domain.wording import size
from newsreader.services.library import Library
from newsreader.store.feeds import load_feeds
from newsreader.store.health import find_damage, row_counts, schema_version

_LEAST_FREE = 10_000_000  # bytes: a refresh of many feeds
_LIBRARIES = ("textual", "aiohttp", "httpx", "feedparser", "selectolax", "platformdirs")


@dataclass
class Diagnosis:
    """What was found; ``problems`` is empty when all is well."""

    versions: dict[str, str]
    paths: dict[str, str]
    schema: int | None = None
    """None if the library cannot be opened, or if there is none yet."""
    size: int = 0
    """Of the library with its journal, in bytes."""
    counts: dict[str, int] = field(default_factory=dict)
    feeds_in_error: list[dict[str, Any]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    """One sentence each."""

    def as_data(self) -> dict[str, Any]:
        """Give everything as plain data."""
        return asdict(self)


def examine(paths: Paths) -> Diagnosis:
    """Look at everything; makes nothing and changes nothing but a library of an older version."""
    diagnosis = Diagnosis(_versions(), _paths(paths))
    problems = read_settings(paths.settings_files)[1]
    diagnosis.problems += map(str, problems)
    try:
        is_there = paths.library.exists()
    except OSError as error:
        diagnosis.problems.append(f"{paths.library} cannot be looked at: {error.strerror}.")
        return diagnosis
    if is_there:
        try:
            _examine_library(paths, diagnosis)
        except StoreError as error:
            diagnosis.problems.append(str(error))
    return diagnosis


def _examine_library(paths: Paths, diagnosis: Diagnosis) -> None:
    path = paths.library
    diagnosis.problems += _cannot_grow(path)
    files = (path, path.with_name(path.name + "-wal"))
    diagnosis.size = sum(file.stat().st_size for file in files if file.exists())
    library = Library.open(path)
    try:
        database = library.database
        diagnosis.schema = database.read(schema_version).result()
        for complaint in database.read(find_damage).result():
            diagnosis.problems.append(
                f"The library {path} is damaged: {complaint}. Keep a copy of it, then export "
                "the feeds with 'newsreader export --opml' and import them into a new library."
            )
        diagnosis.counts = database.read(row_counts).result()
        diagnosis.feeds_in_error = database.read(_feeds_in_error).result()
    finally:
        library.close()


def _cannot_grow(path: Path) -> Iterator[str]:
    """Say why nothing, or hardly anything, can be written to a library."""
    beside = (path.with_name(path.name + ending) for ending in ("-wal", "-shm"))
    places = (path, path.parent, *(file for file in beside if file.exists()))
    if closed := [str(place) for place in places if not os.access(place, os.W_OK)]:
        yield (
            f"The library {path} is read-only: nothing can be fetched or marked. "
            f"Check the permissions of {' and '.join(closed)}."
        )
    with suppress(OSError):  # told by opening it
        free = disk_usage(path.parent).free
        if free < _LEAST_FREE:
            yield f"Only {size(free)} are free where the library {path} is. Free some space."


def _feeds_in_error(db: sqlite3.Connection) -> list[dict[str, Any]]:
    return [
        {"id": feed.id, "title": feed.title, "url": feed.url, "error_code": feed.error_code,
         "error": feed.error_detail, "failures": feed.error_count}
        for feed in load_feeds(db)
        if feed.error_code
    ]  # fmt: skip


def _versions() -> dict[str, str]:
    found = {
        "newsreader": __version__,
        "python": sys.version.split()[0],
        "sqlite": sqlite3.sqlite_version,
    }
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "missing"
    return found


def _paths(paths: Paths) -> dict[str, str]:
    return {
        "library": str(paths.library),
        "settings": str(paths.settings),
        "settings of the site": ", ".join(map(str, reversed(paths.site_settings))),
        "log": str(paths.log),
    }
