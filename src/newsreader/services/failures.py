"""The program's own log: what nobody foresaw, with where it happened."""

import os
import time
from pathlib import Path

from newsreader import __version__


def log_failure(path: Path, failure: BaseException, doing: str) -> bool:
    """Append a traceback to the log, readable by its owner only; False if that failed as well."""
    from traceback import format_exception

    stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    text = f"{stamp} newsreader {__version__} {doing}\n{''.join(format_exception(failure))}\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(
            path, "a", encoding="utf-8", opener=lambda p, flags: os.open(p, flags, 0o600)
        ) as log:
            log.write(text)
    except OSError:
        return False
    return True
