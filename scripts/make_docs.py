"""Write docs/commands.md and docs/settings.md from the parsers and the registry of settings."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from newsreader.cli.commands import SUMMARIES, load_command
from newsreader.cli.parsers import command_parser
from newsreader.config.model import registry, sections
from newsreader.config.save import toml_value

DOCS = Path(__file__).parents[1] / "docs"
_MADE = "<!-- Written by scripts/make_docs.py; change the program, then run it. -->"


def commands_page() -> str:
    """Describe every command with its arguments and examples."""
    lines = [_MADE, "# Commands", "", "`newsreader` without a command opens the screen.", ""]
    lines += [f"* [`{name}`](#newsreader-{name}): {text}" for name, text in SUMMARIES.items()]
    for name, text in SUMMARIES.items():
        parser = command_parser(name)
        load_command(name).add_arguments(parser)
        lines += ["", f"## newsreader {name}", "", text]
        lines += _arguments(parser)
        if parser.epilog:
            lines += ["", "```text", *parser.epilog.splitlines(), "```"]
    return "\n".join(lines) + "\n"


def _arguments(parser: argparse.ArgumentParser, indent: str = "") -> Iterator[str]:
    """Write a list of the arguments, and of those of commands inside the command."""
    yield ""
    for action in parser._actions:
        if isinstance(action, argparse._HelpAction):
            continue
        if isinstance(action, argparse._SubParsersAction):
            for name, inner in action.choices.items():
                yield f"{indent}* `{name}`: {inner.description}"
                yield from (line for line in _arguments(inner, indent + "  ") if line)
        else:
            told = f": {action.help}" if action.help else ""
            yield f"{indent}* `{_spelling(action)}`{told}"


def _spelling(action: argparse.Action) -> str:
    """Spell an argument as it is typed."""
    value = action.metavar or ("|".join(map(str, action.choices)) if action.choices else "")
    name = value if isinstance(value, str) else " ".join(value)
    if not action.option_strings:
        many = {"+": f"{name}...", "*": f"[{name}...]", "?": f"[{name}]"}
        return many.get(str(action.nargs), name)
    name = f"[{name}]" if action.nargs == "?" else name
    return " ".join(filter(None, (", ".join(action.option_strings), name)))


def settings_page() -> str:
    """Describe every setting, section by section."""
    lines = [
        _MADE, "# Settings", "",
        "`newsreader config path` says where the file is, `newsreader config edit` opens it,",
        "`newsreader config set KEY VALUE` changes one line and keeps the rest.",
        "A file for all users of a machine lies in `/etc/xdg/newsreader/config.toml`, or in the",
        "folders that `XDG_CONFIG_DIRS` names, of which the first one wins; the own one",
        "wins. A mistake is told with file, line and key.",
    ]  # fmt: skip
    for section, group in sections().items():
        lines += ["", f"## [{section}]", "", f"{group.__doc__}", ""]
        lines += ["| setting | takes | default | |", "|---|---|---|---|"]
        for one in registry():
            if one.section == section:
                default = toml_value(one.default)
                lines.append(
                    f"| `{one.name}` | {one.expectation} | `{default}` | {one.help_text} |"
                )
    return "\n".join(lines) + "\n"


PAGES = {"commands.md": commands_page, "settings.md": settings_page}


def main() -> None:
    """Write the pages."""
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
