"""What a reader has set for one feed; a JSON column of the feed."""

import json
import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from newsreader.domain.errors import UsageError
from newsreader.domain.urls import is_as_trusted, origin

HIDDEN = "•••"
"""What is shown in place of a password or the value of a header."""

_LONGEST = 4_000
_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")  # a token of RFC 9110, 5.6.2
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
# What the connection and the conditional request are made of.
_OURS = frozenset(
    (
        "accept-encoding", "connection", "content-length", "expect", "host", "if-match",
        "if-modified-since", "if-none-match", "if-range", "if-unmodified-since", "keep-alive",
        "proxy-authorization", "proxy-connection", "range", "te", "trailer", "transfer-encoding",
        "upgrade",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FeedOptions:
    """Settings of one feed; what is not set follows the settings of all."""

    interval_s: int = 0
    """Fetch every so many seconds; 0: by the feed's own rhythm."""
    user: str = ""
    password: str = field(default="", repr=False)
    headers: dict[str, str] = field(default_factory=dict, repr=False)
    """Sent with every request for this feed, to its own host only."""
    keep_days: int | None = None
    """Retention by age; 0: keep everything, None: as for all feeds."""
    keep_count: int | None = None
    """Retention by number; 0: keep everything, None: as for all feeds."""
    keep_unread: bool | None = None
    """Whether unread entries stay whatever their age and number; None: as for all feeds."""

    given_for: str = field(default="", compare=False)
    """The origin that login and headers were given for; empty: wherever the feed is."""

    @property
    def has_secrets(self) -> bool:
        """Whether something is sent that only the feed's own host may know."""
        return bool(self.user or self.password or self.headers)

    def sent_to(self, url: str) -> "FeedOptions":
        """Give what may be sent to an address: nothing secret but to whom it was given for.

        The address may have moved on, and undo bring a login back that was for the former one.
        """
        if not self.given_for or is_as_trusted(url, self.given_for):
            return self
        return replace(self, user="", password="", headers={})

    @classmethod
    def from_url(cls, url: str) -> "FeedOptions":
        """Take user and password out of an address, which is shown and exported without them."""
        parts = urlsplit(url)
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        given_for = "://".join(origin(url)) if user or password else ""
        return cls(user=user, password=password, given_for=given_for)

    def to_json(self) -> str:
        """Write what is set."""
        values = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps(
            {k: v for k, v in values.items() if v or (v == 0 and k.startswith("keep"))},
            ensure_ascii=False,
        )

    @classmethod
    @lru_cache(64)  # nearly all feeds have none
    def from_json(cls, text: str) -> "FeedOptions":
        """Read what :meth:`to_json` wrote; unknown keys are ignored."""
        raw = json.loads(text)
        return cls(**{name: raw[name] for name in cls.__slots__ if name in raw})


def read_header(text: str) -> tuple[str, str]:
    """Read a header, ``name: value``, with the name as it is usually written.

    Raises UsageError ``bad_header``, whose sentence never holds the value: it may be a secret.

    >>> read_header("x-api-key:  abc ")
    ('X-Api-Key', 'abc')
    """
    name, colon, value = (part.strip(" \t") for part in text.partition(":"))
    if not colon or not _NAME.fullmatch(name):
        raise UsageError("bad_header", "Write a header as Name: value, as in X-Api-Key: abc.")
    name = "-".join(part.capitalize() for part in name.split("-"))
    if name.lower() in _OURS:
        raise UsageError("bad_header", f"{name} is set by the program itself, request by request.")
    if not value.isascii() or _CONTROL.search(value) or len(value) > _LONGEST:
        raise UsageError(
            "bad_header",
            f"The value of {name} must be one line of ASCII, of at most {_LONGEST} characters.",
        )
    return name, value


def read_login(text: str, *, is_user: bool = False) -> str:
    """Check the user name or the password of a login (RFC 7617, 2).

    Raises UsageError ``bad_login``, whose sentence does not hold what was typed.
    """
    what = "user name" if is_user else "password"
    if _CONTROL.search(text) or len(text) > _LONGEST:
        raise UsageError(
            "bad_login", f"A {what} is one line without control characters, and not that long."
        )
    if is_user and ":" in text:
        raise UsageError("bad_login", "A user name cannot hold a colon.")
    return text
