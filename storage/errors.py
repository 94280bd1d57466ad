"""Errors of the stores. Their docstrings are their messages, for the person who meets them."""

from datetime import datetime


class StorageError(Exception):
    """The records could not be reached."""

    def __init__(self) -> None:
        super().__init__(self.__class__.__doc__)


class NotStored(StorageError):
    """I could not save this. Nothing was sent."""


class StateConflict(StorageError):
    """Another writer changed this conversation first."""


class AlreadyProcessed(StorageError):
    """This activity was processed before."""


class UnknownCase(StorageError):
    """There is no case with this reference."""


class UnknownDelivery(StorageError):
    """There is no such delivery."""


class Unreadable(StorageError):
    """A record could not be read with the present key."""


class NotTaken(StorageError):
    """Nobody has taken this case yet. Take it first."""


class AlreadyDecided(StorageError):
    """This case has been decided already."""


class NeedsSecondHandler(StorageError):
    """You cannot act on this case just now. Please ask a colleague to handle it."""


class AlreadyTaken(StorageError):
    """Somebody else has taken this case."""

    def __init__(self, by: str, at: datetime) -> None:
        super().__init__()
        self.by = by
        self.at = at
