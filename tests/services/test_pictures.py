"""The pictures of an article: in their order, each once."""

from collections.abc import Callable

from factory import parsed_entry
from newsreader.domain.entry import Enclosure, Extras
from newsreader.services.articles import Articles
from newsreader.services.library import Library
from newsreader.services.pictures import ArticlePicture, pictures_of

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
    assert pictures_of(article) == [
        ArticlePicture("https://example.org/a.jpg", "A boat"),
        ArticlePicture("https://example.org/b.jpg", "In the harbour"),
        ArticlePicture("https://example.org/c.png", "C"),
        ArticlePicture("https://example.org/d.jpg", "Enclosed"),
    ]
