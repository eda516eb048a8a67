"""What can be set for a feed: its names, read from text, put into words; for both front ends."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from newsreader.config.model import registry
from newsreader.domain.errors import UsageError
from newsreader.domain.feed import folder_path
from newsreader.domain.options import HIDDEN, FeedOptions, read_header, read_login
from newsreader.domain.text import clean_line, is_number
from newsreader.domain.wording import counted
from newsreader.services.feed_edit import FeedChange, FeedState, read_address

AS_ALL = "as for all feeds"
_MINUTE_S = 60


class FeedSetting(NamedTuple):
    """Something that can be set for a feed."""

    name: str
    """What the command line calls it: ``keep-days``."""
    label: str
    """What people call it."""
    help_text: str
    """A sentence, without the capital and the full stop."""
    metavar: str = ""
    like: str = ""
    """The setting for all feeds whose bounds it has."""


# fmt: off
FEED_SETTINGS = (
    FeedSetting("title", "name",
                "your own name for the feed; empty: the one it gives itself", "T"),
    FeedSetting("folder", "folder",
                "the folder it is in, News/World, made if needed; empty: none", "F"),
    FeedSetting("url", "address",
                "where it is fetched; articles stay, login and headers only at the same host",
                "URL"),
    FeedSetting("interval", "how often",
                "fetch it after so many minutes, if its publisher allows; "
                "0 or auto: as for all feeds", "MINUTES", "refresh.interval_minutes"),
    FeedSetting("user", "user",
                "the user name that the feed's host asks for; empty: none", "U"),
    FeedSetting("password", "password",
                "the password that the feed's host asks for, never shown"),
    FeedSetting("header", "header",
                "send this to the feed's own host, Name: value",
                "'NAME: VALUE'"),
    FeedSetting("keep-days", "keep days",
                "delete its read articles after so many days; 0: never; default: as for all feeds",
                "N", "retention.days"),
    FeedSetting("keep-count", "keep count",
                "keep at most so many of its read articles; 0: all; default: as for all feeds",
                "N", "retention.keep"),
    FeedSetting("keep-unread", "unread",
                "keep its unread articles whatever their age and number, yes or no; "
                "default: as for all feeds", "YES"),
    FeedSetting("paused", "paused",
                "leave it out when feeds are fetched"),
)
# fmt: on
_BY_NAME = {one.name: one for one in FEED_SETTINGS}


class Told(NamedTuple):
    """What is set, in words."""

    setting: FeedSetting
    text: str
    is_default: bool
    header: str = ""
    """Which header it is about; '' where there is none."""


def feed_setting(name: str) -> FeedSetting:
    """Find a setting by its name; raises KeyError."""
    return _BY_NAME[name]


def read_value(name: str, text: str) -> FeedChange:
    """Read what was typed for a setting other than ``paused``.

    Raises KeyError for another name, and UsageError ``bad_value``, ``bad_address``,
    ``bad_header`` or ``bad_login``.
    """
    return _READERS[name](text)


def default_of(told: Told) -> FeedChange:
    """Give the change that takes a setting back to its default; none for one that has none."""
    name = told.setting.name
    if name == "paused":
        return {"is_paused": False}
    if name == "header":
        return {"headers": {told.header: ""}} if told.header else {}
    return {} if name == "url" else read_value(name, "")


def tell(state: FeedState, *, is_open: bool = False) -> Iterator[Told]:
    """Say what is set, in the order of the settings, each header for itself.

    ``is_open`` shows passwords and the values of headers.
    """
    feed, options = state.feed, state.options

    def told(name: str, text: str, *, is_default: bool, header: str = "") -> Told:
        return Told(_BY_NAME[name], text, is_default, header)

    def secret(text: str) -> str:
        return text if is_open or not text else HIDDEN

    own = "" if feed.custom_title else " (its own)"
    yield told("title", f"{feed.title}{own}", is_default=not feed.custom_title)
    yield told("folder", "/".join(state.folder) or "(none)", is_default=not state.folder)
    yield told("url", feed.url, is_default=True)
    minutes = interval_minutes(state)
    often = f"every {counted(minutes, 'minute')}" if minutes else AS_ALL
    yield told("interval", often, is_default=not minutes)
    yield told("user", options.user or "(none)", is_default=not options.user)
    password = secret(options.password) or "(none)"
    yield told("password", password, is_default=not options.password)
    for name, value in options.headers.items():
        yield told("header", f"{name}: {secret(value)}", is_default=False, header=name)
    if not options.headers:
        yield told("header", "(none)", is_default=True)
    for name, kept, word in (
        ("keep-days", options.keep_days, "day"),
        ("keep-count", options.keep_count, "article"),
    ):
        amount = "all" if kept == 0 else AS_ALL if kept is None else counted(kept, word)
        yield told(name, amount, is_default=kept is None)
    unread = AS_ALL if options.keep_unread is None else _yes_or_no(options.keep_unread)
    yield told("keep-unread", unread, is_default=options.keep_unread is None)
    yield told("paused", "yes" if feed.is_paused else "no", is_default=not feed.is_paused)


def tell_change(name: str, change: FeedChange, after: FeedState) -> str:
    """Say in a sentence what a change of one setting has come to."""
    feed, options = after.feed, after.options
    match name:
        case "title":
            said = f"Its name is {feed.title} now."
        case "folder":
            said = f"It is in {'/'.join(after.folder) or 'no folder'} now."
        case "url":
            said = f"It is fetched from {feed.url} now."
        case "interval":
            minutes = interval_minutes(after)
            often = f"every {counted(minutes, 'minute')}" if minutes else "as often as all feeds"
            said = f"It is fetched {often} now."
        case "user":
            said = f"The user name is {'kept' if options.user else 'gone'}."
        case "password":
            said = f"The password is {'kept' if options.password else 'gone'}."
        case "header":
            ((header, value),) = change["headers"].items()
            said = f"The header {header} is {'kept' if value else 'gone'}."
        case "keep-unread":
            how = {
                None: "are kept as those of all feeds",
                True: "stay",
                False: "go as read ones do",
            }
            said = f"Its unread articles {how[options.keep_unread]} now."
        case "paused":
            said = f"{pause_title(feed.title, is_paused=feed.is_paused)}."
        case _:
            said = _tell_kept(name, options)
    return said


def _tell_kept(name: str, options: FeedOptions) -> str:
    kept = options.keep_days if name == "keep-days" else options.keep_count
    if kept is None:
        return "Its read articles are kept as those of all feeds now."
    if name == "keep-count":
        return f"{kept or 'All'} of its read articles {'is' if kept == 1 else 'are'} kept now."
    return f"Its read articles are kept for {counted(kept, 'day') if kept else 'good'} now."


def pause_title(title: str, *, is_paused: bool) -> str:
    """Name the step that leaves a feed out of refreshes, or takes it in again."""
    return f"{'Paused' if is_paused else 'Resumed'}: {title}"


def typed_value(state: FeedState, told: Told) -> str:
    """Give the text to begin with when a setting is typed anew; secrets are not among it."""
    options = state.options
    texts = {
        "title": state.feed.title,
        "folder": "/".join(state.folder),
        "url": state.feed.url,
        "interval": str(interval_minutes(state) or "auto"),
        "user": options.user,
        "keep-days": "default" if options.keep_days is None else str(options.keep_days),
        "keep-count": "default" if options.keep_count is None else str(options.keep_count),
        "keep-unread": "default"
        if options.keep_unread is None
        else _yes_or_no(options.keep_unread),
    }
    return texts.get(told.setting.name, "")


def interval_minutes(state: FeedState) -> int:
    """Give the reader's own interval, 0 for none."""
    return -(-state.options.interval_s // _MINUTE_S)


def expectation(setting: FeedSetting) -> str:
    """Say in words which values a setting takes; '' where any text will do."""
    if setting.name == "keep-unread":
        return "yes, no or default"
    if not setting.like:
        return ""
    bounds = next(one for one in registry() if one.key == setting.like)
    word = "auto" if setting.name == "interval" else "default"
    return f"{bounds.expectation}, or {word}"


def _number(name: str, text: str, word: str) -> int | None:
    """Read a number within the bounds of the setting for all feeds; None for the word."""
    text, setting = text.strip(), _BY_NAME[name]
    if text.casefold() in ("", word):
        return None
    bounds = next(one for one in registry() if one.key == setting.like)
    if is_number(text) and bounds.accepts(int(text)):
        return int(text)
    wanted = expectation(setting)
    raise UsageError(
        "bad_value", f"{setting.label.capitalize()} must be {wanted}, not “{clean_line(text, 40)}”."
    )


def _yes_or_no(is_so: bool) -> str:
    return "yes" if is_so else "no"


def _read_keep_unread(text: str) -> FeedChange:
    kept = {"yes": True, "no": False, "default": None, "": None}
    word = text.strip().casefold()
    if word not in kept:
        raise UsageError(
            "bad_value", f"Unread must be yes, no or default, not “{clean_line(text, 40)}”."
        )
    return {"keep_unread": kept[word]}


def _read_title(text: str) -> FeedChange:
    title = clean_line(text)
    if text and not title:
        raise UsageError(
            "bad_value",
            "Of blanks alone nothing of this name would be seen. Leave it quite empty for the "
            "name that the feed gives itself.",
        )
    return {"title": title}


def _read_address(text: str) -> FeedChange:
    read_address(text)
    return {"url": text}


_READERS: dict[str, Callable[[str], FeedChange]] = {
    "title": _read_title,
    "folder": lambda text: {"folder": folder_path(text)},
    "url": _read_address,
    "interval": lambda text: {"interval_s": (_number("interval", text, "auto") or 0) * _MINUTE_S},
    "user": lambda text: {"user": read_login(text.strip(), is_user=True)},
    "password": lambda text: {"password": read_login(text)},
    "header": lambda text: {"headers": dict([read_header(text)])},
    "keep-days": lambda text: {"keep_days": _number("keep-days", text, "default")},
    "keep-count": lambda text: {"keep_count": _number("keep-count", text, "default")},
    "keep-unread": _read_keep_unread,
}
