"""How keys are written: as printed if they print something, by their name if not."""

import re
import string
import unicodedata

from newsreader.domain.pattern import pattern

_RENAMED = {
    "solidus": "slash", "reverse_solidus": "backslash", "commercial_at": "at",
    "hyphen_minus": "minus", "plus_sign": "plus", "low_line": "underscore",
}  # fmt: skip


def _name(sign: str) -> str:
    name = unicodedata.name(sign).lower().replace("-", "_").replace(" ", "_")
    return _RENAMED.get(name, name)


PUNCTUATION = {_name(sign): sign for sign in string.punctuation}
"""Printed signs by the names that Textual gives their keys."""
_ALIASES = {
    "return": "enter", "esc": "escape", "del": "delete", "ins": "insert", "pgup": "pageup",
    "pgdn": "pagedown", "page_up": "pageup", "page_down": "pagedown", **PUNCTUATION,
}  # fmt: skip
_NAMED = {
    "enter", "space", "tab", "escape", "backspace", "delete", "insert", "up", "down", "left",
    "right", "home", "end", "pageup", "pagedown", *(f"f{number}" for number in range(1, 25)),
}  # fmt: skip
_HELD = ("ctrl", "shift", "alt")
_WITH_HELD = {*_NAMED, *string.ascii_lowercase}
_ARROWS = {"↑": "up", "↓": "down", "←": "left", "→": "right"}
_MODIFIED = pattern(r"(?:(?:ctrl|shift|alt)\+)+(\w+|[^\w\s])")
# Terminals send the same byte for both.
_TWINS = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+[": "escape", "ctrl+h": "backspace"}


def normal_key(text: str) -> str:
    """Spell a key the one way that keymaps use; raises ValueError for what is no key.

    >>> normal_key("PgDn"), normal_key("Ctrl-F"), normal_key("^F"), normal_key("slash")
    ('pagedown', 'ctrl+f', 'ctrl+f', '/')
    """
    if text[-1:] in _ARROWS:  # as they are printed in the help
        text = text[:-1] + _ARROWS[text[-1]]
    if len(text) == 1 and text.isprintable() and not text.isspace():
        return text
    if text in _NAMED:
        return text
    if text in PUNCTUATION:
        return PUNCTUATION[text]
    held, _, base = text.rpartition("+")
    if held in _HELD and base in _WITH_HELD and text not in _TWINS:
        return text  # as the registry spells it: no start has to wait for patterns
    # With Alt a capital letter is another key, with Ctrl it is not.
    text = re.sub(r"(?i:^alt[+-])(?=[A-Z]$)", "alt+shift+", text)
    name = re.sub(r"(?<=ctrl)-|(?<=shift)-|(?<=alt)-", "+", text.lower())
    if re.fullmatch(r"\^\S", name):
        name = f"ctrl+{name[1]}"
    name = _ALIASES.get(name, name)
    name = _TWINS.get(name, name)
    if name in PUNCTUATION.values():
        return name
    modified = _MODIFIED.fullmatch(name)
    if name in _NAMED or (modified and (len(modified[1]) == 1 or modified[1] in _NAMED)):
        return name
    raise ValueError(f'"{text}" is no key; keys are written as in "g g", "Ctrl-F" or "PgDn".')


def normal_keys(text: str) -> tuple[str, ...]:
    """Read a sequence of keys: ``"g g"`` is g, then g again; empty text is none.

    >>> normal_keys("g Space")
    ('g', 'space')
    """
    return tuple(normal_key(part) for part in text.split())


def pressed_key(key: str, character: str | None) -> str:
    """Spell a key that was pressed, from the name and the character that Textual gives it.

    Where Alt composes a character, as for signs on some keyboards, that is the key.
    """
    held, _, base = key.rpartition("+")
    base = PUNCTUATION.get(base, base)
    if held.startswith("alt") and (character is None or character.lower() == base):
        return f"{held}+{base}"
    is_printed = character is not None and character.isprintable() and character != " "
    if is_printed and character:
        return character
    return f"{held}+{base}" if held else key
