"""What the terminal can do, read from the environment; sequences for its clipboard and bell.

Everything here is a pure function of a mapping like ``os.environ``: nothing is asked of the
terminal, because on a slow line a late answer arrives as key presses.
"""

import codecs
from base64 import b64encode
from collections.abc import Mapping
from enum import IntEnum
from typing import NamedTuple
from unicodedata import normalize

from newsreader.domain.text import clean_line

Environment = Mapping[str, str]

LONGEST_COPY = 74_994
"""Bytes of text that terminals take by OSC 52; xterm and tmux cut at 100,000 of base64."""

_FEW_COLOURS = ("linux", "vt", "xterm", "xterm-color", "screen", "ansi", "cons25", "rxvt", "")
_OWN_TRUECOLOUR = ("kitty", "alacritty", "foot", "ghostty", "wezterm", "contour")

# The signs that our own screens are drawn with, after the ASCII that looks like them.
_ALIKE = {
    " ": "\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u3000",
    "-": "─━═╌┄┈–—−‐‑▔", "|": "│┃║┆▏▕▎▌▐", "+": "┌┐└┘├┤┬┴┼╭╮╰╯╔╗╚╝★", "#": "█▇▆▅▓▒", ":": "░",
    "=": "◆", "_": "▁▂▄", "*": "●•▪✓✔", "o": "○◦☆°øœ", "x": "✗×", ".": "·", "~": "≈∼◐…",
    ">": "▸▶›→»", "v": "▾▼↓", "<": "◀◄‹←«", "^": "▲↑▀", "'": "‘’‚", '"': "“”„",
    "s": "ß", "a": "æ", "A": "Æ", "O": "ØŒ", "d": "đð", "D": "ĐÐ", "l": "ł", "L": "Ł", "i": "ı",
}  # fmt: skip
_LOOK_ALIKES = {ord(sign): ascii_ for ascii_, signs in _ALIKE.items() for sign in signs}


class Colours(IntEnum):
    """How many colours a terminal shows."""

    NONE = 0
    SIXTEEN = 4
    MANY = 8
    """256 colours."""
    TRUE = 24


class Terminal(NamedTuple):
    """What the terminal can do; ``--ascii`` and the like replace a field."""

    colours: Colours = Colours.TRUE
    encoding: str = "utf-8"
    """The name of the codec; 'ascii' draws boxes and signs with what looks alike."""
    is_light: bool = False
    """Whether the background is known to be light."""
    is_dumb: bool = False
    """Whether the program must do without mouse, keyboard protocol and links."""
    erases_in_colour: bool = True
    """Whether erased cells take the background of the pen (terminfo's ``bce``)."""

    @property
    def theme(self) -> str | None:
        """The theme to use whatever the settings say; None when every theme will look right."""
        if self.colours > Colours.SIXTEEN:
            return None
        return "ansi-light" if self.is_light else "ansi-dark"


def look(environ: Environment, encoding: str | None) -> Terminal:
    """Find out what the terminal can do; ``encoding`` is that of the output stream."""
    term = environ.get("TERM", "").lower()
    is_dumb = term in {"", "dumb", "unknown"}
    return Terminal(
        colours=_colours(environ, term, is_dumb),
        encoding=_codec_name(encoding),
        is_light=_is_light(environ),
        is_dumb=is_dumb,
        # GNU screen erases in the default colour unless told otherwise (defbce).
        erases_in_colour=not is_dumb and not term.startswith(("screen", "vt")),
    )


def is_ascii_wanted(environ: Environment) -> bool:
    """Say whether the reader's locale is C or POSIX by name, which are ASCII.

    Python reads and writes UTF-8 there (PEP 538, PEP 540), and sets LC_CTYPE for its children.
    Where no locale is named at all, the terminal is most likely one of UTF-8.
    """
    names = [environ.get(name, "") for name in ("LC_ALL", "LC_CTYPE", "LANG")]
    named = next((name for name in names if name not in {"", "C.UTF-8"}), "")
    return named in {"C", "POSIX"} and environ.get("PYTHONUTF8") != "1"


def with_glyphs(terminal: Terminal, glyphs: str) -> Terminal:
    """Use the signs that the setting ``screen.glyphs`` wants: auto, unicode or ascii."""
    encoding = {"ascii": "ascii", "unicode": "utf-8"}.get(glyphs, terminal.encoding)
    return terminal._replace(encoding=encoding)


