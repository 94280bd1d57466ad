"""Whatever happens in whatever order, a case keeps its promises: every store against one model.

No report is lost or doubled; no hard breach is closed before the policy's mandatory steps are
recorded; nobody who reported the post, wrote it or stepped aside acts on it; nobody but the owner
decides or closes; a reporter's view tells nothing of what was before their report.
"""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any, ClassVar, TypeVar
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from typing_extensions import override

from storage.data_protection.cipher import Cipher
from storage.database.sql import open_stores
from storage.errors import AlreadyReported, NeedsSecondHandler, Refusal
from storage.memory import MemoryStores
from storage.records import (
    Actor,
    AddInformation,
    Ask,
    Author,
    CaseAction,
    CaseForTeam,
    CaseQuery,
    CaseStatus,
    Close,
    Decide,
    Decision,
    DecisionKind,
    HandOver,
    Note,
    PostAddress,
    RecordAuthor,
    RecordStep,
    Reopen,
    ReporterAction,
    ReportStage,
    ReportStatus,
    Sent,
    ShareName,
    StepAnswer,
    StepAside,
    StepRecord,
    Take,
    Withdraw,
)
from tests.contracts.support import LEASE, SetClock, World, a_report, a_reporter
from tests.databases import empty_postgresql, new_sqlite

Answer = TypeVar("Answer")

TEAM = ("ann", "bob")
PEOPLE = (*TEAM, "carys", "dai")
POSTS = (PostAddress(thread="1"), PostAddress(thread="1", message="2"), None)
STEPS = {
    DecisionKind.HARD: (
        "hard-breach.action.line-manager",
        "hard-breach.action.disciplinary",
        "hard-breach.action.it-security-officer",
        "hard-breach.action.director",
    ),
    DecisionKind.SOFT: ("soft-breach.action.line-manager",),
}
DECISIONS = st.sampled_from(
    [
        Decision(kind=DecisionKind.HARD, principle="hard-breach.hacked"),
        Decision(kind=DecisionKind.SOFT, principle="soft-breach.agree-criticism"),
        Decision(kind=DecisionKind.NOT_A_BREACH, reason="So.", closing_code="other"),
        Decision(kind=DecisionKind.CANNOT_TELL),
    ]
)
ACTIONS: st.SearchStrategy[CaseAction] = st.one_of(
    st.sampled_from([Take(), StepAside(), Close(), Reopen(), Note(text="n"), Ask(text="?")]),
    st.sampled_from(TEAM).map(lambda who: HandOver(to=Actor(person=who, name=who))),
    DECISIONS.map(lambda decision: Decide(decision=decision)),
    st.sampled_from([step for steps in STEPS.values() for step in steps]).map(
        lambda step: RecordStep(record=a_step(step))
    ),
    st.sampled_from([None, *PEOPLE]).map(
        lambda who: RecordAuthor(author=Author(person=who) if who else None)
    ),
)
OF_REPORTERS: st.SearchStrategy[ReporterAction] = st.sampled_from(
    [AddInformation(text="a"), Withdraw(), ShareName()]
)


def a_step(step: str) -> StepRecord:
    judged = step.endswith(("officer", "director"))
    answer = StepAnswer.NO if judged else StepAnswer.DONE
    return StepRecord(step=step, answer=answer, by="Ines", on=date(2026, 6, 1), reason="So.")


@dataclass
class ModelCase:
    """What the model knows of a case: the little that its promises are about."""

    post: PostAddress | None
    reporters: dict[str, str] = field(default_factory=dict)  # report reference → person
    withdrawn: set[str] = field(default_factory=set)
    owner: str = ""
    aside: set[str] = field(default_factory=set)
    author: str = ""
    decision: DecisionKind | None = None
    steps: set[str] = field(default_factory=set)
    closed: bool = False
    joins: bool = True
    acted_since: dict[str, bool] = field(default_factory=dict)

    def conflicted(self, who: str) -> bool:
        return who in self.aside or who == self.author or who in self.reporters.values()

    def status(self) -> CaseStatus:
        if self.closed:
            return CaseStatus.CLOSED
        if self.decision is not None:
            return CaseStatus.DECIDED
        return CaseStatus.TAKEN if self.owner else CaseStatus.NEW

    def apply(self, who: str, action: CaseAction) -> None:
        """Follow an action that the store has carried out."""
        match action:
            case Take():
                self.owner = who
            case HandOver(to=to):
                self.owner = to.person
                if to.person != who:
                    self.aside.discard(to.person)
            case StepAside():
                self.aside.add(who)
                self.owner = "" if self.owner == who else self.owner
            case Decide(decision=decision):
                self.decision, self.steps = decision.kind, set()
            case RecordStep(record=record):
                self.steps.add(record.step)
            case RecordAuthor(author=author):
                self.author = author.person if author else ""
            case Close():
                self.closed, self.joins = True, False
            case Reopen():
                self.closed, self.decision, self.owner, self.steps = False, None, who, set()


