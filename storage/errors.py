"""Errors of the stores. Their docstrings are their messages, for the person who meets them."""

from collections.abc import Sequence
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


class UnknownDelivery(StorageError):
    """There is no such delivery."""


class NotStuck(StorageError):
    """This delivery is neither blocked nor dead. It needs nothing."""


class Unreadable(StorageError):
    """A record could not be read with the present key."""


class NoSuchKey(Unreadable):
    """The records were encrypted with a key that is not among the keys of this service."""


class NotUndone(StorageError):
    """Records are encrypted with keys of their own: run "python -m bot rewrap --undo" first."""


class CannotUndo(StorageError):
    """The key was changed since, which an earlier version could not know. Restore a backup."""


class NotMigrated(StorageError):
    """The database is older than this version: run "python -m bot migrate" first."""


class NeedsStop(StorageError):
    """Stop every replica, then run "python -m bot migrate --stopped"."""


class Refusal(StorageError):
    """This cannot be done now."""


# What a reporter may meet.


class UnknownReport(Refusal):
    """You have no report with this reference."""


class AlreadyReported(Refusal):
    """You have already reported this post."""

    def __init__(self, reference: str) -> None:
        super().__init__()
        self.reference = reference


class TooManyReports(Refusal):
    """You have sent as many reports as I take from one person within an hour."""

    def __init__(self, again_at: datetime) -> None:
        super().__init__()
        self.again_at = again_at


class ReportWithdrawn(Refusal):
    """You have withdrawn this report."""


class ReportClosed(Refusal):
    """This report is closed."""


class TooManyScreenshots(Refusal):
    """A report can have five screenshots at most."""


class UnknownScreenshot(Refusal):
    """This case has no such screenshot."""


class UnknownQuestion(Refusal):
    """There is no such question about your report."""


class AlreadyAnswered(Refusal):
    """You have already answered this question."""


# What a member of the team may meet.


class UnknownCase(Refusal):
    """There is no case with this reference."""


class NotTaken(Refusal):
    """Nobody has taken this case yet. Take it first."""


class NotDecided(Refusal):
    """This case has not been decided yet. Decide it first."""


class NotClosed(Refusal):
    """This case is open already."""


class AlreadyDecided(Refusal):
    """This case has been decided already."""


class AlreadyClosed(Refusal):
    """This case is closed. Reopen it first."""


class NeedsSecondHandler(Refusal):
    """You cannot act on this case just now. Please ask a colleague to handle it.

    Shared by every cause (stepped aside, reported it, wrote the post), so that it tells of none.
    """

    def __init__(self) -> None:
        super().__init__()
        self.args = ((self.__class__.__doc__ or "").partition("\n")[0],)


class AlreadyTaken(Refusal):
    """Somebody else has taken this case."""

    def __init__(self, by: str, at: datetime) -> None:
        super().__init__()
        self.by = by
        self.at = at


class NeedsPrinciple(Refusal):
    """A breach needs the principle it rests on."""


class NeedsReason(Refusal):
    """This needs a reason."""


class NeedsClosingCode(Refusal):
    """Not a breach needs a closing code: one of the policy's clauses about that, or other."""


class NotOnChecklist(Refusal):
    """That is not a step of the policy's checklist for this decision."""


class NeedsWhoAndWhen(Refusal):
    """This step needs who did it, and on which day."""


class WrongAnswer(Refusal):
    """This step cannot be answered so."""


class StepsMissing(Refusal):
    """The policy's steps for this decision are not all recorded yet."""

    def __init__(self, steps: Sequence[str]) -> None:
        super().__init__()
        self.steps = tuple(steps)


class NobodyToAsk(Refusal):
    """There is no reporter to ask: the report was withdrawn, or there is none of that number."""


class NeedsAuthor(Refusal):
    """An author needs a work e-mail address, or to be chosen from the directory."""
