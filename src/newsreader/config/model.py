"""Every setting of the program: key, type, default and help, in one registry.

Validation, ``newsreader config``, the settings screen and docs/settings.md all read this file.
"""

from collections.abc import Iterator
from typing import Any, ClassVar, NamedTuple, NoReturn, Self, dataclass_transform

from newsreader.config.keys import KeyChoice

Value = bool | int | str


class Description(NamedTuple):
    """What is said about a setting where it is declared."""

    default: Value
    help_text: str
    choices: tuple[str, ...]
    least: int
    most: int | None


def setting(
    default: Value,
    help_text: str,
    *,
    choices: tuple[str, ...] = (),
    least: int = 0,
    most: int | None = None,
) -> Any:
    """Declare a setting; ``least`` and ``most`` bound numbers, ``choices`` words."""
    return Description(default, help_text, choices, least, most)


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Section:
    """A section of the settings: each has its default unless told otherwise, and never changes.

    Like a frozen dataclass, of which seven would take 4 ms of every start.
    """

    described: ClassVar[dict[str, Description]] = {}

    def __init_subclass__(cls) -> None:
        """Note what the class declares."""
        named = vars(cls).items()
        cls.described = {name: said for name, said in named if isinstance(said, Description)}

    def __init__(self, **given: Value) -> None:
        """Take the values given, and the defaults of all others."""
        if unknown := given.keys() - self.described.keys():
            raise TypeError(f"{type(self).__name__} has no {', '.join(sorted(unknown))}")
        values = {name: said.default for name, said in self.described.items()}
        vars(self).update(values | given)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{name} cannot be changed")

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and vars(other) == vars(self)

    def __hash__(self) -> int:
        return hash(tuple(vars(self).values()))

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"{type(self).__name__}({values})"

    def _replace(self, **changes: Value) -> Self:
        """Give a section with other values, as that of a NamedTuple does."""
        return type(self)(**(vars(self) | changes))


class RefreshSettings(Section):
    """When feeds are fetched."""

    automatic: bool = setting(True, "Fetch feeds by itself while the program is open.")
    interval_minutes: int = setting(
        0,
        "Fetch every feed after so many minutes; 0 follows each feed's own rhythm. "
        "What a publisher asks for (max-age, ttl, skipHours, skipDays) is kept either way, up to a "
        "day at a time.",
        most=7 * 24 * 60,
    )
    notify: bool = setting(
        False,
        "Ask the terminal for a desktop notification when articles have come by themselves.",
    )


class FetchSettings(Section):
    """How feeds are fetched."""

    max_body_mb: int = setting(
        10, "Largest document that is read, in megabytes after decompression.", least=1, most=64
    )
    timeout_s: int = setting(30, "Give up on a feed after so many seconds.", least=1, most=600)


class ReadingSettings(Section):
    """How articles are shown."""

    measure: int = setting(
        72, "Widest line of an article, in cells; 0 uses the whole pane.", most=500
    )
    mark_read_after_s: int = setting(
        0, "Mark an article read when it has been open for so many seconds.", most=3_600
    )
    images: str = setting(
        "text",
        "How images are shown: by their text, as pictures that are fetched when they come near "
        "the part of the article on the screen, or not at all.",
        choices=("text", "pictures", "off"),
    )
    link_numbers: bool = setting(True, "Show the number of each link after its text.")


class BookmarkSettings(Section):
    """What happens when something is kept."""

    tag_line: str = setting(
        "waiting",
        "The line for tags that opens when something is kept: it waits for Tab or t while all "
        "other keys go on, it takes what is typed at once, or it stays away.",
        choices=("waiting", "typing", "off"),
    )
    pictures: bool = setting(
        False,
        "Keep the pictures of an article with its copy: up to 20 of them, 20 MB together.",
    )


