"""What an event readies in the outbox, and what it calls off there. Pure; for every store.

Beside the card, which every event updates: a line in the card's thread for what the team should
hear of, and a notice to each reporter for whom it changes where their report stands, or to whom a
question is put. One delivery for each event and destination.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from storage.cases.thread import AUDIENCE, EventDetails, LoggedEvent, Thread, happened
from storage.outbox.deliveries import NOTICE_AFTER, STUCK, Delivery
from storage.records import (
    Audience,
    ClaimedDelivery,
    DeliveryKind,
    DeliveryState,
    EventKind,
    ReportStage,
    SecondChannel,
)
from storage.reports.reporting import OwnReport, is_asked, stage_of

_NOTICES = {
    ReportStage.TAKEN: DeliveryKind.NOTICE_TAKEN,
    ReportStage.CLOSED: DeliveryKind.NOTICE_OUTCOME,
}


@dataclass(frozen=True, slots=True)
class FiledReport:
    """A report as the outbox knows it: its row, and what its reporter may see of it."""

    id: UUID
    own: OwnReport


def readied(
    case: UUID, thread: Thread, reports: Iterable[FiledReport], new_id: Callable[[], UUID]
) -> Sequence[Delivery]:
    """Return the deliveries that the last event of a thread readies, besides the card."""
    event, number = thread[-1], len(thread)
    rows = []
    if has_line(event, number):
        # Held until the card has shown the event.
        line = Delivery(new_id(), DeliveryKind.CASE_LINE, case, None, number, event.at, held=True)
        rows.append(line)
    for report in reports:
        kind = _notice(thread, report.own)
        if kind is not None:
            rows.append(Delivery(new_id(), kind, case, report.id, number, event.at))
    return rows


def notice_of_delivery(case: UUID, report: FiledReport, new_id: Callable[[], UUID]) -> Delivery:
    """Return the notice that a new report was delivered, held until the card has shown it."""
    due_at = report.own.submitted_at + NOTICE_AFTER
    kind = DeliveryKind.NOTICE_DELIVERED
    return Delivery(new_id(), kind, case, report.id, report.own.version, due_at, held=True)


def email_wanted(
    claim: ClaimedDelivery, row: Delivery, second: SecondChannel | None, row_id: UUID, at: datetime
) -> Delivery | None:
    """Return the e-mail that is wanted after a try to send a card, whatever came of that.

    In parallel always, else where the card is blocked or dead. There is one for each report that
    joins a case: it is numbered as the event that brought the newest one.
    """
    if second is None or claim.kind is not DeliveryKind.CASE_CARD or claim.case is None:
        return None
    if claim.case.expired or not (second.in_parallel or row.state in STUCK):
        return None
    number = max(e.number for e in claim.case.events if e.kind is EventKind.REPORTED)
    message_id = f"<{row_id}@{second.domain}>"
    kind = DeliveryKind.CASE_EMAIL
    return Delivery(row_id, kind, row.case, None, number, at, message_id=message_id)


def deputy_notice(case: UUID, waits_since: int, at: datetime, row: UUID) -> Delivery:
    """Return the notice to the deputy that a case needs a second handler."""
    return Delivery(row, DeliveryKind.DEPUTY_NOTICE, case, None, waits_since, at)


def unreachable(thread: Thread, row: Delivery, at: datetime) -> LoggedEvent | None:
    """Return the event that a reporter cannot be asked, where a question came to nothing.

    It names the question and not the report, so that nobody learns who cannot be reached.
    """
    cause = f"unreachable:{row.id}"
    given_up = row.state in {DeliveryState.BLOCKED, DeliveryState.DEAD}
    if row.kind is not DeliveryKind.NOTICE_QUESTION or not given_up or happened(thread, cause):
        return None
    details = EventDetails(question=thread[row.event - 1].details.question)
    return LoggedEvent(EventKind.UNREACHABLE, at, cause, details=details)


def has_line(event: LoggedEvent, number: int) -> bool:
    """Tell whether an event gets a line in the thread; the first report is the card itself."""
    return AUDIENCE[event.kind] is Audience.TEAM and number > 1


def overtakes(event: LoggedEvent) -> bool:
    """Tell whether an event may make waiting deliveries needless."""
    return event.kind in {EventKind.CLOSED, EventKind.WITHDRAWN}


def is_overtaken(row: Delivery, event: LoggedEvent, report: UUID | None) -> bool:
    """Tell whether an event makes a waiting delivery needless.

    `report` is the row of the report that the event concerns. A closed case asks nothing more, and
    whoever withdrew hears nothing more.
    """
    if event.kind is EventKind.CLOSED:
        return row.kind is DeliveryKind.NOTICE_QUESTION
    return event.kind is EventKind.WITHDRAWN and row.report is not None and row.report == report


def _notice(thread: Thread, report: OwnReport) -> DeliveryKind | None:
    before, after = stage_of(thread[:-1], report), stage_of(thread, report)
    if after is not before:
        return _NOTICES.get(after)
    ended = after in {ReportStage.WITHDRAWN, ReportStage.CLOSED}
    asked = is_asked(thread[-1], len(thread), report.version)
    return DeliveryKind.NOTICE_QUESTION if asked and not ended else None
