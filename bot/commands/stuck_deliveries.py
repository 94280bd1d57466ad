"""Lists what could not be delivered, and readies it again: `bot deliveries`.

It shows codes and times only: neither what a delivery says nor to whom.
"""

import getpass
from collections.abc import Iterator, Sequence
from uuid import UUID

from bot.settings import Settings
from storage.database.sql import open_stores
from storage.ports.stores import Stores
from storage.records import StuckDelivery

MOST = 1000
NONE_STUCK = "No delivery is blocked or dead."
_HEADING = "id  kind  state  reason  attempts  waiting since  tried next"


async def deliveries(settings: Settings, requeue: UUID | None = None) -> Iterator[str]:
    """Requeue one delivery, or list all that are stuck; return lines to be read.

    Raises StorageError: UnknownDelivery or NotStuck for one that cannot be requeued.
    """
    jobs = settings.delivery_engine == "procrastinate"
    stores = await open_stores(settings.database_url, settings.ring().cipher(), jobs=jobs)
    try:
        return await _lines(stores, requeue)
    finally:
        await stores.close()


def listed(stuck: Sequence[StuckDelivery]) -> Iterator[str]:
    """Yield the lines for these deliveries."""
    if not stuck:
        yield NONE_STUCK
        return
    yield _HEADING
    for one in stuck:
        tried_next = one.tried_next.isoformat(timespec="seconds") if one.tried_next else "never"
        yield (
            f"{one.id}  {one.kind}  {one.state}  {one.reason}  {one.attempts}  "
            f"{one.waits_since.isoformat(timespec='seconds')}  {tried_next}"
        )


async def _lines(stores: Stores, requeue: UUID | None) -> Iterator[str]:
    if requeue is None:
        return listed(await stores.outbox.stuck(MOST))
    await stores.outbox.requeue(requeue, getpass.getuser())
    return iter(["The delivery is ready again. It is sent within seconds while the service runs."])
