"""The bundled feeds: texts of our own, with dates that follow the clock.

The files in ``feeds/`` are plain feeds with two kinds of marks: ``{{base}}`` stands for the
server's address, ``{{rfc822 90m}}`` and ``{{rfc3339 2d}}`` for the time so long ago.
"""

import re
from datetime import UTC, datetime
from email.utils import formatdate
from functools import partial
from importlib import resources
from typing import NamedTuple
from xml.etree import ElementTree as ET

SUBSCRIPTIONS = "subscriptions.opml"
MEDIA_TYPES = {
    "rss": "application/rss+xml",
    "rdf": "application/rdf+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
    "opml": "text/x-opml",
}
_MARK = re.compile(r"\{\{(base|(rfc822|rfc3339) (\d+)([mhd]))\}\}")
_SECONDS = {"m": 60, "h": 3_600, "d": 86_400}


class Subscription(NamedTuple):
    """A feed that the demo follows."""

    title: str
    url: str
    site_url: str
    folder: str


def load_bundle(base: str, now: int) -> dict[str, str]:
    """Load all bundled files by name, stamped for a server at ``base`` and the time ``now``."""
    stamp = partial(_stamped, base=base, now=now)
    return {
        file.name: _MARK.sub(stamp, file.read_text(encoding="utf-8"))
        for file in (resources.files(__package__) / "feeds").iterdir()
        if file.name.rpartition(".")[2] in MEDIA_TYPES
    }


def subscriptions(bundle: dict[str, str]) -> list[Subscription]:
    """List the feeds that the demo follows; one of them is not in the bundle, on purpose."""
    folders = ET.fromstring(bundle[SUBSCRIPTIONS]).findall("body/outline")  # noqa: S314 - our own
    return [
        Subscription(
            feed.get("text", ""),
            feed.get("xmlUrl", ""),
            feed.get("htmlUrl", ""),
            folder.get("text", ""),
        )
        for folder in folders
        for feed in folder
    ]


def _stamped(mark: re.Match[str], base: str, now: int) -> str:
    if mark[1] == "base":
        return base
    at = now - int(mark[3]) * _SECONDS[mark[4]]
    if mark[2] == "rfc822":
        return formatdate(at)
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
