"""Work in the background that meets something nobody foresaw is told of, wherever it was begun."""

from textual.message_pump import MessagePump
from textual.worker import Worker, WorkerState

CHANGING = "changing"
"""The group of workers that make changes one after the other; nobody leaves before they are done.
"""


class Unforeseen:
    """What an app has that tells of failures."""

    def tell_unforeseen(self, failure: BaseException) -> None:
        """Write it into the log and say so."""
        raise NotImplementedError


class Watched(MessagePump):
    """A widget, screen or app whose workers do not fail unseen."""

    def on_worker_state_changed(self, message: Worker.StateChanged) -> None:
        """Hand a failure to the app; the program goes on."""
        failure = message.worker.error
        if message.state is WorkerState.ERROR and failure is not None:
            assert isinstance(self.app, Unforeseen)  # noqa: S101 - tells the type checker
            self.app.tell_unforeseen(failure)
