"""The exceptions of the program: a stable code for machines, a sentence for people."""


class NewsreaderError(Exception):
    """Something went wrong that the reader should know about.

    ``code`` is stable and fit for a database column (``http_404``); ``str(error)`` is one
    sentence that says what happened and what to do next.
    """

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code

    def __reduce__(self) -> "tuple[type[NewsreaderError], tuple[str, str]]":
        """Let it travel between processes."""
        return type(self), (self.code, str(self))


class FetchError(NewsreaderError):
    """The network or the server did not give us the document."""


class ParseError(NewsreaderError):
    """The document is not something we can read."""


class StoreError(NewsreaderError):
    """The library file cannot be read or written."""


class ConfigError(NewsreaderError):
    """A setting is wrong; the sentence names file, line and key."""


class UsageError(NewsreaderError):
    """What was asked makes no sense: an unknown feed, an entry that is not there."""
