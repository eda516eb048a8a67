"""Regular expressions that are compiled when they are used first.

Those of the modules that the first screen imports take 4 ms to compile, and it uses hardly any.
"""

import re
from typing import Any, AnyStr, cast

_METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn")


class _Later:
    def __init__(self, text: str | bytes) -> None:
        self._text = text

    def __getattr__(self, name: str) -> Any:
        """Compile; from now on the methods are there, and nothing comes here any more."""
        compiled = re.compile(self._text)
        vars(self).update((method, getattr(compiled, method)) for method in _METHODS)
        return getattr(compiled, name)


def pattern(text: AnyStr) -> re.Pattern[AnyStr]:
    """Give what behaves as ``re.compile(text)``; a mistake in it is raised by its first use.

    >>> pattern("a+").sub("b", "caat")
    'cbt'
    """
    return cast("re.Pattern[AnyStr]", _Later(text))
