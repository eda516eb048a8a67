"""What came of asking for a document: values, never exceptions."""

from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a publisher's answer we put up with. Sizes in bytes, times in seconds."""

    body_size: int = 10_000_000
    """After decoding."""
    total_s: float = 30.0
    """From the first packet to the last, redirects included."""
    connect_s: float = 10.0
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Ask:
    """A document to ask for; ``etag`` and ``last_modified`` exactly as they came."""

    url: str
    etag: str | None = None
    last_modified: str | None = None
    user: str = ""
    password: str = field(default="", repr=False)
    """For HTTP basic authentication; so is a user and password inside ``url``."""
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """More headers, sent to the host of ``url`` only."""
    named_by: str = ""
    """The page that named the address; empty if the reader did. A public page cannot name one
    inside the reader's own network."""
    stays_packed: bool = False
    """Give the body as it travels; whoever reads it unpacks it, within the limit."""


class Validators(NamedTuple):
    """What makes the next request conditional, to be sent back verbatim."""

    etag: str | None = None
    last_modified: str | None = None


class Fetched(NamedTuple):
    """The server sent the document."""

    url: str
    """Where it was found in the end, without user and password."""
    body: bytes
    content_type: str
    validators: Validators
    fresh_s: int
    """For how long the server says that asking again is useless (max-age, Expires); 0 if not."""
    moved_to: str | None
    """The new address when all redirects were permanent (301, 308)."""
    link: str
    """The Link header."""
    wire_size: int
    """Bytes of the body as they travelled."""
    status: int = 200
    encoding: str = ""
    """How ``body`` is packed still, empty: it is not."""


class NotModified(NamedTuple):
    """The document is the one we have."""

    validators: Validators
    fresh_s: int
    moved_to: str | None
    status: int = 304


class Failed(NamedTuple):
    """No document: a stable code and one sentence, what happened and what to do."""

    code: str
    sentence: str
    status: int | None = None
    retry_after_s: int | None = None
    """The server's wish; None if it had none."""
    host: str = ""
    """Who answered, where somebody did."""


Answer = Fetched | NotModified | Failed
