"""What the process that refreshes tells of failures."""

import pickle

from newsreader.domain.errors import StoreError
from newsreader.services.refresh_messages import Ended
from newsreader.services.refresh_worker import _to_be_told


def travelled(error: Exception) -> BaseException:
    ended = pickle.loads(pickle.dumps(Ended(1, error=_to_be_told(error))))  # noqa: S301 - ours
    assert isinstance(ended, Ended)
    assert ended.error is not None
    return ended.error


def test_failures_that_a_reader_should_know_travel_as_they_are() -> None:
    error = travelled(StoreError("disk_full", "There is no space left."))
    assert isinstance(error, StoreError)
    assert (error.code, str(error)) == ("disk_full", "There is no space left.")


def test_failures_nobody_foresaw_take_along_where_they_happened() -> None:
    class Unknown(Exception):
        pass

    def fail_somewhere() -> None:
        raise Unknown("what")

    try:
        fail_somewhere()
    except Unknown as unknown:
        error = travelled(unknown)
    assert isinstance(error, RuntimeError)
    assert "in fail_somewhere" in str(error)
    assert "Unknown: what" in str(error)
