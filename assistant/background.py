"""Work behind the page: steps one after another, then one piece of work again and again until it is closed.

What fails is kept by the name of its step, for the page to show; the other steps go on. Does not know what the work is.
"""

import logging
import threading
from collections.abc import Callable, Sequence

from assistant.errors import AssistantError

Step = tuple[str, Callable[[], None]]
_log = logging.getLogger(__name__)


class Background:
    """One thread that takes steps. `failures` holds the error of each step that failed when last tried."""

    def __init__(self) -> None:
        self.failures: dict[str, AssistantError] = {}
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, steps: Sequence[Step], *, then: Step, every: float) -> None:
        """Takes the steps in order, then `then` every so many seconds."""
        self._thread = threading.Thread(target=self._run, args=(steps, then, every), name="background", daemon=True)
        self._thread.start()

    @property
    def started(self) -> bool:
        """Whether it takes the steps by itself, so that nobody else need."""
        return self._thread is not None

    @property
    def closing(self) -> bool:
        """Whether long work ought to stop."""
        return self._closing.is_set()

    def close(self) -> None:
        """Lets the step under way end and takes no other."""
        self._closing.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self, steps: Sequence[Step], then: Step, every: float) -> None:
        for step in steps:
            if not self.closing:
                self._tried(*step)
        while not self._closing.wait(every):
            self._tried(*then)

    def _tried(self, name: str, work: Callable[[], None]) -> None:
        try:
            work()
        except AssistantError as error:
            if str(self.failures.get(name)) != str(error):
                _log.error("%s", error)
            self.failures[name] = error
        else:
            self.failures.pop(name, None)
