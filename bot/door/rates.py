"""How many messages a person may send: a sliding window for each, in this process alone.

Several replicas count each for itself; the limit keeps a person from holding up others, and need
not be exact for that.
"""

import time
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from enum import Enum, auto

WINDOW_SECONDS = 60.0
MOST_REMEMBERED = 20_000


class Pass(Enum):
    """Whether a message is taken. Whoever is told to wait is told so once a window, not each time.

    An answer to each would let one person use up what Teams lets the bot send to all.
    """

    TAKEN = auto()
    TOLD_TO_WAIT = auto()
    IGNORED = auto()


@dataclass(slots=True)
class _Window:
    """A person's messages of the last minute: when, and which; and when they were told to wait."""

    taken: deque[tuple[float, str]] = field(default_factory=deque)
    told_at: float = float("-inf")


@dataclass(slots=True)
class Rates:
    """Counts messages by person; `most` a minute, 0 for as many as they like.

    A message that the channel sends again, under the same id, counts once.
    """

    most: int
    seconds: Callable[[], float] = time.monotonic
    _windows: OrderedDict[Hashable, _Window] = field(default_factory=OrderedDict)

    def take(self, person: Hashable, message: str) -> Pass:
        """Count a message, if there is room for it; what is not taken does not count."""
        if not self.most:
            return Pass.TAKEN
        now, window = self.seconds(), self._window(person)
        while window.taken and now - window.taken[0][0] >= WINDOW_SECONDS:
            window.taken.popleft()
        if message and any(message == one for _, one in window.taken):
            return Pass.TAKEN
        if len(window.taken) < self.most:
            window.taken.append((now, message))
            return Pass.TAKEN
        if now - window.told_at < WINDOW_SECONDS:
            return Pass.IGNORED
        window.told_at = now
        return Pass.TOLD_TO_WAIT

    def _window(self, person: Hashable) -> _Window:
        """Return a person's window; of too many, those that were used longest ago are let go of."""
        window = self._windows.setdefault(person, _Window())
        self._windows.move_to_end(person)
        if len(self._windows) > MOST_REMEMBERED:
            self._windows.popitem(last=False)
        return window
