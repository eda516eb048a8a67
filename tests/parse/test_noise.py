"""What is no part of the article is dropped; what only looks like it stays."""

import pytest

from newsreader.parse.html import elements, parse_html
from newsreader.parse.noise import is_hidden, is_share_row, is_tracker

SHARE = "<a href='https://www.facebook.com/sharer.php?u=x'>Facebook</a>"


@pytest.mark.parametrize(
    ("html", "is_row"),
    [
        (f"<p>{SHARE}</p>", True),
        (f"<p>{SHARE} <a href='https://wa.me/?text=x'>WhatsApp</a></p>", True),
        (f"<p>{SHARE} <a href='https://a.example/'>Quelle</a></p>", False),
        (f"<p>{SHARE} {'Ein langer Satz dazu. ' * 20}</p>", False),
        ("<p><a href='https://www.facebook.com/gemeinde'>Die Gemeinde</a></p>", False),
        ("<p>nichts</p>", False),
    ],
)
def test_a_row_for_sharing_is_told_from_text(html: str, is_row: bool) -> None:
    (node,) = elements(parse_html(html))
    assert is_share_row(node) is is_row


@pytest.mark.parametrize(
    "given", [{"hidden": None}, {"style": "DISPLAY : none"}, {"class": "sharedaddy x"}]
)
def test_hidden_elements_are_known(given: dict[str, str | None]) -> None:
    assert is_hidden(given)


@pytest.mark.parametrize("given", [{}, {"style": "color:red"}, {"class": "shared-history"}])
def test_visible_elements_are_known(given: dict[str, str | None]) -> None:
    assert not is_hidden(given)


def test_counters_are_known_by_size_or_host() -> None:
    assert is_tracker("https://x.example/a.gif", "1", "1")
    assert is_tracker("https://stats.wordpress.com/b.gif", "", "")
    assert not is_tracker("https://x.example/a.gif", "", "")
