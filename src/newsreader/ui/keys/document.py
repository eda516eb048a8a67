"""``docs/keys.md``: every command with its keys in the three keymaps, and newsboat's keys."""

from collections.abc import Iterator

from newsreader.ui.commands import by_scope, key_sign
from newsreader.ui.keys.newsboat import OPERATIONS, Operation
from newsreader.ui.keys.own import keymap_named
from newsreader.ui.keys.spelling import normal_key

KEYMAPS = ("default", "vim", "newsboat")

_HEAD = """\
# Keys

Made from `src/newsreader/ui/commands.py` and `src/newsreader/ui/keys/` by `scripts/make_keys.py`.

There are three keymaps: `newsreader config set screen.keymap vim` chooses one, `:set keymap=vim`
tries it. A key may be a sequence: for `g g`, press g twice; Esc drops what was begun. In the keymap
`vim` digits count: `5 j` goes five lines down, `5 G` to line 5, `3 s` stars three headlines.

Your own keys lie over the keymap, in `config.toml`:

```toml
[keys]
toggle-star = "%"                # one key
next-unread = ["n", "; n"]       # several, the second a sequence
unsubscribe = ""                 # none

[macros]
"; o" = ["open-link", "mark-read", "next-headline"]   # these commands, in this order
```

A key that thereby means two things, a command or a key that does not exist: `newsreader config
check` says so with file and line, and so does the program when it starts.

`:` takes the name of a command or newsboat's name for it, and Tab completes it; `:5` goes to line
5, `:open 5` opens it, `:save file.md` saves the article, `:export file.epub` writes what is
selected, `:mark-older-read 7` marks what is older than seven days, and `:set` changes keymap, sort,
group or theme until the program ends; `:sort title` is short for `:set sort=title`.

`undo` and `history` know what was changed since the program was started: what was
changed at an earlier visit stays as it is."""


def keys_document() -> str:
    """Write ``docs/keys.md``."""
    return "\n".join([_HEAD, *_commands(), *_newsboat()]) + "\n"


def _commands() -> Iterator[str]:
    keymaps = [keymap_named(name) for name in KEYMAPS]
    for scope, commands in by_scope():
        yield from ("", f"## {scope.value}", "")
        yield f"| command | {' | '.join(KEYMAPS)} | what it does |"
        yield "|---" * (len(KEYMAPS) + 2) + "|"
        for found in commands:
            cells = [" ".join(map(_code, keymap.signs_of(found.id))) for keymap in keymaps]
            yield f"| `{found.id}` | {' | '.join(cells)} | {found.help} |"


def _newsboat() -> Iterator[str]:
    yield from ("", "## Newsboat's keys", "")
    yield "What the default keys of newsboat 2.44 do in the keymap `newsboat`; `:` knows the names."
    yield from ("", "| key | newsboat | here |", "|---|---|---|")
    for operation in OPERATIONS:
        key = _code(key_sign(normal_key(operation.key))) if operation.key else ""
        yield f"| {key} | {operation.name} | {_meaning(operation)} |"


def _meaning(operation: Operation) -> str:
    if not operation.commands:
        return f"not applicable: {operation.reason}"
    commands = ", then ".join(f"`{command_id}`" for command_id in operation.commands)
    return f"{commands} ({', '.join(operation.panes)})" if operation.panes else commands


def _code(sign: str) -> str:
    r"""Write a key as code that may stand in a table.

    >>> _code("|")
    '`\\|`'
    """
    return "`" + sign.replace("|", r"\|") + "`"
