"""What a publisher changed in an article since it first came."""

import sqlite3
from dataclasses import replace

from newsreader.domain.difference import difference, differing_paragraphs
from newsreader.domain.document import Block, Document, Growing, Heading, LinkList, Paragraph
from newsreader.domain.entry import Entry
from newsreader.layout.lines import Options
from newsreader.layout.text import render_text
from newsreader.services.articles import Article
from newsreader.store.entries import load_entry, load_revisions

_ONE_LINE = 1_000_000
"""A width at which every paragraph is one line."""


def load_difference(db: sqlite3.Connection, entry_id: int) -> Article | None:
    """Give an article as the difference to the version before; None if there is none.

    Words that went are struck out, words that came are marked.
    """
    entry = load_entry(db, entry_id)
    revisions = load_revisions(db, entry_id) if entry is not None else []
    if entry is None or not revisions:
        return None
    _, title, html = revisions[0]
    return Article(entry, _difference(entry, title, html))


def _difference(entry: Entry, former_title: str, former_html: str) -> Document:
    before = _paragraphs(replace(entry, html=former_html))
    after = _paragraphs(entry)
    blocks: list[Block] = []
    if former_title != entry.title:
        blocks.append(Heading(2, difference(former_title, entry.title)))
    blocks += map(Paragraph, differing_paragraphs(before, after))
    return Document(Growing(blocks), Growing(()), LinkList())


def _paragraphs(entry: Entry) -> list[str]:
    from newsreader.parse.document import build_document

    document = build_document(entry.html, entry.base_url, entry.extras.language)
    text = render_text(document, _ONE_LINE, Options(has_references=False))
    return [line for line in text.splitlines() if line.strip()]
