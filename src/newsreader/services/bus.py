"""Publish and subscribe for domain events, inside one process."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsreader.domain.events import Event  # a list of headlines needs none of them

Listener = Callable[["Event"], None]


class Bus:
    """Hand events to listeners, at once, in the order they subscribed."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` with every event from now on; give the function that ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def publish(self, event: "Event") -> None:
        """Tell every listener; call it on the thread the listeners live on."""
        for listener in tuple(self._listeners):
            listener(event)
