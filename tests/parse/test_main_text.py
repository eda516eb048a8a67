"""Finding the article of a page."""

import gzip
import json
from pathlib import Path

import pytest

from newsreader.parse.main_text import main_text
from pages import PAGE, SENTENCES

CORPUS = Path(__file__).parents[2].parent / "shared" / "fulltext"


def test_the_article_is_kept_and_what_stands_around_it_is_not() -> None:
    html = main_text(PAGE, "https://paper.example/river")

    for sentence in SENTENCES:
        assert sentence in html
    for noise in ("Sport", "Most read", "recipes", "newsletter", "tracking"):
        assert noise not in html


def test_tables_pictures_captions_and_links_of_the_article_stay() -> None:
    html = main_text(PAGE, "https://paper.example/river")

    for part in ("412 cm", "Lower Town", "/bridge.jpg", "The bridge at dawn", 'href="/town"'):
        assert part in html


def test_a_heading_that_says_the_title_again_is_left_out() -> None:
    html = main_text(PAGE, "https://paper.example/river", "The river rose | Paper")

    assert "The river rose</h1>" in main_text(PAGE, "https://paper.example/river")
    assert "The river rose</h1>" not in html
    assert SENTENCES[0] in html


def test_what_a_page_holds_twice_is_kept_once() -> None:
    paragraphs = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    page = f"<body><article>{paragraphs}</article><div hidden>{' '.join(SENTENCES)}</div>"

    assert main_text(page, "").count(SENTENCES[0]) == 1


def test_soft_hyphens_do_not_hide_the_article() -> None:
    soft = [
        s.replace("meadows", "mea\u00addows").replace("cattle", "cat\u00adtle") for s in SENTENCES
    ]
    page = f"<body><article>{''.join(f'<p>{s}</p>' for s in soft)}</article>"

    assert soft[0] in main_text(page, "")


@pytest.mark.parametrize(
    "page", ["", "<p>Short.</p>", "<body><script>alert(1)</script>", "<" * 500]
)
def test_a_page_without_an_article_has_none(page: str) -> None:
    assert main_text(page, "") == ""


@pytest.mark.skipif(not CORPUS.exists(), reason="the pages of publishers are not in the package")
def test_real_pages_keep_what_must_appear() -> None:
    index = json.loads((CORPUS / "index.json").read_text(encoding="utf-8"))["pages"]
    pages = [page for page in index if page["kind"] == "segments"]
    kept = lost = strange = 0
    for page in pages:
        raw = gzip.decompress((CORPUS / "pages" / f"{page['name']}.html.gz").read_bytes()).decode()
        text = " ".join(main_text(raw, page["url"]).split())
        found = sum(" ".join(segment.split()) in text for segment in page["with"])
        kept, lost = kept + found, lost + len(page["with"]) - found
        strange += sum(" ".join(segment.split()) in text for segment in page["without"])

    assert kept / (kept + lost) > 0.85
    assert strange <= 3
