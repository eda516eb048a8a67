"""Articles leave the library as files and into commands; nothing is overwritten."""

import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from factory import parsed_entry
from newsreader.domain.errors import NewsreaderError
from newsreader.services.articles import Article, Articles
from newsreader.services.library import Library
from newsreader.services.saving import pipe_article, save_article, suggested_name

HTML = '<p>Der <b>Fluss</b> <a href="/f">steigt</a>.</p><pre>x &lt; 1</pre>'


@pytest.fixture
def article(library: Library, feed_with: Callable[..., int]) -> Article:
    feed_with("a", parsed_entry("1", "Hochwasser: <Straße> & Türkei!", html=HTML))
    opened = Articles(library).open(1)
    assert opened is not None
    return opened


def test_name_is_made_of_the_headline(article: Article) -> None:
    assert suggested_name(article) == "hochwasser-strasse-turkei.md"


@pytest.mark.parametrize(
    ("ending", "expected"),
    [
        (".md", "Der **Fluss** [steigt](<https://example.org/f>)."),
        (".txt", "Der Fluss steigt[1]."),
        (".html", "<h1>Hochwasser: &lt;Straße&gt; &amp; Türkei!</h1>"),
    ],
)
def test_ending_of_the_name_chooses_the_format(
    article: Article, tmp_path: Path, ending: str, expected: str
) -> None:
    saved = save_article(article, tmp_path / f"a{ending}")
    text = saved.read_text(encoding="utf-8")
    assert expected in text
    assert "Hochwasser" in text


def test_file_that_is_there_is_left_alone(article: Article, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("mine")
    with pytest.raises(NewsreaderError, match="another name") as caught:
        save_article(article, path)
    assert caught.value.code == "file_exists"
    assert path.read_text() == "mine"


def test_unknown_ending_and_missing_folder_are_said_in_words(
    article: Article, tmp_path: Path
) -> None:
    with pytest.raises(NewsreaderError, match=r"\.md, \.txt"):
        save_article(article, tmp_path / "a.doc")
    with pytest.raises(NewsreaderError, match="was not saved"):
        save_article(article, tmp_path / "missing" / "a.md")


def test_command_gets_the_article_without_a_shell(article: Article, tmp_path: Path) -> None:
    script = "import sys; open(sys.argv[1], 'w').write(sys.stdin.read())"
    target = tmp_path / "out; rm -rf x"
    assert pipe_article(article, [sys.executable, "-c", script, str(target)]) == 0
    assert "**Fluss**" in target.read_text(encoding="utf-8")
    assert pipe_article(article, [sys.executable, "-c", "raise SystemExit(3)"]) == 3
    with pytest.raises(NewsreaderError, match="could not be started"):
        pipe_article(article, ["no-such-command-anywhere"])


def test_interrupting_the_command_does_not_interrupt_the_reader(article: Article) -> None:
    interrupt_both = "import os, signal; os.kill(os.getppid(), 2); os.kill(os.getpid(), 2)"
    before = signal.getsignal(signal.SIGINT)
    code = 0
    with suppress(KeyboardInterrupt):
        code = pipe_article(article, [sys.executable, "-c", interrupt_both])
    assert code == -signal.SIGINT
    assert signal.getsignal(signal.SIGINT) is before
