"""Deliveries and scheduled work, each done by whoever comes first."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Protocol
from uuid import UUID

from storage.records import (
    Backlog,
    ClaimedDelivery,
    DeliveryState,
    SecondChannel,
    Settlement,
    StuckDelivery,
)


class Outbox(Protocol):
    """Deliveries, sent by whoever holds their lease."""

    async def due(self, limit: int) -> Sequence[UUID]:
        """Ids of deliveries to be tried now, longest waiting first.

        Ready, uncertain or blocked ones whose wait is over, and those whose lease ran out.
        """

    async def claim(self, delivery: UUID, lease: timedelta) -> ClaimedDelivery | None:
        """Take the lease; None where it is not due, is done, or another holds it.

        A delivery whose earlier lease ran out comes back with `may_repeat`. One whose record cannot
        be read is blocked, and None returned, so that it does not stand in the way of others.
        """

    async def settle(
        self,
        claimed: ClaimedDelivery,
        settlement: Settlement,
        second: SecondChannel | None = None,
    ) -> DeliveryState:
        """Record what came of a try, if the lease is still held; return the state.

        A case card's arrival marks the reports that it showed as delivered. A later version of the
        card that was readied meanwhile stays ready. A question that is blocked or dead tells the
        team that a reporter cannot be reached, not who. With a `second` channel a card that cannot
        be delivered (in parallel: every card) readies an e-mail in the same transaction, once for
        each report; its arrival marks the reports that it told of as delivered. A card that arrives
        calls off the e-mails that only stood in for it. Raises UnknownDelivery.
        """

    async def unblock(self) -> None:
        """Make due what waits after a failure, since a destination may have been mended.

        What was asked to wait (429) goes on waiting, and so does what failed by itself.
        """

    async def state(self, delivery: UUID) -> DeliveryState:
        """Return the state of one delivery. Raises UnknownDelivery."""

    async def stuck(self, limit: int) -> Sequence[StuckDelivery]:
        """Return what is blocked or dead, longest waiting first, without content."""

    async def counts(self) -> Mapping[DeliveryState, int]:
        """Return how many deliveries are in each state."""

    async def backlog(self) -> Backlog:
        """Return the counts, and since when the oldest of those that are not sent has waited."""

    async def requeue(self, delivery: UUID, operator: str) -> None:
        """Ready a blocked or dead delivery again, which is audited, under a pseudonym.

        `operator` is whoever uses the command line. Raises UnknownDelivery, NotStuck.
        """

    async def sweep(self, limit: int) -> int:
        """Give a job to each due delivery that has none; return how many there were.

        Does nothing where deliveries have no jobs (storage.outbox.jobs).
        """


class Rota(Protocol):
    """Scheduled work, done once whichever replica comes to it first."""

    async def begin(self, chore: str, lease: timedelta) -> bool:
        """Tell whether the chore is due and the caller is to do it now, within the lease.

        A chore that was never done is due. One that is not ended within the lease is due again.
        """

    async def end(self, chore: str, every: timedelta) -> None:
        """Note that the chore was done; it is due again after so long."""