class LifeOfCases(RuleBasedStateMachine):
    """Reporters and members of the team do whatever they like, on the stores of a fresh URL."""

    fresh: ClassVar[Callable[[], str]] = staticmethod(lambda: "")
    cases = Bundle("cases")

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.clock = SetClock()
        self.model: dict[str, ModelCase] = {}

    def wait(self, work: Coroutine[Any, Any, Answer]) -> Answer:
        return self.loop.run_until_complete(work)

    @initialize()
    def open(self) -> None:
        cipher = Cipher.from_key("test", bytes(32))
        url = type(self).fresh()
        # The same life must give the same references, so that Hypothesis can play it again.
        numbers = count(1)

        def reference(prefix: str) -> str:
            return f"{prefix}-{next(numbers):04}-2222"

        if url:
            opened = open_stores(url, cipher, self.clock, new_reference=reference)
            self.world = World(self.wait(opened), self.clock)
        else:
            self.world = World(MemoryStores(self.clock, new_reference=reference), self.clock)

    @override
    def teardown(self) -> None:
        if hasattr(self, "world"):
            self.wait(self.world.stores.close())
        self.loop.close()

    @rule(target=cases, person=st.sampled_from(PEOPLE), post=st.sampled_from(POSTS))
    def report(self, person: str, post: PostAddress | None) -> str:
        self.clock.advance(minutes=1)
        known = [c for c in self.model.values() if post is not None and c.post == post]
        before = [
            reference
            for case in known
            if not case.closed
            for reference, who in case.reporters.items()
            if who == person and reference not in case.withdrawn
        ]
        joined = [case for case in known if case.joins]
        report = a_report(
            submission=uuid4(), post=post, reporter=a_reporter(person, f"Name of {person}")
        )
        if before:
            with pytest.raises(AlreadyReported) as refusal:
                self.wait(self.world.stores.reports.submit(report))
            assert refusal.value.reference in before
            return next(r for r, case in self.model.items() if before[0] in case.reporters)
        receipt = self.wait(self.world.stores.reports.submit(report))
        reference = self.case_of(receipt.card_delivery)
        assert bool(joined) == (reference in self.model)
        case = self.model.setdefault(reference, ModelCase(post))
        case.reporters[receipt.reference] = person
        case.acted_since[receipt.reference] = False
        again = self.wait(self.world.stores.reports.submit(report))
        assert (again.reference, again.repeated) == (receipt.reference, True)
        return reference

    def case_of(self, delivery: Any) -> str:
        claimed = self.wait(self.world.stores.outbox.claim(delivery, LEASE))
        assert claimed is not None
        assert claimed.case is not None
        self.wait(self.world.stores.outbox.settle(claimed, Sent(activity="card")))
        return claimed.case.reference

    @rule(case=cases, who=st.sampled_from(TEAM), action=ACTIONS)
    def act(self, case: str, who: str, action: CaseAction) -> None:
        self.clock.advance(minutes=1)
        model, actor, cause = self.model[case], Actor(person=who, name=who), str(uuid4())
        before = self.see(case)
        casework = self.world.stores.casework
        try:
            after = self.wait(casework.act(case, actor, action, cause))
        except Refusal as refusal:
            assert self.see(case) == before
            if isinstance(refusal, NeedsSecondHandler):
                assert model.conflicted(who)
            return
        assert self.wait(casework.act(case, actor, action, cause)) == after
        changed = after.version != before.version
        self.check_allowed(model, who, action, changed=changed)
        if changed:
            self.follow(case, who, action)

    def check_allowed(
        self, model: ModelCase, who: str, action: CaseAction, *, changed: bool
    ) -> None:
        """See that what the store allowed was to be allowed."""
        if not isinstance(action, StepAside) and changed:
            assert not model.conflicted(who)
        if isinstance(action, Decide | RecordStep | Close):
            assert model.owner == who
        if isinstance(action, Close) and model.decision is not None:
            assert set(STEPS.get(model.decision, ())) <= model.steps
        if isinstance(action, Close) and model.decision is None:
            assert set(model.reporters) == model.withdrawn

    def follow(self, case: str, who: str, action: CaseAction) -> None:
        model = self.model[case]
        model.apply(who, action)
        if isinstance(action, Reopen) and model.post is not None:
            others = [c for r, c in self.model.items() if r != case and c.post == model.post]
            model.joins = not any(other.joins for other in others)
        elif isinstance(action, Reopen):
            model.joins = True
        if isinstance(action, Take | HandOver | Decide | Reopen):
            model.acted_since = dict.fromkeys(model.acted_since, True)

    @rule(case=cases, action=OF_REPORTERS, number=st.integers(0, 3))
    def tell(self, case: str, action: ReporterAction, number: int) -> None:
        self.clock.advance(minutes=1)
        model = self.model[case]
        reference = list(model.reporters)[number % len(model.reporters)]
        person, reports = model.reporters[reference], self.world.stores.reports
        try:
            self.wait(reports.act(person, reference, action, str(uuid4())))
        except Refusal:
            shares = isinstance(action, ShareName)
            assert reference in model.withdrawn or (model.closed and not shares)
            return
        if isinstance(action, Withdraw):
            model.withdrawn.add(reference)

    def see(self, case: str) -> CaseForTeam:
        return self.wait(self.world.see(case))

    @invariant()
    def every_case_is_as_the_model_says(self) -> None:
        for reference, model in self.model.items():
            case = self.see(reference)
            assert (case.status, case.owner) == (model.status(), model.owner)
            assert len(case.reports) == len(model.reporters)
            withdrawn = [report for report in case.reports if report.withdrawn_at]
            assert len(withdrawn) == len(model.withdrawn)

    @invariant()
    def every_reporter_has_every_report_and_learns_nothing_of_others(self) -> None:
        for person in PEOPLE if self.model else ():
            own = self.wait(self.world.stores.reports.reports_of(person))
            mine = {
                reference: model
                for model in self.model.values()
                for reference, who in model.reporters.items()
                if who == person
            }
            assert {report.reference for report in own} == set(mine)
            for report in own:
                self.check_stage(report, mine[report.reference])

    def check_stage(self, report: ReportStatus, model: ModelCase) -> None:
        if report.reference in model.withdrawn:
            assert report.stage is ReportStage.WITHDRAWN
        elif model.closed:
            assert report.stage is ReportStage.CLOSED
        else:
            taken = report.stage is ReportStage.TAKEN
            assert taken == model.acted_since[report.reference]

    @invariant()
    def what_cases_are_found_by_keeps_step_with_their_threads(self) -> None:
        if not self.model:
            return
        reader = Actor(person="ann", name="ann")
        for status in CaseStatus:
            query = CaseQuery(statuses=frozenset({status}))
            found = self.wait(self.world.stores.casework.find(query, reader, 1000))
            expected = {r for r, model in self.model.items() if model.status() is status}
            assert {case.reference for case in found} == expected


def play(examples: int, steps: int, fresh: Callable[[], str]) -> None:
    """Play so many lives of so many steps, each on the stores of a fresh URL ("": in memory)."""
    machine = type("Life", (LifeOfCases,), {"fresh": staticmethod(fresh)})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_the_life_of_cases_in_memory() -> None:
    play(60, 35, lambda: "")


def test_the_life_of_cases_on_sqlite(tmp_path: Path) -> None:
    numbers = count()

    def fresh() -> str:
        return new_sqlite(tmp_path / f"{next(numbers)}.sqlite3")

    play(8, 20, fresh)


def test_the_life_of_cases_on_postgresql(postgres_database: str) -> None:
    def fresh() -> str:
        empty_postgresql(postgres_database)
        return postgres_database

    play(5, 20, fresh)
