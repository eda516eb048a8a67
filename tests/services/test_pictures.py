"""The pictures of an article: in their order, each once."""

from collections.abc import Callable

import pytest

from factory import parsed_entry
from fakes.server import FakeServer
from newsreader.domain.entry import Enclosure, Extras
from newsreader.domain.errors import NewsreaderError
from newsreader.services.articles import Articles
from newsreader.services.library import Library
from newsreader.services.pictures import ArticlePicture, load_picture, pictures_of

HTML = """
<p>Text <img src="/a.jpg" alt="A boat"></p>
<blockquote><figure><img src="/b.jpg" alt="B"><figcaption>In the harbour</figcaption></figure>
</blockquote>
<ul><li><img src="/c.png" alt="C"></li></ul>
<p><img src="/a.jpg" alt="A boat"></p>
"""


def test_pictures_are_listed_once_with_caption_or_alternative_text(
    library: Library, feed_with: Callable[..., int]
) -> None:
    extras = Extras(
        enclosures=(
            Enclosure("https://example.org/d.jpg", "image/jpeg", title="Enclosed"),
            Enclosure("https://example.org/e.mp3", "audio/mpeg"),
        ),
        image="https://example.org/b.jpg",
    )
    feed_with("a", parsed_entry("1", html=HTML, extras=extras))
    article = Articles(library).open(1)
    assert article is not None
    feed_url = "https://a.example/feed"
    assert pictures_of(article) == [
        ArticlePicture("https://example.org/a.jpg", "A boat", feed_url),
        ArticlePicture("https://example.org/b.jpg", "In the harbour", feed_url),
        ArticlePicture("https://example.org/c.png", "C", feed_url),
        ArticlePicture("https://example.org/d.jpg", "Enclosed", feed_url),
    ]


async def test_public_feed_cannot_have_a_picture_fetched_from_the_readers_own_network() -> None:
    with FakeServer() as server:
        url = server.publish("/router", b"secret")
        with pytest.raises(NewsreaderError) as caught:
            await load_picture(ArticlePicture(url, "", "https://1.1.1.1/feed"), 10, 10)
    assert caught.value.code == "private_redirect"
    assert server.requests == []
