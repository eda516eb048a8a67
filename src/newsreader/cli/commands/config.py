"""``newsreader config``: show, check and change the settings."""

import argparse
import os
import shlex
import subprocess
from pathlib import Path

from newsreader.cli import notices, output
from newsreader.cli.mistakes import doubtful_themes, find_mistakes, mistakes_beside
from newsreader.cli.notices import ExitCode
from newsreader.config.keys import KEYS, MACROS
from newsreader.config.load import read_settings
from newsreader.config.model import registry
from newsreader.config.paths import Paths, system_paths
from newsreader.config.save import (
    find_setting,
    parse_value,
    save_setting,
    template,
    toml_value,
    unset_setting,
    write_file,
)
from newsreader.domain.errors import UsageError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command."""
    parser.add_argument(
        "action",
        nargs="?",
        default="show",
        choices=("show", "path", "check", "edit", "set", "unset"),
        help="show all settings (default) or one, say where the file is, look for mistakes, open "
        "it in $EDITOR, set one, or go back to its default",
    )
    parser.add_argument(
        "key", nargs="?", metavar="KEY", help="for show, set and unset, as fetch.timeout_s"
    )
    parser.add_argument("value", nargs="?", metavar="VALUE", help="for set, as 60 or 'a text'")
    parser.epilog = (
        "docs/settings.md describes every setting.\n\n"
        "examples:\n"
        "  newsreader config show\n"
        "  newsreader config set fetch.timeout_s 60\n"
        "  newsreader config set links.browser 'firefox --private-window'"
    )


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked for."""
    paths = system_paths()
    if (arguments.action == "set") != (arguments.value is not None):
        raise UsageError("config_usage", "Only 'config set' takes a key and a value, both.")
    if arguments.action == "unset" and arguments.key is None:
        raise UsageError("config_usage", "Say which one: newsreader config unset KEY.")
    if arguments.action in ("path", "edit", "check") and arguments.key is not None:
        raise UsageError("config_usage", f"'config {arguments.action}' takes no key.")
    if arguments.action == "path":
        output.text(str(paths.settings))
    elif arguments.action == "set":
        return _set(paths, arguments.key, arguments.value)
    elif arguments.action == "unset":
        unset_setting(paths.settings, find_setting(arguments.key))
    elif arguments.action == "edit":
        return _edit(paths)
    elif arguments.action == "check":
        return _check(paths)
    else:
        return _show(paths, arguments.key)
    return ExitCode.OK


def _show(paths: Paths, key: str | None) -> int:
    """Print every setting with its value, as TOML with full keys; or those of ``key`` only."""
    settings, problems = read_settings(paths.settings_files)
    shown = [one for one in registry() if key in (None, one.section)]
    choices = [one for one in settings.own_keys if key in (None, one.table, one.key)]
    if key is not None and not shown and not choices and key not in (KEYS, MACROS):
        shown = [find_setting(key)]
    for one in shown:
        value = getattr(getattr(settings, one.section), one.name)
        mark = "" if value == one.default else f"  # default: {toml_value(one.default)}"
        output.text(f"{one.key} = {toml_value(value)}{mark}")
    for choice in choices:
        output.text(f"{choice.table}.{toml_value(choice.name)} = {list(choice.values)}")
    for problem in problems:
        notices.error(str(problem))
    return ExitCode.USAGE if problems else ExitCode.OK


def _check(paths: Paths) -> int:
    problems = find_mistakes(paths)
    for problem in problems:
        notices.error(str(problem))
    for doubt in doubtful_themes(paths):
        notices.warn(str(doubt))
    if problems:
        return ExitCode.USAGE
    notices.tell("The settings are in order.")
    return ExitCode.OK


def _set(paths: Paths, key: str, value: str) -> int:
    one = find_setting(key)
    save_setting(paths.settings, one, parse_value(one, value))
    for problem in mistakes_beside(paths, read_settings(paths.settings_files)[0]):
        if problem.key == key:
            notices.warn(str(problem))
    return ExitCode.OK


def _edit(paths: Paths) -> int:
    """Open the file in the reader's editor, filled with all settings as comments if it is new."""
    if not paths.settings.exists():
        write_file(paths.settings, template())
    editor = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")
    _run_editor(editor, paths.settings)
    return _check(paths)


def _run_editor(editor: list[str], path: Path) -> None:
    try:
        subprocess.run([*editor, str(path)], check=False)  # noqa: S603 - the reader's own editor
    except OSError as error:
        raise UsageError(
            "no_editor",
            f"{editor[0]} cannot be started: {error.strerror}. Set EDITOR and try again.",
        ) from error
