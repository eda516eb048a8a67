"""``newsreader bookmark``: save, list, tag, annotate, check and remove bookmarks."""

import argparse
import asyncio
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from newsreader.cli import bookmark_edit, notices, output
from newsreader.cli.bookmark_edit import load
from newsreader.cli.commands.list import positive
from newsreader.cli.notices import ExitCode
from newsreader.cli.session import Session, open_session
from newsreader.domain.bookmark import Bookmark, State, tag_names
from newsreader.domain.bookmark_view import BookmarkView, parse_bookmark_query
from newsreader.domain.errors import UsageError
from newsreader.domain.wording import counted
from newsreader.services import bookmarks
from newsreader.services.bookmark_index import index_bookmarks
from newsreader.services.bookmark_records import (
    BOOKMARK_FIELDS,
    bookmark_record,
    iterate_bookmarks,
)
from newsreader.store import bookmarks as store
from newsreader.store.bookmark_lists import load_bookmark_spine

_QUERY = """\
A query is words and terms: #tag (or tag:"two words"), -#tag, state:done, is:starred,
is:snoozed, is:untagged, is:broken, is:annotated, feed:orf. The last word may be a beginning."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command and what it can do."""
    parser.epilog = (
        "examples:\n"
        "  newsreader bookmark add https://example.org/a --tag glacier\n"
        "  newsreader bookmark list '#glacier is:starred'\n"
        "  newsreader bookmark list --json | jq -r '.[].url'"
    )
    actions = parser.add_subparsers(metavar="ACTION", required=True)

    def action(name: str, run: Callable[..., int], summary: str) -> argparse.ArgumentParser:
        added = actions.add_parser(
            name,
            help=summary,
            description=summary,
            allow_abbrev=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        added.set_defaults(action=run)
        return added

    add = action("add", _add, "Save pages by address, or entries by number.")
    add.add_argument("pages", metavar="URL|ID", nargs="+", help="or - for a list on stdin")
    add.add_argument("--title", metavar="T", default="", help="your own title")
    add.add_argument("--tag", metavar="T", action="append", default=[], help="may be repeated")
    add.add_argument("--note", metavar="N", default="", help="a note, Markdown")
    add.add_argument("--no-fetch", action="store_true", help="do not ask for title and copy")
    add.add_argument("--pictures", action="store_true", help="keep the pictures with the copy")

    listing = action("list", _list, "List bookmarks, the latest first.")
    _add_query(listing)
    listing.add_argument("--limit", metavar="N", type=positive, help="at most so many")
    form = listing.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print a JSON array (docs/bookmarks.md)")
    form.add_argument("--tsv", action="store_true", help="print tab-separated values")

    show = action("show", _show, "Show the saved copy of a page, with its note.")
    show.add_argument("id", metavar="ID", type=positive)
    show.add_argument(
        "--html", action="store_true", help="print the HTML instead: the whole page as it was"
    )

    remove = action("remove", bookmark_edit.remove, "Remove bookmarks with their copies.")
    remove.add_argument("ids", metavar="ID", nargs="+", type=positive)

    tag = action("tag", bookmark_edit.tag, "Add tags to a bookmark, or take them away.")
    tag.add_argument("id", metavar="ID", type=positive)
    tag.add_argument("tags", metavar="TAG", nargs="+", help="+TAG or TAG adds, ^TAG takes away")

    note = action("note", bookmark_edit.note, "Print the note of a bookmark, or write it.")
    note.add_argument("id", metavar="ID", type=positive)
    note.add_argument("text", metavar="TEXT", nargs="?", help="the new note, or - for stdin")

    title = action("title", bookmark_edit.title, "Give a bookmark another title.")
    title.add_argument("id", metavar="ID", type=positive)
    title.add_argument("text", metavar="TEXT")

    quote = action(
        "quote", bookmark_edit.quote, "List the quotes of a bookmark, add one, remove one."
    )
    quote.add_argument("id", metavar="ID", type=positive)
    quote.add_argument("text", metavar="TEXT", nargs="?", help="the quote to add")
    quote.add_argument("--comment", metavar="C", default="", help="what you say about it")
    quote.add_argument("--remove", metavar="N", type=positive, help="the quote of that number")

    mark = action("mark", bookmark_edit.mark, "Mark bookmarks: how far you are, starred, asleep.")
    mark.add_argument("mark", choices=[*State, *bookmark_edit.MARKS], help="snooze: for a week")
    mark.add_argument("ids", metavar="ID", nargs="+", type=positive)

    tags = action("tags", bookmark_edit.tags, "List the tags, rename, merge or delete one.")
    change = tags.add_mutually_exclusive_group()
    change.add_argument("--rename", metavar=("OLD", "NEW"), nargs=2, help="a known NEW merges")
    change.add_argument("--delete", metavar="TAG")

    pictures = action("pictures", _pictures, "Fetch the pictures of copies that lack them.")
    _add_query(pictures)

    check = action("check", _check, "Look whether the pages are still there.")
    _add_query(check)


def run(arguments: argparse.Namespace) -> int:
    """Do what the action says."""
    with open_session() as session:
        code: int = arguments.action(session, arguments)
        asyncio.run(index_bookmarks(session.library))
    return code


def _add_query(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query", metavar="QUERY", nargs="*", help="only those; see below")
    parser.add_argument("--tag", metavar="T", action="append", default=[], help="with this tag")
    parser.add_argument("--state", choices=list(State), help="how far you are with it")
    parser.epilog = _QUERY


def _add(session: Session, arguments: argparse.Namespace) -> int:
    pages = _lines(arguments.pages)
    if arguments.title and len(pages) > 1:
        raise UsageError("one_title", "A title goes with one page; save the others without it.")
    words = bookmarks.Words(arguments.title, tag_names(arguments.tag), arguments.note)
    saved, refused = [], 0
    for page in pages:
        try:
            bookmark = session.library.database.write(
                bookmarks.bookmark_page, page, session.library.clock(), words
            ).result()
        except UsageError as error:
            refused += 1
            notices.error(str(error))
        else:
            saved.append(bookmark)
            output.text(str(bookmark.id))
    if not arguments.no_fetch:
        asyncio.run(_complete(session, saved, has_pictures=arguments.pictures))
    notices.tell(f"{len(saved)} saved, {refused} refused.")
    return ExitCode.USAGE if refused else ExitCode.OK


async def _complete(session: Session, saved: Sequence[Bookmark], *, has_pictures: bool) -> None:
    """Fetch what has no copy yet; a page that cannot be had is saved all the same."""
    from newsreader.services.bookmark_pages import complete_bookmark
    from newsreader.services.bookmark_pictures import keep_pictures
    from newsreader.services.fetching import limits_of

    for bookmark in saved:
        if not bookmark.html and bookmark.url:
            completed = await complete_bookmark(
                session.library, bookmark.id, limits_of(session.settings)
            )
            if completed.failure is not None:
                notices.warn(f"Saved without a copy: {completed.failure.sentence}")
            elif completed.id != bookmark.id:
                notices.tell(f"{bookmark.url} is bookmark {completed.id} under another address.")
        if has_pictures or session.settings.bookmarks.pictures:
            await keep_pictures(session.library, bookmark.id)


def _list(session: Session, arguments: argparse.Namespace) -> int:
    library = session.library
    asyncio.run(index_bookmarks(library))  # what came last is found as well
    view = _view(arguments)
    found = iterate_bookmarks(library, view, arguments.limit)
    if arguments.json:
        output.records(map(bookmark_record, found))
    elif arguments.tsv:
        output.tsv(BOOKMARK_FIELDS, map(bookmark_record, found))
    else:
        for bookmark in found:
            output.text(_line(bookmark))
    return ExitCode.OK


def _view(arguments: argparse.Namespace) -> BookmarkView:
    """Join the words of a query and the options."""
    view = parse_bookmark_query(" ".join(arguments.query))
    view = replace(view, tags=(*view.tags, *tag_names(arguments.tag)))
    return replace(view, state=State(arguments.state)) if arguments.state else view


def _line(bookmark: Bookmark) -> str:
    marks = ("*" if bookmark.is_starred else " ") + ("+" if bookmark.html else " ")
    date = time.strftime("%Y-%m-%d", time.localtime(bookmark.created_at))
    tags = "".join(f" #{tag}" for tag in bookmark.tags)
    return f"{bookmark.id:>7} {marks} {date}  {bookmark.label}{tags}"


def _show(session: Session, arguments: argparse.Namespace) -> int:
    from newsreader.cli.commands.show import own_width, printed
    from newsreader.services.articles import read_article

    library = session.library
    bookmark = load(library, arguments.id)
    library.database.write(store.mark_opened, bookmark.id, library.clock()).result()
    if arguments.html:
        output.document(bookmark.page or bookmark.html)
        return ExitCode.OK
    article = read_article(bookmarks.bookmark_as_entry(bookmark))
    output.text(printed(article, own_width(session.settings.reading.measure)))
    for title, text in (("Note", bookmark.note), *_quotes(bookmark)):
        if text:
            output.text(f"\n{title}: {text}")
    return ExitCode.OK


def _quotes(bookmark: Bookmark) -> list[tuple[str, str]]:
    return [
        ("Quote", f"{h.quote}\n  {h.comment}" if h.comment else h.quote)
        for h in bookmark.highlights
    ]


def _check(session: Session, arguments: argparse.Namespace) -> int:
    from newsreader.services.bookmark_pages import MOVED, LinkCheck, archive_link, check_links
    from newsreader.services.fetching import limits_of

    library = session.library
    asyncio.run(index_bookmarks(library))
    view = _view(arguments)
    ids = library.database.read(load_bookmark_spine, view).result()
    counts = {"there": 0, "moved": 0, "gone": 0, "unclear": 0}

    def tell(check: LinkCheck) -> None:
        bookmark = check.bookmark
        outcome = "there"
        if check.code == MOVED:
            outcome = "moved"
            output.text(f"{bookmark.id}\tmoved\t{bookmark.url}\t{check.moved_to}")
        elif check.sentence:
            outcome = "gone" if check.is_gone else "unclear"
            copy = "own copy" if bookmark.word_count is not None else archive_link(bookmark.url)
            output.text(f"{bookmark.id}\t{check.code}\t{bookmark.url}\t{copy}")
        counts[outcome] += 1
        notices.progress(sum(counts.values()), len(ids), bookmark.label)

    asyncio.run(check_links(library, ids, tell, limits_of(session.settings)))
    notices.tell(", ".join(f"{count} {outcome}" for outcome, count in counts.items()) + ".")
    return ExitCode.FAILED if counts["gone"] else ExitCode.OK


def _pictures(session: Session, arguments: argparse.Namespace) -> int:
    from newsreader.services.bookmark_pictures import keep_pictures

    library = session.library
    asyncio.run(index_bookmarks(library))
    ids = library.database.read(load_bookmark_spine, _view(arguments)).result()

    async def keep() -> int:
        return sum([await keep_pictures(library, bookmark_id) for bookmark_id in ids])

    notices.tell(f"{counted(asyncio.run(keep()), 'picture')} kept.")
    return ExitCode.OK


def _lines(words: Sequence[str]) -> list[str]:
    """Take pages as typed; ``-`` reads them from stdin, one a line."""
    pages = sys.stdin.read().splitlines() if list(words) == ["-"] else words
    return [page.strip() for page in pages if page.strip()]
