"""What every SQL store needs besides the database: the cipher, the clock, and fresh names."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from storage.cases.thread import Pseudonym
from storage.data_protection.cipher import Cipher
from storage.database.times import in_utc, utc_now
from storage.ports.clock import Clock
from storage.records import Actor, PostAddress
from storage.references import new_reference


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

    def post_hash(self, post: PostAddress) -> bytes:
        """Return by what the cases of one post are found."""
        return self.cipher.hash_of("post", post.network, post.thread, post.message)

    def thread_hash(self, post: PostAddress) -> bytes:
        """Return by what the cases of one thread are found."""
        return self.cipher.hash_of("thread", post.network, post.thread)

    def known_as(self, actor: Actor) -> frozenset[Pseudonym]:
        """Return all pseudonyms of a member of the team: by directory id, and by e-mail."""
        by_email = map(self.cipher.email, actor.addresses)
        return frozenset((self.cipher.person(actor.person), *by_email))
