"""From the library's events to Textual's messages."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.message import Message
from textual.message_pump import MessagePump

from newsreader.services.bus import Bus

if TYPE_CHECKING:  # the first event comes after the first frame
    from newsreader.domain.events import Event


class LibraryChanged(Message):
    """Something happened to the library."""

    def __init__(self, event: "Event") -> None:
        super().__init__()
        self.event = event

    def can_replace(self, message: Message) -> bool:
        """Let the latest progress stand for all before it: a burst costs one repaint."""
        from newsreader.domain.events import RefreshProgress

        return (
            isinstance(message, LibraryChanged)
            and isinstance(message.event, RefreshProgress)
            and isinstance(self.event, RefreshProgress)
        )


def connect(bus: Bus, target: MessagePump) -> Callable[[], None]:
    """Send the events of the bus to ``target``; give the function that ends it.

    What a refresh is about to do, or not to do, stays out: only the refresh view shows it, from
    its log.
    """

    def forward(event: "Event") -> None:
        from newsreader.domain.events import FeedFetching, FeedHeldBack, RefreshStarted

        if not isinstance(event, FeedFetching | FeedHeldBack | RefreshStarted):
            target.post_message(LibraryChanged(event))

    return bus.subscribe(forward)
