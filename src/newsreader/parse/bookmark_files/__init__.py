"""Files of bookmark programs: bytes in, bookmarks and problems out."""
