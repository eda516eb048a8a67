"""Which feed or folder a name means."""

import pytest

from newsreader.cli.naming import find_feed, find_folder
from newsreader.domain.errors import UsageError
from newsreader.domain.feed import Feed, Folder

FEEDS = [
    Feed(1, "https://orf.example/news", "ORF News"),
    Feed(2, "https://orf.example/sport", "ORF Sport"),
    Feed(3, "http://tuerkei.example/", "Türkei heute"),
    Feed(12, "https://two.example/2", "2"),
]


@pytest.mark.parametrize(
    ("name", "feed_id"),
    [
        ("1", 1),
        ("ORF News", 1),
        ("orf n", 1),
        ("turkei", 3),
        ("https://orf.example/sport", 2),
        ("orf.example/sport", 2),
        ("http://tuerkei.example/", 3),
        ("2", 2),
    ],
)
def test_a_feed_is_meant_by_id_address_or_beginning_of_its_title(name: str, feed_id: int) -> None:
    assert find_feed(FEEDS, name).id == feed_id


def test_an_ambiguous_name_lists_those_it_may_be() -> None:
    with pytest.raises(UsageError, match=r"'orf' may be ORF News \(1\), ORF Sport \(2\)\."):
        find_feed(FEEDS, "orf")


@pytest.mark.parametrize("name", ["", " ", "nothing", "https://orf.example/none"])
def test_an_unknown_name_is_told(name: str) -> None:
    with pytest.raises(UsageError, match="There is no feed"):
        find_feed(FEEDS, name)


def test_a_folder_is_meant_by_path_or_name() -> None:
    folders = [
        Folder(1, None, "News", ("News",)),
        Folder(2, 1, "Austria", ("News", "Austria")),
        Folder(3, None, "Sport", ("Sport",)),
        Folder(4, 3, "Austria", ("Sport", "Austria")),
    ]

    assert find_folder(folders, "news").id == 1
    assert find_folder(folders, "sport/austria").id == 4
    with pytest.raises(UsageError, match="'Austria' may be News/Austria, Sport/Austria"):
        find_folder(folders, "Austria")
    with pytest.raises(UsageError, match="There is no folder"):
        find_folder(folders, "Wetter")