class LinksSettings(Section):
    """What happens to addresses."""

    browser: str = setting(
        "",
        "Command that opens an address, such as 'firefox --private-window'; the address becomes "
        "its last argument, no shell is used. Empty: the system's browser.",
    )

    @property
    def browser_command(self) -> list[str]:
        """The command and its arguments; empty for the system's browser."""
        import shlex

        try:
            return shlex.split(self.browser)
        except ValueError:  # a quote that nothing closes
            return self.browser.split()


class ScreenSettings(Section):
    """How the screen looks and which keys it obeys."""

    theme: str = setting("auto", "Name of the colour theme; auto follows the terminal.")
    keymap: str = setting("default", "Which keys do what.", choices=("default", "vim", "newsboat"))
    glyphs: str = setting(
        "auto",
        "Signs that boxes and marks are drawn with; auto follows the terminal.",
        choices=("auto", "unicode", "ascii"),
    )
    graphics: str = setting(
        "blocks",
        "How pictures in articles are drawn: as coloured half-blocks, or as images by a terminal "
        "with kitty's graphics and placeholders (kitty, Ghostty; tmux needs allow-passthrough).",
        choices=("blocks", "kitty"),
    )
    notifications: str = setting(
        "auto",
        "How the terminal is asked for a desktop notification; auto goes by its name, which is not "
        "known behind tmux or SSH.",
        choices=("auto", "osc9", "osc777"),
    )
    mouse: bool = setting(True, "Obey clicks and the wheel.")
    linear: bool = setting(
        False,
        "Start in linear mode, for screen readers and braille: lines of words instead of a screen.",
    )


class RetentionSettings(Section):
    """Which entries are kept; starred and bookmarked ones always are, unread ones unless told."""

    days: int = setting(
        0,
        "Delete read entries so many days after they came, were published or were read, whichever "
        "was last; 0 keeps all.",
    )
    keep: int = setting(0, "Keep at most so many read entries per feed; 0 keeps all.")
    unread: bool = setting(
        False, "Delete unread entries, too, by age and number as if they were read."
    )


class Settings(NamedTuple):
    """All settings, each with its default unless a file says otherwise."""

    refresh: RefreshSettings = RefreshSettings()
    fetch: FetchSettings = FetchSettings()
    reading: ReadingSettings = ReadingSettings()
    bookmarks: BookmarkSettings = BookmarkSettings()
    links: LinksSettings = LinksSettings()
    screen: ScreenSettings = ScreenSettings()
    retention: RetentionSettings = RetentionSettings()
    own_keys: tuple[KeyChoice, ...] = ()
    """The tables ``[keys]`` and ``[macros]``, which lie over the keymap."""


class Setting(NamedTuple):
    """A setting as described above."""

    section: str
    name: str
    kind: type
    """bool, int or str."""
    default: Value
    help_text: str
    choices: tuple[str, ...]
    least: int
    most: int | None

    @property
    def key(self) -> str:
        """Its full name, ``fetch.timeout_s``."""
        return f"{self.section}.{self.name}"

    @property
    def expectation(self) -> str:
        """Say in words which values it takes."""
        if self.choices:
            return "one of " + ", ".join(f'"{choice}"' for choice in self.choices)
        if self.kind is int:
            if self.most is None:
                return f"a whole number from {self.least}"
            return f"a whole number from {self.least} to {self.most}"
        return "true or false" if self.kind is bool else "a text in quotes"

    def accepts(self, value: object) -> bool:
        """Tell whether a value read from a file may be used."""
        if type(value) is not self.kind:  # True is no number here
            return False
        if isinstance(value, int) and self.kind is int:
            return self.least <= value and (self.most is None or value <= self.most)
        return not self.choices or value in self.choices


def sections() -> dict[str, type[Section]]:
    """Give the sections in their order, each with its class."""
    defaults = Settings._field_defaults.items()
    return {name: type(group) for name, group in defaults if isinstance(group, Section)}


def registry() -> Iterator[Setting]:
    """Describe every setting, section by section."""
    for section, group in sections().items():
        for name, said in group.described.items():
            yield Setting(section, name, type(said.default), *said)
