"""A model being fetched in the background, for a page that shows how far it is and can stop it.

It outlives the page that started it, not the process; what was fetched until then is kept and taken up again.
"""

import threading
import time
from dataclasses import dataclass, replace

from assistant.errors import AssistantError
from assistant.models.download import Fetching
from assistant.models.network import Network
from assistant.models.offers import Offer
from assistant.models.shelf import ModelShelf

# Seconds after which a speed means something.
MEASURABLE = 1.0


@dataclass(frozen=True)
class PullState:
    """How far it is: bytes there and in all (0 while unknown), seconds since the start, bytes that an earlier try had
    `begun`; at the end the model, or why there is none."""

    name: str
    done: int = 0
    total: int = 0
    seconds: float = 0.0
    begun: int | None = None
    offer: Offer | None = None
    failure: AssistantError | None = None

    @property
    def running(self) -> bool:
        """Whether it goes on."""
        return self.offer is None and self.failure is None

    @property
    def rate(self) -> float | None:
        """Bytes a second since the start; None in the first moment."""
        fetched = self.done - (self.begun or 0)
        return fetched / self.seconds if fetched > 0 and self.seconds >= MEASURABLE else None


class BackgroundPull:
    """Fetches a model of the shelf in a thread of its own, from the moment it is made."""

    def __init__(self, shelf: ModelShelf, name: str, network: Network) -> None:
        self._shelf, self._start, self._stopped = shelf, time.monotonic(), threading.Event()
        self._state = PullState(name)
        self._how = Fetching(network, self._note, self._stopped)
        self._thread = threading.Thread(target=self._work, name="pull", daemon=True)
        self._thread.start()

    @property
    def state(self) -> PullState:
        """How far it is now."""
        state = self._state
        return replace(state, seconds=time.monotonic() - self._start) if state.running else state

    def stop(self) -> None:
        """Ends it soon; the state then says PullStopped. What is there is kept for another try."""
        self._stopped.set()

    def wait(self, seconds: float | None = None) -> PullState:
        """The state at the end, or after so many seconds."""
        self._thread.join(seconds)
        return self.state

    def _note(self, done: int, total: int) -> None:
        begun = done if self._state.begun is None else self._state.begun
        self._state = replace(self._state, done=done, total=total, begun=begun)

    def _work(self) -> None:
        try:
            offer, failure = self._shelf.pull(self._state.name, self._how), None
        except AssistantError as error:
            offer, failure = None, error
        self._state = replace(self._state, offer=offer, failure=failure, seconds=time.monotonic() - self._start)
