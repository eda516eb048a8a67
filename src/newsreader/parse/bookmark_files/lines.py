"""newsboat's bookmarks.txt: address, title, description and feed, with tabs between."""

from newsreader.domain.bookmark_file import BookmarkFile
from newsreader.parse.decoding import decode


def is_lines(head: str) -> bool:
    """Tell it by its first line: an address, a tab, a title."""
    first = head.lstrip("\ufeff\n\r ").partition("\n")[0]
    return first.startswith(("http://", "https://")) and "\t" in first


def read_lines(body: bytes) -> BookmarkFile:
    """Read one bookmark a line; empty lines count as nothing."""
    file = BookmarkFile()
    for number, line in enumerate(decode(body, "text/plain").text.split("\n"), 1):
        if not line.strip():
            continue
        url, title, description, feed = (*line.rstrip("\r").split("\t"), "", "", "")[:4]
        file.add(f"line {number}", url, title=title, description=description, feed_title=feed)
    return file
