"""A document as plain text of a given width."""

from newsreader.domain.document import Document
from newsreader.layout.layout import Layout
from newsreader.layout.lines import DEFAULT_OPTIONS, Options


def render_text(document: Document, width: int, options: Options = DEFAULT_OPTIONS) -> str:
    """Write an article as it looks on the screen, without colours."""
    layout = Layout(document, width, options)
    layout.lay_all()
    return "".join(line.text.rstrip() + "\n" for line in layout.lines)
