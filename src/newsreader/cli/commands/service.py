"""``newsreader service``: fetch regularly, also while nobody reads."""

import argparse
import os

from newsreader.cli import output
from newsreader.cli.notices import ExitCode, tell
from newsreader.domain.errors import NewsreaderError
from newsreader.services.timer import (
    INTERVALS_MIN,
    FetchTimer,
    cron_line,
    fetch_command,
    has_systemd,
    unit_folder,
)

_LINGERING = (
    "On a server the timer stops when you log out, unless your account may linger: "
    "loginctl enable-linger"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)

    def action(name: str, summary: str) -> argparse.ArgumentParser:
        return actions.add_parser(name, help=summary, description=summary)

    install = action("install", "Start a timer of systemd, or print a cron line.")
    cron = action("cron", "Print the line for crontab -e.")
    for regular in (install, cron):
        regular.add_argument(
            "--every",
            type=int,
            choices=INTERVALS_MIN,
            default=30,
            metavar="MINUTES",
            help=f"one of {', '.join(map(str, INTERVALS_MIN))} (default 30); feeds are fetched "
            "when they are due, not more often",
        )
    action("status", "Say whether the timer runs, and when it fetches next.")
    action("remove", "Stop the timer and remove it.")
    parser.epilog = "example:\n  newsreader service install --every 60"


def run(arguments: argparse.Namespace) -> int:
    """Install, show or remove the timer."""
    timer = FetchTimer(unit_folder())
    if arguments.action == "cron":
        output.text(cron_line(fetch_command(), arguments.every, os.environ))
        return ExitCode.OK
    if arguments.action == "install":
        return _install(timer, arguments.every)
    if arguments.action == "remove":
        tell("The timer is removed." if timer.remove() else "There was no timer.")
        return ExitCode.OK
    if not timer.is_installed:
        tell("There is no timer. Start one with: newsreader service install")
        return ExitCode.FAILED
    output.text(timer.status())
    return ExitCode.OK


def _install(timer: FetchTimer, minutes: int) -> int:
    if not has_systemd():
        tell("There is no systemd for your account here. Add this line with crontab -e:")
        output.text(cron_line(fetch_command(), minutes, os.environ))
        return ExitCode.FAILED
    try:
        timer.install(minutes)
    except NewsreaderError as error:
        tell(f"{error} Nothing was installed. Add this line with crontab -e:")
        output.text(cron_line(fetch_command(), minutes, os.environ))
        return ExitCode.FAILED
    tell(f"Feeds are fetched every {minutes} minutes from now on.")
    for path in timer.files:
        tell(f"Written: {path}")
    tell(_LINGERING)
    return ExitCode.OK
