"""What settings and terminal mean for articles."""

from newsreader.config.model import ReadingSettings
from newsreader.layout.lines import ASCII_GLYPHS, DEFAULT_OPTIONS
from newsreader.layout.text import render_text
from newsreader.parse.document import build_document
from newsreader.ui.article_options import article_measure, article_options
from newsreader.ui.terminal import Terminal

HTML = (
    '<p>One.</p><img src="/a.png" alt="A pier"><p>Two, <a href="/b">linked</a>.</p>'
    '<blockquote><img src="/b.png" alt="A boat"><p>Said.</p></blockquote>'
)


def shown(settings: ReadingSettings, terminal: Terminal | None = None) -> str:
    document = build_document(HTML, "https://example.org/")
    return render_text(document, 40, article_options(settings, terminal or Terminal()))


def test_the_defaults_are_those_of_the_layout() -> None:
    assert article_options(ReadingSettings(), Terminal()) == DEFAULT_OPTIONS


def test_pictures_can_be_left_out_without_a_gap() -> None:
    assert "A pier" in shown(ReadingSettings())
    assert "A boat" in shown(ReadingSettings())
    assert shown(ReadingSettings(images="off")).startswith("One.\n\nTwo, linked[2].\n\n▎ Said.\n")


def test_link_numbers_can_be_left_out() -> None:
    assert "[1]" not in shown(ReadingSettings(link_numbers=False))


def test_a_terminal_of_ascii_gets_signs_of_ascii() -> None:
    assert article_options(ReadingSettings(), Terminal(encoding="ascii")).glyphs == ASCII_GLYPHS
    assert shown(ReadingSettings(), Terminal(encoding="ascii")).isascii()


def test_no_measure_is_the_whole_pane() -> None:
    assert article_measure(ReadingSettings(measure=60)) == 60
    assert article_measure(ReadingSettings(measure=0)) > 500
