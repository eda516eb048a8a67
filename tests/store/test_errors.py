"""What SQLite's failures are called."""

import sqlite3
from pathlib import Path

import pytest

from newsreader.store.errors import explain


@pytest.mark.parametrize(
    ("sqlite_code", "code"),
    [
        (sqlite3.SQLITE_FULL, "disk_full"),
        (sqlite3.SQLITE_IOERR_SHMSIZE, "disk_full"),
        (sqlite3.SQLITE_IOERR_READ, "library_io_error"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "library_busy"),
        (sqlite3.SQLITE_MISUSE, "library_error"),
    ],
)
def test_a_failure_has_a_stable_code_and_names_the_file(sqlite_code: int, code: str) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite_code

    explained = explain(error, Path("library.db"))

    assert explained.code == code
    assert "library.db" in str(explained)
