"""Documents made to harm: nothing hangs, nothing escapes, nothing is fetched."""

import re
import time

import pytest

from newsreader.domain.errors import ParseError
from newsreader.domain.parsed import ParsedFeed
from newsreader.parse.feed import parse_feed

NOW = 1_790_000_000
URL = "https://example.org/feed"
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\u200e\u200f\ufeff\ud800-\udfff]"
)
ATTACKS = [
    "\x1b[2J",
    "&#27;[2J",
    "&#x1B;]52;c;eA==&#7;",
    "&amp;#27;[2J",
    "&amp;amp;#x1b;[2J",
    "<![CDATA[&#27;[2J\x1b]]>",
    "\x9b2J",
    "&#155;2J",
    "&#xC290;",
    "\u202egpj",
    "&#x202E;gpj",
    "&amp;#8238;gpj",
    "a\x00b",
    "&#0;",
    "&#xD800;",
    "&#xd800 &#55296",
    "&#99999999999999999999;",
    "&#x110000;",
    "&#27 [2J",
    "&#x2028;",
    "&amp;lrm;&amp;ZeroWidthSpace;",
]
RSS = """<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>T {0}</title><link>https://a.example/{0}</link><language>{0}</language>
<item><title>T {0}</title><link>https://a.example/{0}</link><guid>g{0}</guid>
<dc:creator>C {0}</dc:creator><category>K {0}</category><comments>https://a.example/c{0}</comments>
<enclosure url="https://a.example/e" type="x"/><source url="https://s.example">S {0}</source>
<description>D {0}</description></item>{1}</channel></rss>"""


def texts(feed: ParsedFeed) -> list[str]:
    parts = [feed.title, feed.site_url or "", feed.language or "", *feed.notes]
    for entry in feed.entries:
        parts += [part for part in entry if isinstance(part, str)]
    return parts


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("ending", ["", "<broken>&nope"], ids=["well-formed", "broken"])
def test_no_control_character_survives(attack: str, ending: str) -> None:
    body = RSS.format(attack, ending).encode("utf-8", "surrogatepass")
    feed = parse_feed(body, "", URL, NOW)
    assert len(feed.entries) == 1
    assert not [text for text in texts(feed) if FORBIDDEN.search(text)]


@pytest.mark.parametrize("attack", ["\\u001b[2J", "\\u009b2J", "\\u202e", "\\ud800", "&#27;"])
def test_no_control_character_survives_json(attack: str) -> None:
    item = f'{{"id":"{attack}","title":"{attack}","content_html":"{attack}","url":"https://a/{attack}"}}'
    body = f'{{"version":"https://jsonfeed.org/version/1","title":"{attack}","items":[{item}]}}'
    feed = parse_feed(body.encode(), "", URL, NOW)
    assert len(feed.entries) == 1
    assert not [text for text in texts(feed) if FORBIDDEN.search(text)]


LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))


@pytest.mark.parametrize(
    "document",
    [
        f'<!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}]><rss><channel><item><title>x &l9;</title>'
        "</item></channel></rss>",
        '<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd">]><rss><channel><item><title>x &f;'
        "</title></item></channel></rss>",
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd"><rss><channel><item><title>x</title></item>'
        "</channel></rss>",
    ],
    ids=["billion laughs", "external entity", "external DTD"],
)
def test_entities_expand_to_nothing(document: str) -> None:
    (entry,) = parse_feed(document.encode(), "", URL, NOW).entries
    assert entry.title.startswith("x")
    assert len(entry.title) < 50
    assert "root:" not in entry.title


ATTRIBUTES = " ".join(f'a{i}="x"' for i in range(20_000))
BOMBS = {
    "attributes": f"<item {ATTRIBUTES}><title>x</title></item>",
    "attributes of a broken feed": f"<item {ATTRIBUTES}><title>x & y</title></item>",
    "attributes with brackets": f'<item b=">" {ATTRIBUTES}><title>x & y</title></item>',
    "nested elements": "<item><title>x</title>" + "<a>" * 20_000 + "</a>" * 20_000 + "</item>",
    "comments": f"<item><description><![CDATA[{'<!--' * 50_000}]]></description></item>",
    "open comments": f"<item><title>x</title></item>{'<!--' * 50_000}",
    "open tags": f"<item><title>{'<' * 50_000}</title></item><item><title>x",
    "open tags in a title": f"<item><title><![CDATA[{'<a ' * 50_000}]]></title></item>",
    "entities": f"<item><title>x</title><description>{'&amp;' * 50_000}</description></item>",
    "empty items": "<item/>" * 5_000,
    "one long line": f"<item><title>{'x' * 1_000_000}</title></item>",
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_read_in_time_and_bounded(name: str) -> None:
    body = f"<rss version='2.0'><channel>{BOMBS[name]}</channel></rss>".encode()
    started = time.process_time()
    try:
        feed = parse_feed(body, "", URL, NOW)
    except ParseError as error:
        assert error.code == "broken_feed"  # noqa: PT017 - either answer is right
        feed = ParsedFeed("", None, None, [], [])
    assert time.process_time() - started < 5
    assert len(feed.entries) <= 2_000
    assert all(len(text) <= 1_000_000 for text in texts(feed))
    assert all(len(entry.title) <= 2_000 for entry in feed.entries)
