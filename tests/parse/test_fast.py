"""The fast path reads what feedparser would, or declines."""

import csv
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsreader.domain.parsed import ParsedFeed
from newsreader.parse.build import build_feed
from newsreader.parse.decoding import decode_markup
from newsreader.parse.fast import read_fast
from newsreader.parse.lenient import read_leniently

URL = "https://feeds.example/x/feed"
NOW = 1_790_000_000
OWN = sorted((Path(__file__).parents[1] / "data" / "feeds").glob("*.xml"))
CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "feeds"

RSS = "<rss version='2.0' {}><channel><title>F</title><item>{}</item></channel></rss>"
ATOM = "<feed xmlns='http://www.w3.org/2005/Atom' {}><title>F</title><entry>{}</entry></feed>"
NAMESPACES = (
    "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:media='http://search.yahoo.com/mrss/'"
    " xmlns:content='http://purl.org/rss/1.0/modules/content/'"
    " xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'"
    " xmlns:geo='http://www.w3.org/2003/01/geo/wgs84_pos#' xmlns:odd='urn:odd'"
    " xmlns:georss='http://www.georss.org/georss' xmlns:dcterms='http://purl.org/dc/terms/'"
)


def both(body: bytes) -> tuple[ParsedFeed, ParsedFeed] | None:
    data = decode_markup(body, "").data
    fast = read_fast(data)
    if fast is None:
        return None
    return build_feed(fast, URL, NOW), build_feed(read_leniently(data.decode()), URL, NOW)


def fields(feed: ParsedFeed) -> Iterator[tuple[str, object]]:
    """Give every field of a feed and its entries by name."""
    for name, value in feed._replace(entries=[], notes=[])._asdict().items():
        yield f"feed.{name}", value
    for number, entry in enumerate(feed.entries):
        for name, value in entry._asdict().items():
            if name == "extras":
                extras = json.loads(value)
                yield from ((f"{key} {number}", extras.get(key)) for key in EXTRAS)
            elif name != "content_hash":
                yield f"{name} {number}", value


EXTRAS = ("authors", "categories", "enclosures", "place", "image", "comments_url", "external_url",
          "source_title", "source_url", "language")  # fmt: skip


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_both_paths_agree_on_our_own_feeds(path: Path) -> None:
    results = both(path.read_bytes())
    if path.name == "broken.rss.xml":
        assert results is None
    else:
        assert results is not None
        assert dict(fields(results[0])) == dict(fields(results[1]))


ITEM_PARTS = [
    "<title>A &amp;amp; B</title>",
    "<title><![CDATA[ <b>A</b> ]]></title>",
    "<title type='html'>A &lt;i&gt;B&lt;/i&gt;</title>",
    "<title/><dc:title>D</dc:title>",
    "<dc:title>D</dc:title><title>T</title>",
    "<title>T</title><media:title>M</media:title>",
    "<media:title>M</media:title><title>T</title>",
    "<media:content url='a.mp4' type='video/mp4'><media:title>M</media:title></media:content>",
    "<link>https://a.example/1?a=1&amp;b=2</link>",
    "<link> /relative </link>",
    "<link/><guid>https://a.example/g</guid>",
    "<link>https://a.example/1</link><link>https://a.example/2</link>",
    "<link href='https://a.example/attribute'/>",
    "<link rel='enclosure' type='image/png'>https://a.example/i.png</link>",
    "<guid>relative</guid>",
    "<guid isPermaLink='false'>x</guid><guid isPermaLink='false'>y</guid>",
    "<pubDate>Mon, 06 May 2024 10:00:00 +0200</pubDate><dc:date>2024-05-07</dc:date>",
    "<dcterms:issued>2024-05-06T10:00:00Z</dcterms:issued>",
    "<description>one</description><description>the second one</description>",
    "<content:encoded>long long content</content:encoded><description>short</description>",
    "<description>short</description><content:encoded>long long content</content:encoded>",
    "<itunes:summary>longer summary of it</itunes:summary><description>short</description>",
    "<media:group><media:description>of the media</media:description></media:group>",
    "<description>d</description><media:description>longer than d</media:description>",
    "<description type='text/plain'>a &lt;b&gt; c</description>",
    "<author>a@b.example (Anna)</author>",
    "<author>Anna &lt;a@b.example&gt;</author>",
    "<dc:creator>Anna</dc:creator><dc:creator>Ben</dc:creator><itunes:author>Anna</itunes:author>",
    "<category>a</category><category domain='d'>b</category><category domain='d'/>",
    "<category term='t' label='l'/><dc:subject>s</dc:subject><media:keywords>k, l</media:keywords>",
    "<itunes:category text='News'/><itunes:keywords>a,,b</itunes:keywords>",
    "<enclosure url='/a.mp3' type='audio/mpeg' length='1'/><itunes:duration>1:01</itunes:duration>",
    "<itunes:image href='https://a.example/i.jpg'/><media:thumbnail url='https://a.example/t'/>",
    "<georss:point>1.5, 2.5</georss:point>",
    "<geo:lat>1.5</geo:lat><geo:long>2.5</geo:long>",
    "<geo:Point><geo:lat>1.5</geo:lat><geo:long>2.5</geo:long></geo:Point>",
    "<comments>https://a.example/c</comments><source url='https://s.example'>S</source>",
    "<odd:thing a='b'>x</odd:thing><odd:deep><odd:er>x</odd:er></odd:deep>",
    "<title>TÃ¼rkei</title><description>&#150; &#8211; â€“</description>",
]


