"""The starter catalogue: well-known feeds by language and topic, for a first look around."""

import csv
from importlib import resources
from typing import NamedTuple


class CatalogueFeed(NamedTuple):
    """A feed somebody may want to follow."""

    title: str
    url: str
    site: str
    language: str
    """Two letters, ``de``."""
    topic: str
    """In the language of the feed, ``Wirtschaft``."""


def load_catalogue() -> list[CatalogueFeed]:
    """Load the catalogue in its own order: by language, then by topic.

    Addresses come from public lists (NOTICE) and are unverified facts: a publisher may have moved
    its feed since. Adding one fetches it first, and says so if it is gone.
    """
    source = resources.files(__package__) / "catalogue.tsv"
    lines = source.read_text(encoding="utf-8").splitlines()
    return [CatalogueFeed(**row) for row in csv.DictReader(lines, delimiter="\t")]
