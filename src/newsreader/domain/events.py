"""What happened to the library: facts that services publish and front ends listen to."""

from typing import NamedTuple


class EntriesArrived(NamedTuple):
    """A feed brought entries; ids in the order of the document."""

    feed_id: int
    new_ids: tuple[int, ...]
    changed_ids: tuple[int, ...] = ()


class RefreshStarted(NamedTuple):
    """A refresh knows what it will fetch; its RefreshFinished follows in every case."""

    feed_ids: tuple[int, ...]


class FeedFetching(NamedTuple):
    """A feed that waited is being fetched now."""

    feed_id: int


class FeedChecked(NamedTuple):
    """A feed was fetched: with ``error_code`` None it went well."""

    feed_id: int
    error_code: str | None = None
    error: str | None = None
    """What went wrong, in a sentence."""
    took_ms: int = 0
    size: int = 0
    """Bytes on the wire."""
    new_count: int = 0
    changed_count: int = 0
    error_count: int = 0
    """Failures in a row; 0 where it was not even asked."""
    moved_to: str = ""
    """Its new address, where it has moved for good just now."""


class FeedHeldBack(NamedTuple):
    """A feed was due and is left out: its publisher asks to be left alone."""

    feed_id: int
    until: int
    """Unix seconds, UTC."""


class RefreshProgress(NamedTuple):
    """How far a refresh is; sent often, only the latest matters."""

    done: int
    total: int
    new: int
    failed: int


class RefreshFinished(NamedTuple):
    """A refresh ended, complete or cancelled."""

    feeds: int
    ok: int
    not_modified: int
    failed: int
    new: int
    updated: int
    seconds: float
    is_cancelled: bool = False
    paused: int = 0
    """Feeds that were due and left out: their publishers ask to be left alone."""
    elsewhere: int = 0
    """Feeds that were due and left out: another process is fetching them."""
    moved: int = 0
    """Feeds that have moved for good, and have their new addresses now."""


class StateChanged(NamedTuple):
    """Read or starred marks changed, perhaps of more entries than are named (``ids`` None)."""

    ids: tuple[int, ...] | None


class _Fact:
    """What its name says, and no more; no tuple: empty ones would all be equal, and false."""

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    def __hash__(self) -> int:
        return hash(type(self))

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"


class SubscriptionsChanged(_Fact):
    """Feeds or folders came, went or moved."""


class BookmarksChanged(_Fact):
    """Bookmarks, notes or tags changed."""


class LibraryChangedOutside(_Fact):
    """Another process wrote to the library: anything may have changed."""


Event = (
    EntriesArrived
    | FeedChecked
    | FeedFetching
    | FeedHeldBack
    | RefreshProgress
    | RefreshStarted
    | RefreshFinished
    | StateChanged
    | SubscriptionsChanged
    | BookmarksChanged
    | LibraryChangedOutside
)
