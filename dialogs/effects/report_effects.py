"""What a reporter's dialogs ask of storage, and what may come of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from storage.errors import Refusal
from storage.records import NewReport, PostAddress, Receipt, ReporterAction, ReportStatus


@dataclass(frozen=True, slots=True)
class SubmitReport:
    """Store this report and send it on.

    Outcome: ReportKept, ReportedBefore, ReportTooSoon or ReportNotKept.
    """

    report: NewReport


@dataclass(frozen=True, slots=True)
class FindReported:
    """Find this person's report of a post in an open case. Outcome: ReportedBefore."""

    person: str
    post: PostAddress


@dataclass(frozen=True, slots=True)
class ListReports:
    """Find this person's own reports. Outcome: ReportsListed."""

    person: str


@dataclass(frozen=True, slots=True)
class ShowReport:
    """Find one report of this person. Outcome: ReportShown or ReportRefused."""

    person: str
    reference: str


@dataclass(frozen=True, slots=True)
class ActOnReport:
    """Do something with a report. Outcome: ReportShown, ReportRefused or ReportUnchanged.

    `tap` names the card that was pressed and what was in it: however often it is, that is one
    action. Empty for what was typed, where the message is what counts.
    """

    person: str
    reference: str
    action: ReporterAction
    tap: str = ""


class WhyRefused(StrEnum):
    """Why a file was not taken as a screenshot.

    UNKNOWN_PLACE: it is kept where the service does not fetch from. TOO_MANY: beside those that a
    report can have.
    """

    NO_PICTURE = "no-picture"
    TOO_LARGE = "too-large"
    TOO_MANY_PIXELS = "too-many-pixels"
    NOT_FETCHED = "not-fetched"
    UNKNOWN_PLACE = "unknown-place"
    TOO_MANY = "too-many"


@dataclass(frozen=True, slots=True)
class KeepScreenshots:
    """Fetch these files and keep them, as screenshots, with what is open. Outcome: ScreenshotsKept.

    `files` are addresses as they came from outside; `room` is how many are taken at most; `text` is
    what was typed beside them, which the outcome gives back to be taken up after it.
    """

    person: str
    files: tuple[str, ...] = field(repr=False)
    room: int
    text: str = ""


# What came of it.


@dataclass(frozen=True, slots=True)
class ScreenshotsKept:
    """The ids of the screenshots that were kept, and why others were not."""

    kept: tuple[UUID, ...]
    refused: tuple[WhyRefused, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class ReportKept:
    """The report is stored; `delivered` tells whether the team's channel has shown it."""

    receipt: Receipt
    delivered: bool


@dataclass(frozen=True, slots=True)
class ReportNotKept:
    """The report could not be stored; nothing was sent."""

    report: NewReport


@dataclass(frozen=True, slots=True)
class ReportTooSoon:
    """The report was not kept: its person has sent `most` within an hour. Good from `again_at`."""

    report: NewReport
    most: int
    again_at: datetime


@dataclass(frozen=True, slots=True)
class ReportedBefore:
    """The person's earlier report of the same post, None where there is none.

    `unsent` is the report that was not kept because of it, None after FindReported.
    """

    earlier: ReportStatus | None
    unsent: NewReport | None = None


@dataclass(frozen=True, slots=True)
class ReportsListed:
    """The person's own reports."""

    reports: Sequence[ReportStatus]


@dataclass(frozen=True, slots=True)
class ReportShown:
    """One report as it now stands; `action` is what was just done with it, if anything."""

    report: ReportStatus
    action: ReporterAction | None = None


@dataclass(frozen=True, slots=True)
class ReportRefused:
    """It was refused; `why` is a sentence, `refusal` the error it comes from."""

    why: str
    refusal: Refusal
    action: ReporterAction | None = None


@dataclass(frozen=True, slots=True)
class ReportUnchanged:
    """What was to be done could not be stored; nothing was sent. `action` holds what was typed."""

    reference: str
    action: ReporterAction


ReportEffect = (
    SubmitReport | FindReported | ListReports | ShowReport | ActOnReport | KeepScreenshots
)
ReportOutcome = (
    ReportKept
    | ReportNotKept
    | ReportTooSoon
    | ReportedBefore
    | ReportsListed
    | ReportShown
    | ReportRefused
    | ReportUnchanged
)
