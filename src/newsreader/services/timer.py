"""Fetching by itself: a systemd timer of the user, or a line for cron where there is none."""

import os
import shlex
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from shutil import which

from newsreader.domain.errors import NewsreaderError
from newsreader.services.own_command import own_command

INTERVALS_MIN = (15, 20, 30, 60, 120, 180, 240, 360, 720, 1440)
NAME = "newsreader-fetch"
_KEPT_VARIABLES = (
    "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "HTTP_PROXY", "HTTPS_PROXY",
    "ALL_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "all_proxy", "no_proxy", "SSL_CERT_FILE",
)  # fmt: skip

Runner = Callable[[Sequence[str]], "subprocess.CompletedProcess[str]"]


def fetch_command() -> list[str]:
    """Give the command that fetches with this very installation."""
    return [*own_command("newsreader"), "fetch"]


def service_unit(command: Sequence[str], environ: Mapping[str, str]) -> str:
    """Write the unit that fetches once, as systemd.service(5) has it."""
    kept = [f"{name}={environ[name]}" for name in _KEPT_VARIABLES if environ.get(name)]
    variables = "".join(f"Environment={_quoted(setting)}\n" for setting in kept)
    return (
        "[Unit]\nDescription=Fetch feeds for newsreader\n\n"
        "[Service]\nType=oneshot\nNice=10\n"
        "SuccessExitStatus=1\n"  # some feeds failed; newsreader doctor tells which
        f"{variables}ExecStart={' '.join(_quoted(word).replace('$', '$$') for word in command)}\n"
    )


def timer_unit(minutes: int) -> str:
    """Write the timer: at fixed times with a random delay, made up for after a sleep."""
    when = f"*:0/{minutes}" if minutes < 60 else f"0/{minutes // 60}:00"
    if minutes == 1440:
        when = "daily"
    return (
        "[Unit]\nDescription=Fetch feeds for newsreader regularly\n\n"
        f"[Timer]\nOnCalendar={when}\nRandomizedDelaySec=300\nPersistent=true\n\n"
        "[Install]\nWantedBy=timers.target\n"
    )


def cron_line(command: Sequence[str], minutes: int, environ: Mapping[str, str]) -> str:
    """Write the line for ``crontab -e`` that does the same.

    >>> cron_line(["newsreader", "fetch"], 30, {})
    '*/30 * * * * newsreader fetch >/dev/null 2>&1'
    """
    when = f"*/{minutes} * * * *" if minutes < 60 else f"0 */{minutes // 60} * * *"
    if minutes == 1440:
        when = "0 6 * * *"
    kept = [f"{name}={shlex.quote(environ[name])}" for name in _KEPT_VARIABLES if environ.get(name)]
    # cron takes a percent sign for a new line (crontab(5))
    line = " ".join([*kept, shlex.join(command)]).replace("%", r"\%")
    return f"{when} {line} >/dev/null 2>&1"


class FetchTimer:
    """The user's timer; ``folder`` is where systemd looks for the user's units."""

    def __init__(self, folder: Path, run: Runner | None = None) -> None:
        self._folder = folder
        self._run = run or _run

    @property
    def files(self) -> tuple[Path, Path]:
        """The service and the timer."""
        return self._folder / f"{NAME}.service", self._folder / f"{NAME}.timer"

    @property
    def is_installed(self) -> bool:
        """Whether the files are there."""
        return all(path.exists() for path in self.files)

    def install(self, minutes: int, environ: Mapping[str, str] = os.environ) -> None:
        """Write both files and start the timer; raises NewsreaderError ``timer_failed``."""
        service, timer = self.files
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            service.touch(mode=0o600)
            service.chmod(0o600)  # a proxy may have a password
            service.write_text(service_unit(fetch_command(), environ), encoding="utf-8")
            timer.write_text(timer_unit(minutes), encoding="utf-8")
        except OSError as error:
            raise _failure(f"The timer could not be written: {error}.") from error
        try:
            self._systemctl("daemon-reload")
            self._systemctl("enable", "--now", timer.name)
        except NewsreaderError:
            self._unlink()  # half a timer would start by itself one day
            raise

    def remove(self) -> bool:
        """Stop the timer and remove its files; False if there was none.

        The files go also where systemd does not answer, which is raised afterwards.
        """
        if not any(path.exists() for path in self.files):
            return False
        try:
            self._systemctl("disable", "--now", f"{NAME}.timer")
        finally:
            self._unlink()
        self._systemctl("daemon-reload")
        return True

    def _unlink(self) -> None:
        # the link is what "enable" makes, and what "disable" could not take away
        wanted = self._folder / "timers.target.wants" / f"{NAME}.timer"
        for path in (*self.files, wanted):
            path.unlink(missing_ok=True)

    def status(self) -> str:
        """Tell in systemd's words when it fetches next."""
        return self._systemctl("list-timers", "--all", "--no-pager", f"{NAME}.timer")

    def _systemctl(self, *arguments: str) -> str:
        try:
            done = self._run(["systemctl", "--user", *arguments])
        except (OSError, subprocess.SubprocessError) as error:
            raise _failure("systemd does not answer here. Use the line for cron.") from error
        if done.returncode:
            reason = done.stderr.strip() or f"exit code {done.returncode}"
            raise _failure(f"systemctl --user {arguments[0]} failed: {reason}.")
        return done.stdout.strip()


def has_systemd() -> bool:
    """Tell whether a systemd of the user may be there."""
    return which("systemctl") is not None and "XDG_RUNTIME_DIR" in os.environ


def unit_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Give the folder of the user's units (systemd.unit(5))."""
    home = environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(home) / "systemd" / "user"


def _run(command: Sequence[str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # noqa: S603 - a fixed program, no shell
        command, capture_output=True, text=True, timeout=30, check=False
    )


def _quoted(word: str) -> str:
    """Quote a word for a unit file, where percent signs are specifiers.

    In commands, but only there, dollars are variables as well (systemd.service(5)).
    """
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'


def _failure(sentence: str) -> NewsreaderError:
    return NewsreaderError("timer_failed", sentence)