def _colours(environ: Environment, term: str, is_dumb: bool) -> Colours:
    if environ.get("NO_COLOR") or is_dumb or term.startswith("vt"):  # https://no-color.org
        return Colours.NONE
    if environ.get("COLORTERM", "").strip().lower() in {"truecolor", "24bit"}:
        return Colours.TRUE
    if any(name in term for name in _OWN_TRUECOLOUR) or term.endswith("-direct"):
        return Colours.TRUE
    if "256color" in term:
        return Colours.MANY
    return Colours.SIXTEEN


def _is_light(environ: Environment) -> bool:
    """Read COLORFGBG ("15;0", "0;default;15"), which rxvt, Konsole and others set."""
    background = environ.get("COLORFGBG", "").rpartition(";")[2]
    return background in {"7", "15"}


def _codec_name(encoding: str | None) -> str:
    try:
        return codecs.lookup(encoding or "ascii").name
    except LookupError:
        return "ascii"


def textual_settings(terminal: Terminal) -> dict[str, str]:
    """Give the environment variables that Textual reads when it is imported, as we want them.

    They are defaults: what the reader has set wins.
    """
    settings = {
        "TEXTUAL_ANIMATIONS": "none",
        "TEXTUAL_SMOOTH_SCROLL": "0",  # also keeps pixel mouse reports off
        "ESCDELAY": "40",
        "TEXTUAL_FPS": "120",  # a second repaint after a key waits 8 ms for its turn, not 17
        "TEXTUAL_COLOR_SYSTEM": {
            Colours.TRUE: "truecolor",
            Colours.MANY: "256",
        }.get(terminal.colours, "standard"),
    }
    if terminal.theme:
        settings["TEXTUAL_THEME"] = terminal.theme
    if terminal.colours is Colours.NONE:
        settings["NO_COLOR"] = "1"
    if terminal.is_dumb:
        settings["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
    return settings


def look_alike(text: str) -> str:
    """Give one character of ASCII for a sign that a terminal cannot show, '?' if none is near.

    A letter loses what stands above or below it.

    >>> look_alike("…"), look_alike("ü"), look_alike("漢")
    ('~', 'u', '?')
    """
    alike = normalize("NFD", text[:1].translate(_LOOK_ALIKES))[:1]
    return alike if alike.isascii() else "?"


def is_remote(environ: Environment) -> bool:
    """Say whether the program runs at the far end of an SSH or mosh connection."""
    return any(environ.get(name) for name in ("SSH_CONNECTION", "SSH_TTY", "MOSH_CONNECTION"))


def in_tmux(environ: Environment) -> bool:
    """Say whether the program runs inside tmux."""
    return bool(environ.get("TMUX"))


def copy_sequence(text: str, environ: Environment) -> str:
    """Make the sequence (OSC 52) that copies text to the clipboard of the reader's machine.

    '' when the text is longer than terminals take. Inside tmux it is sent twice, because one
    setting (set-clipboard) lets it through plain and another (allow-passthrough) wrapped.
    """
    data = text.encode("utf-8", "replace")
    if len(data) > LONGEST_COPY:
        return ""
    plain = f"\x1b]52;c;{b64encode(data).decode()}\x07"
    return plain + through_tmux(plain) if in_tmux(environ) else plain


def notification_sequence(title: str, body: str, environ: Environment, way: str = "auto") -> str:
    """Make the sequence that asks the terminal for a desktop notification.

    ``way`` is the setting ``screen.notifications``: osc9, osc777, or auto: OSC 777 where a title
    can be told apart (rxvt, VTE, foot, Ghostty), else OSC 9.
    """
    title, body = clean_line(title, 100).replace(";", ","), clean_line(body, 300)
    term = environ.get("TERM", "")
    has_titles = environ.get("VTE_VERSION") or term.startswith(("rxvt", "foot", "xterm-ghostty"))
    if way == "osc777" or (way == "auto" and has_titles):
        plain = f"\x1b]777;notify;{title};{body}\x07"
    else:
        # Words first: "OSC 9 ; 4 ;" would be a progress bar in Windows Terminal.
        plain = f"\x1b]9;{title}: {body}\x07"
    return through_tmux(plain) if in_tmux(environ) else plain


def through_tmux(sequence: str) -> str:
    """Wrap a sequence so that tmux hands it on, where it is allowed to."""
    return "\x1bPtmux;" + sequence.replace("\x1b", "\x1b\x1b") + "\x1b\\"
