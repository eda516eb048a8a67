"""Who fetches which feed: leases between processes and within one."""

import errno
import fcntl
from pathlib import Path

import pytest

from newsreader.domain.errors import StoreError
from newsreader.store.lease import FeedLeases


@pytest.fixture
def leases(tmp_path: Path) -> FeedLeases:
    return FeedLeases(tmp_path / "library.db")


def refuse_with(code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError(code, "no lock")

    monkeypatch.setattr(fcntl, "lockf", refuse)


def test_a_feed_is_taken_once_until_it_is_given_back(leases: FeedLeases) -> None:
    assert leases.take(1)
    assert not leases.take(1)
    assert leases.take(2)
    leases.give_back(1)
    assert leases.take(1)
    leases.close()


def test_a_folder_without_room_for_the_file_is_told_in_words(tmp_path: Path) -> None:
    leases = FeedLeases(tmp_path / "gone" / "library.db")
    with pytest.raises(StoreError, match=r"library\.db cannot be opened"):
        leases.take(1)


@pytest.mark.parametrize("code", [errno.EACCES, errno.EAGAIN])
def test_a_feed_that_another_process_has_is_left_to_it(
    leases: FeedLeases, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    refuse_with(code, monkeypatch)
    assert not leases.take(1)
    leases.close()


@pytest.mark.parametrize("code", [errno.ENOLCK, errno.EOPNOTSUPP, errno.EINVAL])
def test_feeds_are_fetched_where_the_file_system_knows_no_locks(
    leases: FeedLeases, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    refuse_with(code, monkeypatch)
    assert leases.take(1)
    leases.give_back(1)
    assert leases.take(1)
    leases.close()
