"""From a view to SQL: the only place where statements are put together."""

import re

from newsreader.domain.pattern import pattern
from newsreader.domain.text import fold, searchable
from newsreader.domain.view import Grouping, Order, Scope, View

_WORD = pattern(r"\w+")
_FACT = pattern(r'(?<!\S)(\w+):(?:"([^"]+)"|([^\s"]+))')
_HAS_FACT = "e.id IN (SELECT entry_id FROM fact WHERE kind = ? AND instr(folded, ?))"

_SUBFOLDERS = """
e.feed_id IN (
    WITH RECURSIVE inside(id) AS (
        VALUES (?) UNION SELECT folder.id FROM folder JOIN inside ON folder.parent_id = inside.id
    )
    SELECT feed.id FROM feed JOIN inside ON feed.folder_id = inside.id
)
"""

SHOWN_TITLE = "coalesce(nullif(f.custom_title, ''), nullif(f.title, ''), f.url)"
"""The title of ``feed f`` that is shown."""

_BY_FEED = f"(SELECT {SHOWN_TITLE} FROM feed f WHERE f.id = e.feed_id) COLLATE NOCASE"
# What is equal stands by its date, the latest first.
_ORDERS = {
    Order.NEWEST: "e.sort_at DESC, e.id DESC",
    Order.OLDEST: "e.sort_at ASC, e.id ASC",
    Order.FEED: f"{_BY_FEED}, e.feed_id, e.sort_at DESC, e.id DESC",
    Order.FEED_BACKWARD: f"{_BY_FEED} DESC, e.feed_id, e.sort_at DESC, e.id DESC",
    Order.TITLE: "e.title COLLATE NOCASE, e.sort_at DESC, e.id DESC",
    Order.TITLE_BACKWARD: "e.title COLLATE NOCASE DESC, e.sort_at DESC, e.id DESC",
    Order.LONGEST: "e.word_count DESC NULLS LAST, e.sort_at DESC, e.id DESC",
    Order.SHORTEST: "e.word_count ASC NULLS LAST, e.sort_at DESC, e.id DESC",
    Order.UNREAD_FIRST: "e.is_read, e.sort_at DESC, e.id DESC",
    Order.READ_FIRST: "e.is_read DESC, e.sort_at DESC, e.id DESC",
}

_DAY = "date(e.sort_at, 'unixepoch', 'localtime')"


def where_order(view: View) -> tuple[str, str, list[object]]:
    """Give WHERE and ORDER BY of a view over ``entry e``, and the arguments in their order."""
    conditions: list[str] = []
    arguments: list[object] = []
    if view.scope is Scope.FEED:
        conditions.append("e.feed_id = ?")
        arguments.append(view.target_id)
    elif view.scope is Scope.FOLDER:
        conditions.append(_SUBFOLDERS)
        arguments.append(view.target_id)
    elif view.scope is Scope.STARRED:
        conditions.append("e.is_starred = 1")
    elif view.scope is Scope.BOOKMARKED:
        conditions.append("e.id IN (SELECT entry_id FROM bookmark)")
    if view.unread_only:
        conditions.append("e.is_read = 0")
    if view.since is not None:
        conditions.append("e.sort_at >= ?")
        arguments.append(view.since)
    words, facts = facts_wanted(view.search)
    for kind, value in facts:
        conditions.append(_HAS_FACT)
        arguments += [kind, value]
    if words.strip():
        conditions.append("e.id IN (SELECT rowid FROM search_index WHERE search_index MATCH ?)")
        arguments.append(match_expression(words))
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    return where, f"ORDER BY {_group_order(view)}{_ORDERS[view.order]}", arguments


def where_order_in_feed(view: View) -> tuple[str, str, list[object]]:
    """Do the same for one feed of the view, whose id is one more argument, the last."""
    is_by_feed = view.order in (Order.FEED, Order.FEED_BACKWARD)
    order = Order.NEWEST if is_by_feed else view.order
    where, order_by, arguments = where_order(view.ordered(order).grouped(Grouping.NONE))
    return f"{where} AND e.feed_id = ?" if where else "WHERE e.feed_id = ?", order_by, arguments


def order_of_feeds(view: View) -> str:
    """Give ORDER BY of ``feed f`` as the feeds stand in a view that is sorted by them."""
    direction = "DESC" if view.order is Order.FEED_BACKWARD else "ASC"
    return f"ORDER BY {SHOWN_TITLE} COLLATE NOCASE {direction}, f.id"


def _group_order(view: View) -> str:
    """Sort by group first: the latest day, feeds by their titles; an order of these may turn it."""
    if view.grouping is Grouping.FEED:
        direction = "DESC" if view.order is Order.FEED_BACKWARD else "ASC"
        return f"{_BY_FEED} {direction}, e.feed_id, "
    if view.grouping is Grouping.DAY and not view.is_by_date:
        return f"{_DAY} DESC, "
    return ""


def facts_wanted(search: str) -> tuple[str, list[tuple[str, str]]]:
    """Take what is said about rows of details out of a search: the other words, kinds and values.

    The label may be any that is known, a value of several words stands in quotes.

    >>> facts_wanted('beben ort:Türkei quelle:"bebenwarte"')
    ('beben', [('place', 'turkei'), ('source', 'bebenwarte')])
    """
    if ":" not in search:
        return search, []
    from newsreader.domain.facts import fact_kind  # 9 ms, and hardly a search needs it

    facts: list[tuple[str, str]] = []

    def take(match: re.Match[str]) -> str:
        kind = fact_kind(match[1])
        if not kind:
            return match[0]
        facts.append((kind, fold(match[2] or match[3])))
        return ""

    words = _FACT.sub(take, search)
    return (words.strip() if facts else search), facts


def match_expression(search: str) -> str:
    """Turn typed words into an FTS5 expression: all must occur, the last may be a beginning.

    >>> match_expression("Straße istan")
    '"Strasse" "istan"*'
    """
    words = _WORD.findall(searchable(search))
    if not words:
        return '""'
    quoted = [f'"{word}"' for word in words]
    if not search[-1:].isspace():
        quoted[-1] += "*"
    return " ".join(quoted)
