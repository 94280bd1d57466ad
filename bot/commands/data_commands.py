"""The operator's commands about data: rewrap, hold, data export and data erase.

Each returns the lines to print. Whoever runs one is in the audit by the name of their login, as a
pseudonym.
"""

import getpass
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager

from bot.commands.subject_access import as_json
from bot.settings import Settings
from storage.data_protection.rewrapping import rewrap, undo
from storage.database.opening import open_database
from storage.database.sql import SqlStores, open_stores
from storage.records import Erasure, Subject

TRIED = "Nothing was erased yet. To erase it, say --yes."
REPEAT = (
    "Keep this list with your register of requests: a backup that is restored brings back what was "
    "erased since, and it must then be erased again."
)
_ERASED = {
    "identities": "Who sent the report",
    "words": "What the report said, and was added or answered later",
    "authorships": "Who is recorded as the author of the post",
}
_KEPT = {
    "on_hold": "Kept, because of a legal hold",
    "still_open": "Kept until the case is closed: a report's words, or who wrote the post",
}


async def rewrapped(settings: Settings) -> Sequence[str]:
    """Seal everything with the current key. Raises StorageError."""
    cipher = settings.ring().cipher()
    database = open_database(settings.database_url)
    try:
        done = await rewrap(database, cipher)
    finally:
        await database.close()
    told = f"Encrypted anew with key {cipher.current}: {done.keys} keys, {done.values} values."
    if done.remaining:
        left = ", ".join(sorted(done.remaining))
        return [told, f"Something is still encrypted with: {left}. Run this again."]
    return [told, "Nothing in the database needs another key. Backups may: keep it while they do."]


async def undone(settings: Settings) -> Sequence[str]:
    """Seal everything as the version before this knows it. Raises StorageError."""
    database = open_database(settings.database_url)
    try:
        done = await undo(database, settings.ring().cipher())
    finally:
        await database.close()
    return [f"Encrypted with the service's own key again: {done} values."]


async def restored(settings: Settings) -> Sequence[str]:
    """Take what a restored backup holds as not sent as possibly sent. Raises StorageError."""
    async with _stores(settings) as stores:
        count = await stores.protection.restored(getpass.getuser())
    return [
        f"{count} messages may have been sent since the backup. They will say so.",
        "Now erase again what was erased since the backup: see your register of requests.",
    ]


async def held(settings: Settings, reference: str, *, on: bool) -> Sequence[str]:
    """Put a case under legal hold, or end that. Raises UnknownCase and other StorageErrors."""
    async with _stores(settings) as stores:
        await stores.protection.hold(reference, getpass.getuser(), on=on)
    return [
        "The case is on hold: nothing of it is erased."
        if on
        else "The case is not on hold any more: it is erased in its time."
    ]


async def exported(settings: Settings, subject: Subject) -> Sequence[str]:
    """Return what is held about a person, as JSON. Raises StorageError."""
    async with _stores(settings) as stores:
        found = await stores.protection.held_about(subject, getpass.getuser())
    return [as_json(found)]


async def erased(settings: Settings, subject: Subject, *, for_good: bool) -> Sequence[str]:
    """Erase what is held about a person, or tell what would be. Raises StorageError."""
    async with _stores(settings) as stores:
        done = await stores.protection.erase(subject, getpass.getuser(), try_only=not for_good)
    return list(_told(done, for_good=for_good))


def _told(done: Erasure, *, for_good: bool) -> Iterator[str]:
    if done == Erasure():
        yield "Nothing is held about this person that can be found by them."
        return
    yield "Erased:" if for_good else "Would be erased:"
    for field, what in _ERASED.items():
        yield from (f"  {reference}  {what}" for reference in getattr(done, field))
    if done.conversations:
        yield f"  {done.conversations} open conversation(s) with the bot"
    for field, why in _KEPT.items():
        yield from (f"{why}: {reference}" for reference in getattr(done, field))
    yield REPEAT if for_good else TRIED


@asynccontextmanager
async def _stores(settings: Settings) -> AsyncIterator[SqlStores]:
    jobs = settings.delivery_engine == "procrastinate"
    stores = await open_stores(settings.database_url, settings.ring().cipher(), jobs=jobs)
    try:
        yield stores
    finally:
        await stores.close()
