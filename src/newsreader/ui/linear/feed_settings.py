"""Linear mode's settings of a feed: said one by one, and changed by a line."""

from collections.abc import Callable
from typing import NamedTuple

from newsreader.domain.errors import UsageError
from newsreader.services.feed_edit import FeedChange, FeedState, left_behind
from newsreader.services.feed_settings import (
    FEED_SETTINGS,
    FeedSetting,
    Told,
    default_of,
    pause_title,
    read_value,
    tell,
    tell_change,
)

_WHICH = "Which one to change, with its new value, as in: folder News. Empty: none."
_UNSEEN = "Passwords and headers are typed unseen: quit, then newsreader edit FEED --password."
_SECRETS = ("password", "header")


class Wish(NamedTuple):
    """What is to be changed."""

    setting: FeedSetting
    title: str
    """Of the step that does it."""
    change: FeedChange

    def told(self, before: FeedState, after: FeedState) -> str:
        """Say what it has come to."""
        said = tell_change(self.setting.name, self.change, after)
        return f"{said} {left_behind(before.feed, after)}".rstrip()


def ask_for_wish(
    state: FeedState, typed: str, say: Callable[[str], None], ask: Callable[[str], str]
) -> Wish | None:
    """Say what is set for a feed and ask what to change; None for nothing.

    ``typed`` is the answer where it has been given with the command. Raises UsageError.
    """
    if not typed:
        for told in tell(state):
            say(f"{told.setting.label}: {told.text}")
        typed = ask(_WHICH)
    if not typed:
        return None
    told, value = _find(state, typed)
    name = told.setting.name
    if name in _SECRETS:
        raise UsageError("unseen", _UNSEEN)
    if name == "paused":
        is_paused = not state.feed.is_paused
        title = pause_title(state.feed.title, is_paused=is_paused)
        return Wish(told.setting, title, {"is_paused": is_paused})
    value = value or ask(f"{told.setting.label}, {told.setting.help_text}. Or type default:")
    if not value:
        return None
    change = default_of(told) if value.casefold() == "default" else read_value(name, value)
    title = f"Changed {state.feed.title}: {told.setting.label}"
    return Wish(told.setting, title, change) if change else None


def _find(state: FeedState, typed: str) -> tuple[Told, str]:
    """Find the setting that a line begins with, and the rest of the line."""
    for told in tell(state):
        for word in (told.setting.label, told.setting.name):
            if f"{typed} ".casefold().startswith(f"{word} "):
                return told, typed[len(word) :].strip()
    labels = ", ".join(one.label for one in FEED_SETTINGS)
    raise UsageError("unknown_setting", f"There is {labels}.")
