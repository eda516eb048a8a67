"""What a reader wants to say something about."""

from typing import NamedTuple


class Targets(NamedTuple):
    """What is to be tagged."""

    entry_ids: tuple[int, ...] = ()
    bookmark_ids: tuple[int, ...] = ()
