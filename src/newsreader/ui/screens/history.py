"""The list of what was done: go back to a step, or forward to one that was taken back."""

from collections.abc import Callable

from textual.app import App

from newsreader.services.undo import History
from newsreader.ui.screens.pick import Choice, PickScreen

_TITLE = "What was done, the latest first"
_KEYS = "Enter take back, or do again, to here   Esc leave all"


def pick_step(
    app: App[None], history: History, say: Callable[[str], None], go: Callable[[int], None]
) -> None:
    """Let a step be picked; ``go`` gets how many to take back, below 0 how many to do again."""
    undone = [Choice(f"{step.title} (taken back)", "", True) for step in history.undone]
    done = [Choice(step.title) for step in reversed(history.done)]
    if not undone and not done:
        say("Nothing has been changed yet.")
        return
    # the cursor begins at what an undo would take back
    start = len(undone) if done else len(undone) - 1

    def picked(number: int | None) -> None:
        if number is not None:
            back = len(history.undone)
            go(number - back if number < back else number - back + 1)

    app.push_screen(PickScreen(_TITLE, [*undone, *done], _KEYS, start), picked)
