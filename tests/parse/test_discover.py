"""Feeds of web pages: declared, known and hinted at."""

import csv
from pathlib import Path

import pytest

from newsreader.parse.discover import find_feed_links, well_known_paths

PAGE = "https://example.org/blog/post.html"
PAGES = Path(__file__).parents[2].parent / "shared" / "corpus" / "html"


def head(*tags: str) -> str:
    return f"<!DOCTYPE html><html><head>{''.join(tags)}</head><body><p>Text</p></body></html>"


def link(
    href: str, kind: str = "application/rss+xml", title: str = "", rel: str = "alternate"
) -> str:
    return f'<link rel="{rel}" type="{kind}" title="{title}" href="{href}">'


def urls(html: str, page_url: str = PAGE, link_header: str = "") -> list[str]:
    return [found.url for found in find_feed_links(html, page_url, link_header)]


def test_declared_feeds_are_absolute_and_in_order() -> None:
    html = head(link("/feed.xml", title="Alles"), link("atom.xml", "application/atom+xml"))
    first, second = find_feed_links(html, PAGE)
    assert (first.url, first.title, first.kind) == ("https://example.org/feed.xml", "Alles", "rss")
    assert (second.url, second.kind) == ("https://example.org/blog/atom.xml", "atom")


def test_the_base_of_the_page_counts() -> None:
    html = head('<base href="/other/">', link("feed.xml"))
    assert urls(html) == ["https://example.org/other/feed.xml"]


@pytest.mark.parametrize(
    "kind",
    [
        "application/rss+xml; charset=utf-8",
        "APPLICATION/ATOM+XML",
        "application/feed+json",
        "text/xml",
    ],
)
def test_types_are_read_generously(kind: str) -> None:
    assert urls(head(link("/x", kind, rel="ALTERNATE home"))) == ["https://example.org/x"]


@pytest.mark.parametrize(
    "tag",
    [
        link("/oembed?url=x", "application/json+oembed"),
        link("/oembed?format=xml", "text/xml"),
        link("/style.css", "text/css", rel="stylesheet"),
        link("/en", "text/html"),
        link("javascript:alert(1)"),
        link(""),
    ],
)
def test_other_alternates_are_no_feeds(tag: str) -> None:
    assert urls(head(tag)) == []


def test_the_interface_of_wordpress_tells_of_its_feed_but_is_none() -> None:
    html = head(link("/wp-json/wp/v2/posts/1", "application/json"))
    assert urls(html) == ["https://example.org/feed/"]


def test_comments_and_podcasts_come_last() -> None:
    html = head(
        link("/comments/feed/", title="Kommentare"),
        link("/podcast.xml", title="Podcast"),
        link("/feed/", title="Artikel"),
    )
    assert urls(html) == [
        "https://example.org/feed/",
        "https://example.org/podcast.xml",
        "https://example.org/comments/feed/",
    ]


def test_one_feed_under_two_names_is_one() -> None:
    html = head(
        link("/feed"), link("/feed/", "application/atom+xml"), link("http://example.org/feed")
    )
    assert len(urls(html)) == 1


def test_titles_lose_entities_and_controls() -> None:
    (found,) = find_feed_links(head(link("/f", title="A &amp; B&#27;[2J \u202e")), PAGE)
    assert found.title == "A & B[2J"


def test_the_link_header_is_read() -> None:
    feed = '</feed.xml>; rel="alternate"; type="application/rss+xml"; title="A, B"'
    header = f'</>; rel="canonical", {feed}'
    (found,) = find_feed_links(head(), PAGE, header)
    assert (found.url, found.title) == ("https://example.org/feed.xml", "A, B")


def test_anchors_are_a_hint_where_nothing_is_declared() -> None:
    html = """<body><a href="/about">Wir</a><a href="/rss.xml">RSS</a>
        <a href="/newsfeeder">x</a><a href="mailto:rss@example.org">RSS</a></body>"""
    assert urls(html) == ["https://example.org/rss.xml"]


@pytest.mark.parametrize(
    ("page", "html", "expected"),
    [
        (
            "https://www.youtube.com/@anna",
            '"externalId":"UCabcdefghijklmnopqrstuv"',
            "https://www.youtube.com/feeds/videos.xml?channel_id=UCabcdefghijklmnopqrstuv",
        ),
        (
            "https://www.youtube.com/playlist?list=PL123",
            "",
            "https://www.youtube.com/feeds/videos.xml?playlist_id=PL123",
        ),
        ("https://github.com/o/r/tags", "", "https://github.com/o/r/tags.atom"),
        ("https://github.com/o/r", "", "https://github.com/o/r/releases.atom"),
        ("https://old.reddit.com/r/news/top", "", "https://old.reddit.com/r/news/.rss"),
        ("https://social.example/@anna", "<p>Mastodon</p>", "https://social.example/@anna.rss"),
        ("https://bsky.app/profile/anna.example", "", "https://bsky.app/profile/anna.example/rss"),
        ("https://medium.com/@anna", "", "https://medium.com/feed/@anna"),
        ("https://anna.substack.com/p/x", "", "https://anna.substack.com/feed"),
        ("https://example.org/a/b", "<img src='/wp-content/x.png'>", "https://example.org/feed/"),
    ],
)
def test_known_sites_have_known_feeds(page: str, html: str, expected: str) -> None:
    assert urls(html, page)[0] == expected


@pytest.mark.parametrize(
    "html", ["", "<", "<![foo[", "<a href", "\x00\xff", "<base href='http://[::1/'>"]
)
def test_a_broken_page_has_no_feeds_and_does_no_harm(html: str) -> None:
    assert urls(html) == []
    assert urls(html, "not an address") == []


def test_well_known_paths_belong_to_the_site() -> None:
    paths = well_known_paths(PAGE)
    assert "https://example.org/feed/" in paths
    assert all(path.startswith("https://example.org/") for path in paths)
    assert well_known_paths("nonsense") == []


@pytest.mark.skipif(not PAGES.exists(), reason="the corpus of pages is not here")
def test_real_pages_with_feeds_give_them_and_comments_never_first() -> None:
    with (PAGES / "INDEX.tsv").open(encoding="utf-8") as index:
        rows = list(csv.DictReader(index, delimiter="\t"))
    for row in rows:
        found = find_feed_links((PAGES / row["file"]).read_bytes(), PAGE)
        assert len(found) >= min(int(row["feed_links_by_regex"]), 1), row["file"]
        assert not found or "/comments/" not in found[0].url, row["file"]
