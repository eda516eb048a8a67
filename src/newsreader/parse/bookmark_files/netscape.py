"""Bookmark files of browsers, of linkding, and Pocket's HTML: lists of links.

The Netscape format never had closing tags for items; only links, headings of folders and the
nesting of lists count here.
"""

import re
from html.parser import HTMLParser

from newsreader.domain.bookmark import State
from newsreader.domain.bookmark_file import BookmarkFile, read_moment
from newsreader.parse.decoding import decode

_NOTES = re.compile(r"\[linkding-notes\](.*?)(?:\[/linkding-notes\]|\Z)", re.DOTALL)
_ARCHIVED = "linkding:bookmarks.archived"
_BROWSERS_OWN = ("personal_toolbar_folder", "unfiled_bookmarks_folder")
"""Marks of folders that every browser has; their names say nothing."""
_LINK = re.compile(r"<a\s", re.IGNORECASE)
_BEGINS_TEXT = frozenset({"a", "dd", "h1", "h3"})
_ENDS_DESCRIPTION = frozenset({"dt", "dl", "a", "h1", "h3", "hr"})


def is_netscape(head: str) -> bool:
    """Tell a bookmark file of a browser by its beginning."""
    return "netscape-bookmark-file" in head or ("<dl" in head and "<dt" in head)


def is_pocket_html(head: str) -> bool:
    """Tell Pocket's list by its beginning."""
    return "time_added=" in head or "<title>pocket export" in head


def read_netscape(body: bytes) -> BookmarkFile:
    """Read a list of links, whatever its tags look like."""
    text = decode(body, "text/html").text
    reader = _Reader()
    reader.feed(text)
    reader.close()
    file = reader.finish()
    lost = len(_LINK.findall(text)) - len(file.bookmarks) - len(file.problems)
    for _ in range(lost):
        file.refuse("somewhere", "a link stands inside broken markup")
    return file


class _Reader(HTMLParser):
    """Collects links with the folders around and the description after them."""

    def __init__(self) -> None:
        super().__init__()
        self._file = BookmarkFile()
        self._folders: list[str] = []
        self._folder = ""  # named, and not yet opened
        self._is_browsers_own = False
        self._heading = ""
        self._link: dict[str, str] | None = None
        self._line = 0
        self._title = ""
        self._text: list[str] = []

    def finish(self) -> BookmarkFile:
        """End the last link and give what was found."""
        self._end_link()
        return self._file

    def set_cdata_mode(self, elem: str, **_options: bool) -> None:
        """Read on as ever: a title that says <script> must not swallow the rest."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a link, a folder or a list."""
        if tag in _ENDS_DESCRIPTION:
            self._end_link()
        if tag == "a":
            self._link = {name: value or "" for name, value in attrs}
            self._line = self.getpos()[0]
        elif tag == "dl":
            self._folders.append(self._folder)
            self._folder = ""
        elif tag == "h3":
            self._is_browsers_own = any(name in _BROWSERS_OWN for name, _ in attrs)
        if tag == "br":
            self._text.append("\n")
        elif tag in _BEGINS_TEXT:
            self._text.clear()

    def handle_endtag(self, tag: str) -> None:
        """End a title, the name of a folder or a list."""
        if tag == "dl":
            self._end_link()
            if self._folders:
                self._folders.pop()
        if tag not in _BEGINS_TEXT:
            return
        text = "".join(self._text).strip()
        if tag == "a":
            self._title = text
            self._text.clear()
        elif tag == "h1":
            self._heading = text
        elif tag == "h3":
            self._folder = "" if self._is_browsers_own else text

    def handle_data(self, data: str) -> None:
        """Collect text: of a title, of a heading, of a description."""
        self._text.append(data)

    def _end_link(self) -> None:
        """Take over the link that is open, with the text since its title as description."""
        link, self._link = self._link, None
        if link is None:
            return
        text = "".join(self._text).strip()
        note = _NOTES.search(text)
        place = f"line {self._line}"
        if not link.get("href") and link.get("feedurl"):
            self._file.refuse(place, f"it is a feed; follow it: newsreader add {link['feedurl']}")
            return
        tags = [*link.get("tags", "").split(","), "/".join(filter(None, self._folders))]
        self._file.add(
            place,
            link.get("href"),
            title=self._title,
            created_at=read_moment(link.get("add_date") or link.get("time_added")) or 0,
            changed_at=read_moment(link.get("last_modified")) or 0,
            opened_at=read_moment(link.get("last_visit")),
            description=_NOTES.sub("", text).strip(),
            note=note[1] if note else "",
            tags=tuple(tag for tag in tags if tag.strip() != _ARCHIVED),
            state=self._state(link, tags),
        )
        self._title = ""

    def _state(self, link: dict[str, str], tags: list[str]) -> State:
        """Say how far the reader was; a browser's bookmark without a word is no reading list."""
        if "time_added" in link:
            return State.DONE if "archive" in self._heading.lower() else State.INBOX
        is_to_read = link.get("toread") == "1" and _ARCHIVED not in tags
        return State.INBOX if is_to_read else State.DONE
