"""What a screen has that wants to see keys before they become commands."""

from textual import events


class KeyTaker:
    """A screen that may take a key for something of its own."""

    def take_key(self, event: events.Key) -> bool:
        """Take a key that no widget wanted, just before it would be a command; False leaves it."""
        raise NotImplementedError
