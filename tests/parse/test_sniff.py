"""Telling documents apart by their beginning."""

import pytest

from newsreader.parse.sniff import sniff


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "empty"),
        (b"\0\0 \r\n", "empty"),
        (b"<rss version='2.0'>", "feed"),
        (b"\xef\xbb\xbf\n  <?xml version='1.0'?><!-- x --><?xml-stylesheet?><feed>", "feed"),
        (b"<atom:feed xmlns:atom='x'>", "feed"),
        (b"<rdf:RDF>", "feed"),
        (b"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss>", "feed"),
        ("<?xml version='1.0' encoding='utf-16'?><rss>".encode("utf-16"), "feed"),
        (b"Warning: deprecated in /x.php<br/><?xml version='1.0'?><rss>", "feed"),
        (b"<!-- x --><?xml version='1.0'?><?xml version='1.0'?><rss>", "feed"),
        (b" {\"version\"", "json"),
        (b"[{}]", "json"),
        (b"<!doctype HTML><p>the <rss> element", "html"),
        (b"<?xml version='1.0'?><html xmlns='x'>", "html"),
        (b"<script>location='/'</script>", "html"),
        (b"\x89PNG", "other"),
        (b"<opml>", "other"),
        (b"plain", "other"),
    ],
)  # fmt: skip
def test_the_beginning_tells_the_kind(body: bytes, kind: str) -> None:
    assert sniff(body) == kind


def test_a_long_beginning_without_a_tag_is_cheap() -> None:
    assert sniff(b"<!--" * 1_000_000) == "other"
