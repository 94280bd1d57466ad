"""A case's life as its events, without a store, for the tests of its rules."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from storage import errors
from storage.cases.action_events import Acting
from storage.cases.lifecycle import CaseFacts, follow
from storage.cases.thread import (
    LoggedEvent,
    owner_of,
    status_of,
)
from storage.records import (
    CaseAction,
    CaseStatus,
    Decide,
    Decision,
    DecisionKind,
    EventKind,
    RecordStep,
    StepAnswer,
    StepRecord,
)

START = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)


ANN, BOB = "ann", "bob"


HARD = Decision(kind=DecisionKind.HARD, principle="hard-breach.hacked")


SOFT = Decision(kind=DecisionKind.SOFT, principle="soft-breach.agree-criticism")


NOT_OURS = Decision(kind=DecisionKind.NOT_OURS)


class Life:
    """A case's thread under the rules, one step a call."""

    def __init__(self, reporters: str = "", author: str = "", *, repeated: bool = False) -> None:
        self.thread = [LoggedEvent(EventKind.REPORTED, START, "report", report=1)]
        self.reporters = frozenset(name.encode() for name in reporters.split())
        self.author = frozenset(name.encode() for name in author.split())
        self.repeated = repeated

    def do(self, who: str, *actions: CaseAction) -> "Life":
        for action in actions:
            event = follow(self._facts(), action, self._acting(who))
            if event is not None:
                self.thread.append(event)
        return self

    def refuses(self, who: str, action: CaseAction, error: type[errors.Refusal]) -> errors.Refusal:
        before = list(self.thread)
        with pytest.raises(error) as refusal:
            self.do(who, action)
        assert type(refusal.value) is error
        assert self.thread == before
        return refusal.value

    def another_report(self) -> int:
        version = len(self.thread) + 1
        self.thread.append(LoggedEvent(EventKind.REPORTED, START, f"r{version}", report=version))
        return version

    def withdraw(self, version: int) -> "Life":
        cause = f"w{len(self.thread)}"
        self.thread.append(LoggedEvent(EventKind.WITHDRAWN, START, cause, report=version))
        return self

    @property
    def status(self) -> CaseStatus:
        return status_of(self.thread)

    @property
    def owner(self) -> str:
        owner = owner_of(self.thread)
        return owner.name if owner else ""

    def _facts(self) -> CaseFacts:
        return CaseFacts(self.thread, self.reporters, self.author, self.repeated)

    def _acting(self, who: str) -> Acting:
        at = START + timedelta(minutes=len(self.thread))
        cause = f"cause-{len(self.thread)}"
        return Acting(
            who=who.encode(),
            known_as=frozenset({who.encode(), f"mail-{who}".encode()}),
            name=who,
            at=at,
            cause=cause,
            new_id=lambda: UUID(int=len(self.thread)),
            pseudonym=str.encode,
        )


def record(step: str, answer: StepAnswer = StepAnswer.DONE, **more: object) -> RecordStep:
    values: dict[str, object] = {"by": "Ines", "on": date(2026, 6, 1), "reason": "Because."}
    made = {"step": step, "answer": answer} | values | more
    return RecordStep(record=StepRecord.model_validate(made))


def decide(decision: Decision) -> Decide:
    return Decide(decision=decision)


TELL_MANAGER = record("hard-breach.action.line-manager")


TELL_CASEWORK = record("hard-breach.action.disciplinary")


IT_OFFICER = record("hard-breach.action.it-security-officer", StepAnswer.NO)


DIRECTOR = record("hard-breach.action.director", StepAnswer.YES)


HARD_STEPS = (TELL_MANAGER, TELL_CASEWORK, IT_OFFICER, DIRECTOR)


SOFT_MANAGER = record("soft-breach.action.line-manager")
