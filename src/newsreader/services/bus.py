"""Publish and subscribe for domain events, inside one process."""

from collections.abc import Callable

from newsreader.domain.events import Event

Listener = Callable[[Event], None]


class Bus:
    """Hand events to listeners, at once, in the order they subscribed."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` with every event from now on; give the function that ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def publish(self, event: Event) -> None:
        """Tell every listener; call it on the thread the listeners live on."""
        for listener in tuple(self._listeners):
            listener(event)
