"""Images and players become a line that says what they are."""

import pytest

from newsreader.parse.html import elements, parse_html
from newsreader.parse.media import Image, Player, read_image, read_player

BASE = "https://example.org/a/"


@pytest.mark.parametrize(
    ("html", "image"),
    [
        ("<img src='b.jpg' alt=' Ein\nBoot '>", Image("Ein Boot", f"{BASE}b.jpg", False)),
        ("<img src='b.jpg' title='Titel'>", Image("Titel", f"{BASE}b.jpg", False)),
        ("<img src='data:x' data-src='/c.jpg'>", Image("", "https://example.org/c.jpg", False)),
        ("<img src='data:x' alt='Nur Text'>", Image("Nur Text", "", False)),
        ("<img src='x.png' class='wp-smiley' alt='🙂'>", Image("🙂", f"{BASE}x.png", True)),
        ("<img src='javascript:x()' alt='a'>", Image("a", "", False)),
        ("<img src='data:x'>", None),
        ("<img>", None),
        ("<img src='t.gif' width=1 height=1 alt='x'>", None),
        ("<img src='https://pixel.wp.com/b.gif'>", None),
    ],
)
def test_an_image_is_read(html: str, image: Image | None) -> None:
    (node,) = elements(parse_html(html))
    assert read_image(node, BASE) == image


@pytest.mark.parametrize(
    ("html", "player"),
    [
        (
            "<iframe src='//www.youtube-nocookie.com/embed/abcdefghijk?rel=0'></iframe>",
            Player("video", "YouTube", "https://www.youtube.com/watch?v=abcdefghijk"),
        ),
        (
            "<iframe src='https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/a/b'></iframe>",
            Player("audio", "SoundCloud", "https://soundcloud.com/a/b"),
        ),
        (
            "<iframe src='https://karte.example/x' title='Karte'></iframe>",
            Player("page", "Karte", "https://karte.example/x"),
        ),
        (
            "<video><source src='film.webm'></video>",
            Player("video", "film.webm", f"{BASE}film.webm"),
        ),
        ("<iframe src='about:blank'></iframe>", None),
        ("<video></video>", None),
    ],
)
def test_a_player_is_read(html: str, player: Player | None) -> None:
    (node,) = elements(parse_html(html))
    assert read_player(node, BASE) == player
