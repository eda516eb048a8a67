"""The entry point of the screen."""

import os
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from newsreader.config.model import Settings
from newsreader.config.paths import Paths
from newsreader.ui.startup import early_screen, save_frame

if TYPE_CHECKING:
    from newsreader.services.library import Library


def run_screen(
    opening: "AbstractContextManager[tuple[Library, Settings]]",
    state: Path | None = None,
    glyphs: str = "auto",
    paths: Paths | None = None,
) -> int:
    """Run the program on the screen and give its exit code; a defect is raised.

    ``opening`` opens the library, after the last frame is shown; frames lie in the folder
    ``state``, without one none is shown or kept. ``glyphs`` is the setting ``screen.glyphs``,
    ``paths`` say where settings and themes are.
    """
    with early_screen(state, os.environ, glyphs) as terminal, opening as (library, settings):
        from newsreader.services.first_look import take_first_look

        first_look = take_first_look(library)
        # Not before: it imports Textual, which takes longer than all the rest.
        from newsreader.ui.app import NewsreaderApp
        from newsreader.ui.loop import run

        app = NewsreaderApp(library, settings, terminal=terminal, paths=paths)
        app.first_look = first_look
        run(app.run_async(mouse=settings.screen.mouse and not terminal.is_dumb))
        if app.failure is not None:
            raise app.failure
        if state is not None:
            save_frame(state, (app.size.width, app.size.height), terminal, app.frame())
    return app.return_code or 0
