"""The beginning of a long article, read before the rest."""

from concurrent.futures import ThreadPoolExecutor
from itertools import islice

from newsreader.domain.document import Growing
from newsreader.parse.document import build_document, build_head

PARAGRAPHS = "".join(
    f"<p>Paragraph {n} about <a href='https://one.example/{n}'>the river</a>.</p>"
    for n in range(400)
)


def test_the_head_is_the_beginning_of_the_whole_with_the_same_links() -> None:
    whole, head = build_document(PARAGRAPHS), build_head(PARAGRAPHS)
    assert head is not None
    begun = list(head.blocks)
    assert 20 < len(begun) < 400
    assert begun == list(islice(whole.blocks, len(begun)))
    assert list(head.links) == list(islice(whole.links, len(head.links)))


def test_a_short_article_has_no_head() -> None:
    assert build_head("<p>Short.</p>") is None


def test_a_sequence_can_be_made_by_several_threads_at_once() -> None:
    growing = Growing(iter(range(5_000)))
    assert not growing.is_complete
    with ThreadPoolExecutor(4) as threads:
        readings = list(threads.map(lambda _: list(growing), range(4)))
    assert all(reading == list(range(5_000)) for reading in readings)
    assert growing.is_complete
