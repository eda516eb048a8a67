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
    """A feed of the demo, in the order of its OPML file."""

    title: str
    url: str
    site_url: str


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
    outlines = ET.fromstring(bundle[SUBSCRIPTIONS]).iter("outline")  # noqa: S314 - our own file
    return [
        Subscription(outline.get("text", ""), url, outline.get("htmlUrl", ""))
        for outline in outlines
        if (url := outline.get("xmlUrl"))
    ]


def _stamped(mark: re.Match[str], base: str, now: int) -> str:
    if mark[1] == "base":
        return base
    at = now - int(mark[3]) * _SECONDS[mark[4]]
    if mark[2] == "rfc822":
        return formatdate(at)
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
