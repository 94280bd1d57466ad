"""What every SQL store needs besides the database: the cipher, the clock, and fresh names."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from storage.cipher import Cipher
from storage.ports import Clock
from storage.references import new_reference
from storage.times import in_utc, utc_now


@dataclass(frozen=True, slots=True)
class Kit:
    """Injected, so that tests may fix time and chance."""

    cipher: Cipher
    clock: Clock = utc_now
    new_id: Callable[[], UUID] = uuid4
    new_reference: Callable[[str], str] = new_reference

    def now(self) -> datetime:
        """Return the clock's time. Raises ValueError where the clock is naive."""
        return in_utc(self.clock())
