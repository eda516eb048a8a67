"""Which feed or folder is meant: by id, address, title, or the beginning of a title."""

from collections.abc import Iterable, Sequence

from newsreader.domain.errors import UsageError
from newsreader.domain.feed import Feed, Folder, folder_path
from newsreader.domain.text import fold
from newsreader.domain.urls import typed_url, without_userinfo

_MOST_NAMED = 5


def find_feed(feeds: Sequence[Feed], name: str, *, is_whole: bool = False) -> Feed:
    """Find the one feed a name means; ``is_whole``: the beginning of its title is not enough.

    Raises UsageError ``unknown_feed`` or ``ambiguous_feed``, whose sentence lists those it may be.
    """
    url = without_userinfo(typed_url(name)) if "." in name or ":" in name else ""
    for feed in feeds:
        if name == str(feed.id) or (url and feed.url in (name, url)):
            return feed
    folded = fold(name.strip())
    named = [feed for feed in feeds if fold(feed.title) == folded]
    if not named:
        named = [feed for feed in feeds if folded and fold(feed.title).startswith(folded)]
        if named and is_whole:
            may_be = _listed(f"{feed.title} ({feed.id})" for feed in named)
            raise UsageError("unknown_feed", f"No feed is called '{name}'. Did you mean {may_be}?")
    if len(named) == 1:
        return named[0]
    if not named:
        raise UsageError("unknown_feed", f"There is no feed '{name}'. See 'newsreader feeds'.")
    raise UsageError(
        "ambiguous_feed",
        f"'{name}' may be {_listed(f'{f.title} ({f.id})' for f in named)}. Use the number.",
    )


def find_folder(folders: Iterable[Folder], name: str) -> Folder:
    """Find the one folder a name means: its path ``News/Austria``, or its own name.

    Raises UsageError ``unknown_folder`` or ``ambiguous_folder``.
    """
    folded = fold("/".join(folder_path(name)))
    known = list(folders)
    named = [folder for folder in known if fold("/".join(folder.path)) == folded]
    named = named or [folder for folder in known if fold(folder.name) == folded]
    if len(named) == 1:
        return named[0]
    if not named:
        raise UsageError("unknown_folder", f"There is no folder '{name}'. See 'newsreader feeds'.")
    paths = _listed("/".join(folder.path) for folder in named)
    raise UsageError("ambiguous_folder", f"'{name}' may be {paths}. Use the whole path.")


def _listed(names: Iterable[str]) -> str:
    known = list(names)
    more = len(known) - _MOST_NAMED
    return ", ".join(known[:_MOST_NAMED]) + (f" or {more} more" if more > 0 else "")
