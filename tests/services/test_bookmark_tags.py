"""Suggested tags, and the shelves they make."""

from factory import NOW
from newsreader.domain.bookmark import Bookmark
from newsreader.domain.entry import Extras
from newsreader.domain.feed import NewFeed
from newsreader.services.bookmark_shelves import load_shelves, tag_shelves
from newsreader.services.bookmark_tags import suggest_tags
from newsreader.services.bookmarks import Words, bookmark_url
from newsreader.services.library import Library
from newsreader.store.bookmarks import save_bookmark
from newsreader.store.feeds import add_feed

FEED = "https://a.example/feed"


def test_tags_come_from_title_feed_folder_publisher_and_text(library: Library) -> None:
    write = library.database.write
    write(bookmark_url, "https://x.example/", NOW, Words(tags=("Eis", "wald", "meer"))).result()
    other = Bookmark(0, "https://y.example/", "", NOW, tags=("alpen",), feed_url=FEED)
    write(save_bookmark, other).result()
    new = Bookmark(
        0, "https://z.example/", "Das ewige Eis.", NOW, html="<p>Im <b>Wald</b>.</p>",
        feed_url=FEED, tags=("schon",), extras=Extras(categories=("Natur", "schon")).to_json(),
    )  # fmt: skip

    write(add_feed, NewFeed(FEED, folder=("Österreich",)), NOW).result()
    found = library.database.read(suggest_tags, new).result()
    assert found == ["Eis", "alpen", "Österreich", "Natur", "wald"]


def test_tags_make_a_tree_with_a_line_for_every_level() -> None:
    shelves = tag_shelves([("a", 2), ("a/b/c", 1), ("a/d", 3), ("ab", 1)])

    assert [(s.title, s.depth, s.bookmarks, s.view.tags[0]) for s in shelves] == [
        ("a", 0, 2, "a"), ("b", 1, 0, "a/b"), ("c", 2, 1, "a/b/c"), ("d", 1, 3, "a/d"),
        ("ab", 0, 1, "ab"),
    ]  # fmt: skip


def test_shelves_count_what_they_list(library: Library) -> None:
    library.database.write(bookmark_url, "https://x.example/", NOW, Words(tags=("t",))).result()
    shelves = library.database.read(load_shelves, NOW).result()

    counts = {shelf.title: shelf.bookmarks for shelf in shelves}
    assert counts == {
        "All": 1, "Inbox": 1, "Reading": 0, "Done": 0, "Starred": 0, "Snoozed": 0, "": 0, "t": 1,
    }  # fmt: skip