@pytest.mark.parametrize("part", ITEM_PARTS)
def test_both_paths_agree_on_each_construct_of_rss(part: str) -> None:
    results = both(RSS.format(NAMESPACES, part).encode())
    assert results is not None
    assert dict(fields(results[0])) == dict(fields(results[1]))


ENTRY_PARTS = [
    "<title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>A <b>B</b></div></title>",
    "<title type='text'>A &amp;amp; &lt;b&gt;B&lt;/b&gt;</title>",
    "<link href='a'/><link rel='alternate' type='text/html' hreflang='de' href='b'/>",
    "<link type='application/json' href='j.json'/><id>https://a.example/id</id>",
    "<title>T</title><link rel='alternate' href=''/><id>urn:x</id>",
    "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>a<br/><i>b</i>c</div></content>",
    "<content type='xhtml'><p xmlns='http://www.w3.org/1999/xhtml'>a</p></content>",
    "<content type='html' xml:base='https://b.example/' xml:lang='de'>&lt;p&gt;a</content>",
    "<content src='https://a.example/c'/><summary>s</summary>",
    "<summary>text &lt;b&gt;with&lt;/b&gt; tags</summary>",
    "<author><name>A</name><uri>u</uri></author><author><name>B</name><email>b@c.de</email></author>",
    "<contributor><name>C</name></contributor><rights>R</rights>",
    "<published>2024-05-06T10:00:00Z</published><updated>2024-05-07T10:00:00Z</updated>",
    "<source><title>S</title><link href='https://s.example/'/><id>i</id></source>",
]


@pytest.mark.parametrize("part", ENTRY_PARTS)
@pytest.mark.parametrize("attribute", ["", "xml:base='https://base.example/d/' xml:lang='en'"])
def test_both_paths_agree_on_each_construct_of_atom(part: str, attribute: str) -> None:
    results = both(ATOM.format(attribute, part).encode())
    assert results is not None
    assert dict(fields(results[0])) == dict(fields(results[1]))


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE rss [<!ENTITY a 'b'>]>" + RSS.format("", "<title>&a;</title>"),
        RSS.format("", "<title>open"),
        RSS.format("", "<title>&nbsp;</title>"),
        "<html><body/></html>",
        "<feed xmlns='http://purl.org/atom/ns#'><entry><title>0.3</title></entry></feed>",
        "<rss version='2.0'><channel><title>none</title></channel></rss>",
        RSS.format("", "<description>raw <b>markup</b></description>"),
        RSS.format("", "<wrapper><title>hidden</title></wrapper>"),
        RSS.format("", "<image><url>x</url></image>"),
        RSS.format("", "<title type='application/octet-stream'>eA==</title>"),
        ATOM.format("xml:base='/relative/'", "<title>x</title>"),
        ATOM.format(
            "",
            "<content type='xhtml'>" + "<b>" * 300 + "</b>" * 300 + "</content>",
        ),
    ],
)
def test_what_is_not_certain_is_declined(text: str) -> None:
    assert read_fast(text.encode()) is None


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus of feeds is not here")
def test_both_paths_agree_on_real_feeds() -> None:
    """No known difference is left: at least 99 % of every field must stay equal."""
    with (CORPUS / "INDEX.tsv").open(encoding="utf-8") as index:
        names = [row["file"] for row in csv.DictReader(index, delimiter="\t")]
    total: Counter[str] = Counter()
    different: Counter[str] = Counter()
    documents = accepted = 0
    for name in names[::3]:  # a third, for time; benchmarks/parse.py compares all
        if name.endswith(".json"):
            continue
        documents += 1
        results = both((CORPUS / name).read_bytes())
        if results is None:
            continue
        accepted += 1
        fast, lenient = (dict(fields(feed)) for feed in results)
        for key in fast.keys() | lenient.keys():
            total[key.split()[0]] += 1
            different[key.split()[0]] += fast.get(key) != lenient.get(key)
    assert accepted / documents > 0.8
    assert {key: count for key, count in different.items() if count > total[key] / 100} == {}
