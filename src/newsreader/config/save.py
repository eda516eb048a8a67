"""Write a setting into the reader's file; comments, order and everything else stay."""

import os
from collections.abc import MutableMapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from newsreader.config.keys import KEYS, MACROS
from newsreader.config.load import read_file
from newsreader.config.model import Setting, Value, registry
from newsreader.domain.errors import ConfigError, UsageError

if TYPE_CHECKING:
    from tomlkit import TOMLDocument


def find_setting(key: str) -> Setting:
    """Find a setting by its full key; raises UsageError ``unknown_setting``."""
    known = {one.key: one for one in registry()}
    if key.partition(".")[0] in (KEYS, MACROS):
        raise UsageError(
            "own_keys", "Keys and macros are written into the file: newsreader config edit."
        )
    if key not in known:
        from difflib import get_close_matches

        by_name = {one.name: one.key for one in known.values()}
        named = get_close_matches(key.rpartition(".")[2], by_name, 1, 0.75)
        close = [by_name[name] for name in named] or get_close_matches(key, known, 1)
        hint = f" Did you mean {close[0]}?" if close else ""
        raise UsageError("unknown_setting", f"There is no setting {key}.{hint}")
    return known[key]


def parse_value(one: Setting, text: str) -> Value:
    """Read a value as typed: TOML, or a bare word where a text is wanted.

    Raises UsageError ``bad_value``.
    """
    import tomllib

    value: object = text
    if one.kind is not str:
        with suppress(tomllib.TOMLDecodeError):
            value = tomllib.loads(f"value = {text}")["value"]
    if isinstance(value, Value) and one.accepts(value):
        return value
    raise UsageError("bad_value", f'{one.key} must be {one.expectation}, not "{text}".')


def save_setting(path: Path, one: Setting, value: Value) -> None:
    """Set one value in the file at ``path``, which is made if needed.

    Raises ConfigError when the file is broken already or cannot be written.
    """
    import tomlkit

    document = _document(path)
    section = document.setdefault(one.section, tomlkit.table())
    if not isinstance(section, MutableMapping):
        raise ConfigError(
            "bad_config", f"{path}: {one.section} must be a section. Write [{one.section}] instead."
        )
    section[one.name] = value
    write_file(path, tomlkit.dumps(document))


def unset_setting(path: Path, one: Setting) -> None:
    """Take a value out of the file at ``path``, so that the site's or the default counts.

    Raises ConfigError when the file is broken already or cannot be written.
    """
    import tomlkit

    document = _document(path)
    section = document.get(one.section)
    if isinstance(section, MutableMapping) and one.name in section:
        del section[one.name]
        write_file(path, tomlkit.dumps(document))


def _document(path: Path) -> "TOMLDocument":
    import tomlkit

    _, problems = read_file(path)
    broken = [problem for problem in problems if not problem.key]
    if broken:
        raise ConfigError("bad_config", str(broken[0]))
    return tomlkit.parse(path.read_text(encoding="utf-8") if path.exists() else "")


def write_file(path: Path, text: str) -> None:
    """Replace a settings file as a whole, readable by its owner only."""
    path = path.resolve()  # a link into somebody's dotfiles stays a link
    unfinished = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(
            unfinished, "w", encoding="utf-8", opener=lambda p, flags: os.open(p, flags, 0o600)
        ) as file:
            file.write(text)
        unfinished.replace(path)
    except OSError as error:
        raise ConfigError(
            "config_not_written", f"{path} cannot be written: {error.strerror}."
        ) from error


def template() -> str:
    """Write a settings file in which every setting stands as a comment, with its help."""
    import textwrap

    lines = ["# Settings of newsreader. Remove the # before a line and change its value."]
    section = ""
    for one in registry():
        if one.section != section:
            section = one.section
            lines += ["", f"[{section}]"]
        lines += textwrap.wrap(one.help_text, 90, initial_indent="# ", subsequent_indent="# ")
        lines.append(f"# {one.name} = {toml_value(one.default)}")
    return "\n".join(lines) + "\n"


def toml_value(value: Value) -> str:
    """Spell a value as TOML does.

    >>> toml_value(True), toml_value("a")
    ('true', '"a"')
    """
    import json

    return json.dumps(value, ensure_ascii=False)
