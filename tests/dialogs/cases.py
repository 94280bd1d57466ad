"""Cases as the tests need them."""

from datetime import timedelta
from typing import Any

from dialogs.effects.case_effects import CaseShown, Onward
from dialogs.payloads.case_payloads import CaseView
from storage.cases.checklists import checklist
from storage.records import (
    Actor,
    CaseEvent,
    CaseForTeam,
    CaseStatus,
    CaseSummary,
    ChecklistStep,
    Decision,
    DecisionKind,
    EventKind,
    ExportRow,
    ReportForTeam,
    StepAnswer,
    StepRecord,
)
from tests.dialogs.chat import MORNING, Chat
from tests.dialogs.test_yammer_links import SHAPES

REFERENCE = "C-7K3M-9QXT"
IDA = Actor(person="ic-1", name="Ida Comms")
SAM = Actor(person="ic-2", name="Sam Second")
HACKED = Decision(
    kind=DecisionKind.HARD, principle="hard-breach.hacked", reason="It says so outright."
)
HOSTILE = "{{DATE(2026-01-01)}} [x](https://evil.example) <at>all</at> **b** \u202e # h ![i](j)"


def report(**fields: Any) -> ReportForTeam:
    known = {
        "number": 1,
        "at": MORNING,
        "principle": "hard-breach.hacked",
        "account": "It says that we were hacked.",
        "seen_when": "",
        "own_post": False,
    }
    return ReportForTeam.model_validate(known | fields)


def case(**fields: Any) -> CaseForTeam:
    known = {
        "reference": REFERENCE,
        "version": 1,
        "status": CaseStatus.NEW,
        "opened_at": MORNING,
        "link": SHAPES[0],
        "reports": (report(),),
        "events": (),
        "policy_version": "abc (reviewed February 2022)",
    }
    return CaseForTeam.model_validate(known | fields)


def taken(**fields: Any) -> CaseForTeam:
    return case(**({"status": CaseStatus.TAKEN, "owner": "Ida Comms", "version": 2} | fields))


def decided(decision: Decision = HACKED, done: tuple[str, ...] = (), **fields: Any) -> CaseForTeam:
    """Return a decided case; `done` are the last parts of the steps that are recorded."""
    steps = tuple(
        ChecklistStep(step=step, need=need, **_recorded(step) if step.endswith(done or "?") else {})
        for step, need in checklist(decision.kind).items()
    )
    missing = tuple(one.step for one in steps if one.record is None and one.need != "if-repeated")
    known = {
        "status": CaseStatus.DECIDED,
        "decision": decision,
        "checklist": steps,
        "missing": missing,
        "version": 3,
        "events": (
            event(1, EventKind.REPORTED, report=1),
            event(2, EventKind.TAKEN, actor_name="Ida Comms"),
            event(3, EventKind.DECIDED, actor_name="Ida Comms", decision=decision),
        ),
    }
    return taken(**(known | fields))


def _recorded(step: str) -> dict[str, Any]:
    record = StepRecord(
        step=step, answer=StepAnswer.DONE, by="Priya Line", on=MORNING.date(), reason="By phone."
    )
    return {"record": record, "recorded_by": "Ida Comms", "recorded_at": MORNING}


def event(number: int, kind: EventKind, **fields: Any) -> CaseEvent:
    at = MORNING + timedelta(minutes=number)
    return CaseEvent.model_validate({"number": number, "kind": kind, "at": at} | fields)


def summary(**fields: Any) -> CaseSummary:
    known = {
        "reference": REFERENCE,
        "status": CaseStatus.NEW,
        "opened_at": MORNING - timedelta(days=3),
        "since": MORNING,
        "reports": 2,
        "principles": ("hard-breach.hacked",),
    }
    return CaseSummary.model_validate(known | fields)


def export_row(**fields: Any) -> ExportRow:
    known = {
        "reference": REFERENCE,
        "status": CaseStatus.CLOSED,
        "opened_at": MORNING,
        "link": SHAPES[0],
        "reports": 2,
        "withdrawn": 0,
        "principles": ("hard-breach.hacked",),
        "owner": "Ida Comms",
        "taken_at": MORNING,
        "decision": HACKED,
        "decided_at": MORNING,
        "outcome": "acted",
        "closed_at": None,
        "related": (),
        "policy_version": "abc",
    }
    return ExportRow.model_validate(known | fields)


def shown(desk: Chat, one: CaseForTeam, view: CaseView = CaseView.CARD, **fields: Any) -> Chat:
    """Show a case, or something of it."""
    onward = Onward(view, step=fields.pop("step", ""))
    return desk.tell(CaseShown(one, onward=onward, **fields))
