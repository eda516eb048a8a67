"""The commands of linear mode: those of the screen that make sense there, with their ids."""

from typing import NamedTuple


class LinearCommand(NamedTuple):
    """Something a key or a typed word can do; its keys are those of ``ui.commands``."""

    id: str
    help: str


COMMANDS: tuple[LinearCommand, ...] = (
    LinearCommand("line-down", "the next headline, feed, or part of the article"),
    LinearCommand("line-up", "the one before"),
    LinearCommand("open", "open the feed or the headline; in an article, read on"),
    LinearCommand("read-on", "read the rest of the article; at its end, the next one"),
    LinearCommand("next-unread", "open the next unread article"),
    LinearCommand("previous-unread", "open the unread article before"),
    LinearCommand("next-headline", "open the next article, read or not"),
    LinearCommand("previous-headline", "open the article before"),
    LinearCommand("random-unread", "open one of the unread articles, whichever"),
    LinearCommand("top", "the first one"),
    LinearCommand("bottom", "the last one"),
    LinearCommand("go-to-number", "the one with a number, as in: go-to-number 12"),
    LinearCommand("forward", "open the feed or the headline"),
    LinearCommand("backward", "back to the headlines, or to the feeds"),
    LinearCommand("go-to-feeds", "the feeds"),
    LinearCommand("go-to-headlines", "the headlines"),
    LinearCommand("bookmarks", "the articles that are kept"),
    LinearCommand("next-feed", "list the next feed"),
    LinearCommand("previous-feed", "list the feed before"),
    LinearCommand("next-unread-feed", "list the next feed with unread articles"),
    LinearCommand("previous-unread-feed", "list the feed before that has unread articles"),
    LinearCommand("redraw", "say again where you are"),
    LinearCommand("toggle-read", "mark read or unread"),
    LinearCommand("toggle-star", "star, or take the star away"),
    LinearCommand("toggle-bookmark", "keep a copy, or give it up"),
    LinearCommand("edit-tags", "keep a copy and write its tags"),
    LinearCommand("mark-read", "mark read"),
    LinearCommand("mark-unread", "mark unread"),
    LinearCommand("mark-all-read", "mark everything in the list read"),
    LinearCommand("mark-above-read", "mark all before this headline read"),
    LinearCommand("mark-below-read", "mark all after this headline read"),
    LinearCommand("mark-older-read", "mark read what is older than this, or than so many days"),
    LinearCommand("mark-everything-read", "mark all articles of all feeds read"),
    LinearCommand("delete", "delete the article"),
    LinearCommand("delete-all", "delete everything in the list"),
    LinearCommand("undo", "take back the last change"),
    LinearCommand("redo", "do again what was taken back"),
    LinearCommand("history", "say what was done, the latest first"),
    LinearCommand("search", "find articles by their words"),
    LinearCommand("toggle-unread-only", "list everything, or only what is unread"),
    LinearCommand("show-new", "list what has arrived meanwhile, too"),
    LinearCommand("sort", "choose the order of the list"),
    LinearCommand("reverse-sort", "turn the order of the list round"),
    LinearCommand("group", "choose what stands together: days, or feeds"),
    LinearCommand("jump-to-details", "the details of the article"),
    LinearCommand("open-link", "open the page of the article in the browser"),
    LinearCommand("choose-link", "open a link of the article by its number"),
    LinearCommand("follow-link", "open the link with a number, as in: follow-link 2"),
    LinearCommand("copy-link", "say the address of the article"),
    LinearCommand("open-site", "open the site of the feed in the browser"),
    LinearCommand("save", "save the article to a file"),
    LinearCommand("export", "write the article, or the list, to a file of any kind"),
    LinearCommand("add-feed", "follow a feed, or the feed of a web site"),
    LinearCommand("unsubscribe", "stop following the feed; bookmarks stay"),
    LinearCommand("feed-settings", "say what is set for the feed, and change it"),
    LinearCommand("fetch", "fetch this feed, or the feeds of this folder"),
    LinearCommand("fetch-all", "fetch every feed; Control C stops it"),
    LinearCommand("command-line", "type the name of a command"),
    LinearCommand("help", "say these commands"),
    LinearCommand("back", "leave the article or the search; elsewhere, quit"),
    LinearCommand("leave", "out of the article, the search, the list; at last, quit"),
    LinearCommand("cancel", "leave the article or the search"),
    LinearCommand("quit", "quit"),
)

IDS = frozenset(command.id for command in COMMANDS)
TAKE_SEVERAL = frozenset(
    ("toggle-read", "toggle-star", "toggle-bookmark", "mark-read", "mark-unread", "delete")
)
"""Those that mean so many headlines where a number is typed; behind others come words."""


class Typed(NamedTuple):
    """A command with what was typed after it, or the number typed before its key."""

    id: str
    argument: str = ""


def number_in(argument: str) -> int:
    """Read a number, 0 for anything else."""
    return int(argument) if argument.isdecimal() and len(argument) < 10 else 0
