"""Leaving out what is known changes nothing: held against reading whole documents."""

import json
import random
import tracemalloc

import pytest

from newsreader.domain.parsed import ParsedEntry, ParsedFeed
from newsreader.domain.schedule import Schedule
from newsreader.parse.feed import parse_feed
from newsreader.parse.known import cut

NOW = 1_790_000_000
URL = "https://example.org/feed"


def item(name: str, body: str = "Text", guid: str | None = None) -> str:
    return (
        f"<item><title>{name}</title><link>https://example.org/{name}</link>"
        f"<guid>{guid or name}</guid><pubDate>Mon, 07 Sep 2026 10:00:00 +0200</pubDate>"
        f"<description>{body}</description></item>"
    )


def rss(*items: str, head: str = "") -> str:
    return f"<rss version='2.0'><channel><title>T</title>{head}{''.join(items)}</channel></rss>"


def read(document: str, note: str = "", url: str = URL) -> ParsedFeed:
    return parse_feed(document.encode(), "", url, NOW, note)


def read_next(first: str, second: str) -> ParsedFeed:
    """Read two documents of a feed and give what came of the second."""
    return read(second, read(first).note)


def guids(parsed: ParsedFeed) -> list[str]:
    return [entry.guid for entry in parsed.entries]


def test_only_the_first_and_new_items_are_read_again() -> None:
    parsed = read_next(rss(item("b"), item("a")), rss(item("d"), item("c"), item("b"), item("a")))
    assert guids(parsed) == ["d", "c"]
    assert set(parsed.unchanged) == {"b", "a"}


def test_a_changed_item_is_read_again() -> None:
    first = rss(item("c"), item("b"), item("a"))
    parsed = read_next(first, rss(item("c"), item("b", "Other text"), item("a")))
    assert guids(parsed) == ["c", "b"]


def test_items_without_news_stay_known_from_document_to_document() -> None:
    second = read_next(rss(item("b"), item("a")), rss(item("c"), item("b"), item("a")))
    third = read(rss(item("d"), item("c"), item("b"), item("a")), second.note)
    assert guids(third) == ["d"]
    assert set(third.unchanged) == {"a", "b", "c"}


@pytest.mark.parametrize(
    "head", ["<language>de</language>", "<title>T</title></channel><channel xml:lang='de'>"]
)
def test_what_counts_inside_all_items_makes_all_unknown(head: str) -> None:
    parsed = read_next(rss(item("b"), item("a")), rss(item("b"), item("a"), head=head))
    assert not parsed.unchanged


def test_another_address_makes_all_items_unknown() -> None:
    document = rss(item("b"), item("a"))
    assert not read(document, read(document).note, "https://example.net/feed").unchanged


@pytest.mark.parametrize(
    "new",
    [
        item("c", guid="a"),
        item("a", guid="c"),
        item("c").replace("+0200", ""),
        "<item><title>a</title><link>https://example.org/a</link></item>",
        item("c", "<![CDATA[ <item></item> ]]>"),
        item("c", "<item></item>"),
        "<!-- <item></item> -->" + item("c"),
        item("c") + item("c"),
    ],
)
def test_where_the_others_count_the_whole_document_is_read(new: str) -> None:
    parsed = read_next(rss(item("b"), item("a")), rss(new, item("b"), item("a")))
    assert not parsed.unchanged


@pytest.mark.parametrize(
    "odd",
    [
        item("a", "<![CDATA[ </item> ]]>"),
        item("a", "<!-- </item> -->"),
        "<!--" + item("x") + "-->" + item("a"),
        item("a", "A &nbsp; B"),
    ],
)
def test_items_in_doubt_are_not_noted(odd: str) -> None:
    parsed = read_next(rss(item("b"), odd), rss(item("c"), item("b"), odd))
    assert guids(parsed) == ["c", "b", "a"]


@pytest.mark.parametrize(
    "document",
    [
        "",
        "<rss>",
        rss(),
        rss(item("a")[:-1]),
        rss(item("a")) * 2,
        rss(item("a"), "<item/>"),
        rss("<item/>", item("a", "<!-- </item><item> -->")),
    ],
)
def test_what_cannot_be_cut_is_left_whole(document: str) -> None:
    assert cut(document.encode(), URL) is None


def test_a_flood_of_items_takes_no_more_memory_than_the_document() -> None:
    flood = b"<rss>" + b"<item></item>" * 100_000
    tracemalloc.start()
    try:
        assert cut(flood, URL) is None
        assert tracemalloc.get_traced_memory()[1] < len(flood)
    finally:
        tracemalloc.stop()


def test_a_document_is_cut_without_losing_a_letter() -> None:
    document = rss(item("b"), "\n", item("a"), "end")
    markup = cut(document.encode(), URL)
    assert markup is not None
    after = [part for pair in zip(markup.items, markup.between[1:], strict=True) for part in pair]
    assert markup.between[0] + b"".join(after) == document.encode()


@pytest.mark.parametrize("seed", range(200))
def test_known_items_make_no_difference(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - invents feeds
    items: list[str] = []
    note, before = "", dict[str, ParsedEntry]()
    for _ in range(5):
        items = _next_items(chance, items)
        document = rss(*items)
        whole, part = read(document), read(document, note)
        _assert_same(whole, part, before)
        note, before = part.note, {entry.guid: entry for entry in whole.entries}


def _assert_same(whole: ParsedFeed, part: ParsedFeed, before: dict[str, ParsedEntry]) -> None:
    kept = [entry for entry in whole.entries if entry.guid not in part.unchanged]
    assert part.entries == kept
    assert part[:3] == whole[:3]
    assert part[4:8] == whole[4:8]
    stored = {guid: before[guid] for guid in part.unchanged}
    assert stored == {entry.guid: entry for entry in whole.entries if entry.guid in part.unchanged}
    assert Schedule().after_document(part, NOW) == Schedule().after_document(whole, NOW)
    if part.note and whole.note:
        assert sorted(json.loads(part.note)) == sorted(json.loads(whole.note))


def _next_items(chance: random.Random, items: list[str]) -> list[str]:
    """Give what a publisher might have made of the items since: some new, changed, gone, moved."""
    kept = [one for one in items if chance.random() < 0.9]
    kept = [one.replace("Text", "text") if chance.random() < 0.1 else one for one in kept]
    if chance.random() < 0.1:
        chance.shuffle(kept)
    return [_any_item(chance) for _ in range(chance.randint(1, 3))] + kept


def _any_item(chance: random.Random) -> str:
    """Give an item that may share guid and link with others, or lack them."""
    number = chance.choice([chance.randrange(10), chance.randrange(10**6)])
    parts = [
        (0.8, f"<guid isPermaLink='false'>g{number}</guid>"),
        (0.9, f"<link>https://example.org/{number}</link>"),
        (0.9, f"<title>Title {number}</title>"),
        (0.9, f"<pubDate>Mon, 07 Sep 2026 10:{number % 60:02}:00 +0200</pubDate>"),
        (0.9, f"<description>Text {number}</description>"),
        (0.02, "<comments>&nbsp;</comments>"),
        (0.02, "<description><![CDATA[</item>]]></description>"),
    ]
    return "".join(["<item>", *(part for odds, part in parts if chance.random() < odds), "</item>"])
