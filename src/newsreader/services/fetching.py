"""What fetches, as the settings want it.

The screen imports none of it but the way to the process that does.
"""

from typing import TYPE_CHECKING

from newsreader.config.model import Settings
from newsreader.fetch.answers import Limits
from newsreader.services.library import Library

if TYPE_CHECKING:
    from newsreader.fetch.client import FetchClient
    from newsreader.services.refresh import Refresher
    from newsreader.services.refresh_process import RefreshProcess


def limits_of(settings: Settings) -> Limits:
    """Say how much of a publisher's answer the settings put up with."""
    return Limits(
        body_size=settings.fetch.max_body_mb * 1_000_000, total_s=float(settings.fetch.timeout_s)
    )


def make_client(library: Library, settings: Settings) -> "FetchClient":
    """Make a client for looking at single addresses; an async context manager."""
    from newsreader.fetch.client import FetchClient

    return FetchClient(limits_of(settings), library.clock)


def make_refresh_process(library: Library, settings: Settings) -> "RefreshProcess":
    """Make a refresher that works beside a screen; end it with ``aclose``."""
    from newsreader.services.refresh_process import RefreshProcess

    return RefreshProcess(library, limits_of(settings), interval_of(settings))


def interval_of(settings: Settings) -> int:
    """Give the reader's interval for all feeds in seconds; 0: each feed's own rhythm."""
    return settings.refresh.interval_minutes * 60


def make_refresher(library: Library, settings: Settings) -> "Refresher":
    """Make a refresher for a library; end it with ``aclose``."""
    from newsreader.services.refresh import Refresher

    return Refresher(library, limits=limits_of(settings), wish_s=interval_of(settings))
