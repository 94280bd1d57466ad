"""How fast deliveries go into one channel or chat, so that Teams does not turn the bot away.

Teams takes about seven messages a second and 1,800 an hour from a bot in one conversation
("Optimize your bot with rate limiting in Teams"). The bot's deliveries keep well below that; its
answers to what people write are not held up. Each process paces itself: with several replicas, and
where Teams' limits change, a 429 does the rest (bot.deliveries.settlement).
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

MINUTE_SECONDS = 60.0
BURST, BURST_SECONDS = 4, 1.0
LONGEST_NAP_SECONDS = 2.0
MOST_REMEMBERED = 5_000


@dataclass(slots=True)
class Pace:
    """At most `a_minute` sends a minute to one destination, and few at once; 0 paces nothing."""

    a_minute: int = 0
    seconds: Callable[[], float] = time.monotonic
    _sent: dict[str, deque[float]] = field(default_factory=dict)

    async def turn(self, destination: str) -> float:
        """Take a place in the row and wait for it; return 0 once the send may go.

        Where that would take long, no place is taken, and the seconds to come back in are returned:
        whoever waits holds a lease, which must not run out meanwhile.
        """
        if not self.a_minute:
            return 0.0
        wait = self._wait(destination)
        if wait > LONGEST_NAP_SECONDS:
            return wait
        self._of(destination).append(self.seconds() + wait)
        await asyncio.sleep(wait)
        return 0.0

    def _wait(self, destination: str) -> float:
        sent, now = self._of(destination), self.seconds()
        free_at = now
        for most, within in ((BURST, BURST_SECONDS), (self.a_minute, MINUTE_SECONDS)):
            if len(sent) >= most:
                free_at = max(free_at, sent[-most] + within)
        return free_at - now

    def _of(self, destination: str) -> deque[float]:
        """Return the places taken, the last ones only; old destinations are let go of."""
        if len(self._sent) > MOST_REMEMBERED:
            last = self.seconds() - MINUTE_SECONDS
            self._sent = {key: row for key, row in self._sent.items() if row and row[-1] > last}
        return self._sent.setdefault(destination, deque(maxlen=max(self.a_minute, BURST)))
