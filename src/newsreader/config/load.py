"""Read the settings: defaults, then the whole site's file, then the reader's own."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from newsreader.config.keys import KEYS, MACROS, KeyChoice, key_choices
from newsreader.config.model import Setting, Settings, Value, registry, sections
from newsreader.domain.errors import ConfigError
from newsreader.domain.text import clean_line
from newsreader.domain.wording import counted

Found = dict[str, Value | KeyChoice]
"""What files say, by full key."""


class Problem(NamedTuple):
    """Something wrong in a settings file: where, and one sentence."""

    path: Path
    line: int
    """0 if no line is to blame."""
    key: str
    """Empty if no key is to blame."""
    sentence: str

    def __str__(self) -> str:
        """Name file and line before the sentence, as compilers do."""
        place = f"{self.path}:{self.line}" if self.line else str(self.path)
        return f"{place}: {self.sentence}"


def load_settings(files: Sequence[Path]) -> Settings:
    """Read settings files, of which later ones win; files that are not there do not matter.

    Raises ConfigError ``bad_config`` with the first problem, and how many there are besides.
    """
    settings, problems = read_settings(files)
    if problems:
        first, *others = map(str, problems)
        more = counted(len(others), "more mistake")
        told = f'{first} And {more}: "newsreader config check" tells all.'
        raise ConfigError("bad_config", told if others else first)
    return settings


def read_settings(files: Sequence[Path]) -> tuple[Settings, list[Problem]]:
    """Read settings files as far as they can be understood, and list what is wrong with them."""
    values: Found = {}
    problems: list[Problem] = []
    for path in files:
        found, wrong = read_file(path)
        values |= found
        problems += wrong
    return _settings(values), problems


def read_file(path: Path) -> tuple[Found, list[Problem]]:
    """Read one file: good values by full key, and the problems."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}, []
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return {}, [Problem(path, line, "", "This is not UTF-8 text. Save the file as UTF-8.")]
    except OSError as error:
        return {}, [Problem(path, 0, "", f"The file cannot be read: {error.strerror}.")]
    return _checked(path, text)


def _checked(path: Path, text: str) -> tuple[Found, list[Problem]]:
    import tomllib

    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return {}, [_broken(path, text, str(error))]
    known = {one.key: one for one in registry()}
    good: Found = {}
    problems: list[Problem] = []
    for choice in key_choices(path, text, tables):
        if isinstance(choice, KeyChoice):
            good[choice.key] = choice
        else:
            problems.append(Problem(path, line_of(text, choice), choice, _no_choice(choice)))
    for key, value in _flat(tables):
        one = known.get(key)
        if one is not None and one.accepts(value):
            good[key] = value
            continue
        sentence = _unknown(key, known) if one is None else _wrong(one, value)
        problems.append(Problem(path, line_of(text, key), key, sentence))
    return good, problems


def _flat(tables: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """List values by full key; one level of sections is all there is."""
    known = sections()
    for name, content in tables.items():
        if name in (KEYS, MACROS):
            continue
        if isinstance(content, dict) and (name in known or not content):
            yield from ((f"{name}.{key}", value) for key, value in content.items())
        else:
            yield name, content


def _unknown(key: str, known: dict[str, Setting]) -> str:
    from difflib import get_close_matches

    if key in sections():
        return f'"{key}" is a section: write [{key}], and its settings below.'
    name = key.rpartition(".")[2]
    by_name = {one.name: one.key for one in known.values()}
    close = [by_name[match] for match in get_close_matches(name, by_name, 1, 0.75)]
    close = close or get_close_matches(key, [*known, *sections()], 1, 0.75)
    hint = f' Did you mean "{close[0]}"?' if close else ' See "newsreader config show".'
    return f'There is no setting "{clean_line(key, 60)}".{hint}'


def _wrong(one: Setting, value: object) -> str:
    shown = f'"{value}"' if isinstance(value, str) else str(value)
    if isinstance(value, bool):
        shown = shown.lower()
    return f"{one.key} must be {one.expectation}, not {clean_line(shown, 60)}."


def _no_choice(key: str) -> str:
    if key in (KEYS, MACROS):
        return f'"{key}" is a section: write [{key}], and one line for each below.'
    return f"{clean_line(key, 60)} must be a text in quotes, or a list of such."


def _broken(path: Path, text: str, message: str) -> Problem:
    """Tell what TOML's parser says, which names the place at the end of its message."""
    found = re.fullmatch(r"(.*?) \(at (?:line (\d+), column \d+|end of document)\)", message, re.S)
    reason = found[1] if found else message
    line = int(found[2]) if found and found[2] else text.count("\n") + 1
    return Problem(path, line, "", f"This is not valid TOML: {clean_line(reason, 200)}.")


def line_of(text: str, key: str) -> int:
    """Find the line that sets a key, 0 if it is written in a way of its own."""
    section, _, name = key.rpartition(".")
    current = ""
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*\[\s*\"?([\w-]+)\"?\s*\]", line)
        if header:
            current = header[1]
            if not section and current == name:
                return number
        written = re.match(r"\s*([\w.\"' -]+?)\s*=", line)
        if written is None:
            continue
        spelled = re.sub(r"[\"' ]", "", written[1])
        if (f"{current}.{spelled}" if current else spelled) == key:
            return number
    return 0


def _settings(values: Found) -> Settings:
    groups: dict[str, Any] = {}
    for section, group in sections().items():
        prefix = f"{section}."
        given: dict[str, Any] = {
            k.removeprefix(prefix): v for k, v in values.items() if k.startswith(prefix)
        }
        groups[section] = group(**given)
    own = tuple(value for value in values.values() if isinstance(value, KeyChoice))
    return Settings(**groups, own_keys=own)
