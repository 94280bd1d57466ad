"""What the contract tests build on: a clock that is set by hand, and sample reports."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

from storage.ports.stores import Stores
from storage.records import (
    Actor,
    CaseAction,
    CaseForTeam,
    ChecklistStep,
    ClaimedDelivery,
    Close,
    ConversationKey,
    Decide,
    Decision,
    DecisionKind,
    DeliveryKind,
    Need,
    NewReport,
    PostAddress,
    ReadFor,
    Receipt,
    RecordStep,
    Reporter,
    ReporterAction,
    ReportStatus,
    Sent,
    StepAnswer,
    StepRecord,
    Take,
)

LEASE = timedelta(seconds=30)

REPORTER_NAME = "Ceridwen Canary-Reporter"
REPORTER_PERSON = "person-canary-0b1c"
CANARIES = {
    "name": REPORTER_NAME,
    "person": REPORTER_PERSON,
    "chat": "chat-canary-77aa",
    "account": "account-canary: they posted a picture of the server room",
    "link": "https://engage.cloud.microsoft/main/threads/link-canary",
    "seen_when": "seen-canary, last Tuesday",
    "thread": "thread-canary-4411",
}

TEAM_MEMBER = Actor(person="person-ic-1", name="Ines of Internal Communications")
COLLEAGUE = Actor(person="person-ic-2", name="Colin of Internal Communications")
SOFT = Decision(kind=DecisionKind.SOFT, principle="soft.broad", reason="Broad matters.")
NO_BREACH = Decision(
    kind=DecisionKind.NOT_A_BREACH, reason="It is constructive.", closing_code="other"
)
HARD = Decision(kind=DecisionKind.HARD, principle="hard.hacked", reason="Says ONS was hacked.")


@dataclass
class SetClock:
    """A clock that moves only when told to."""

    now: datetime = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        """Move on by a timedelta's arguments."""
        self.now += timedelta(**by)


@dataclass
class World:
    """Stores under test, with their clock and the steps that many tests share."""

    stores: Stores
    clock: SetClock
    claimed: dict[UUID, ClaimedDelivery] = field(default_factory=dict)

    async def submit(self, **changes: object) -> Receipt:
        """Submit the sample report, changed as told."""
        return await self.stores.reports.submit(a_report(**changes))

    async def act(
        self, reference: str, actor: Actor, action: CaseAction, cause: str = ""
    ) -> CaseForTeam:
        """Have a member of the team act on a case, for a cause of its own unless told."""
        return await self.stores.casework.act(reference, actor, action, cause or str(uuid4()))

    async def see(self, reference: str, reader: Actor | None = None) -> CaseForTeam:
        """Read a case as a member of the team."""
        return await self.stores.casework.case(reference, reader or TEAM_MEMBER, ReadFor.CASE)

    async def tell(
        self, reference: str, action: ReporterAction, person: str = "", cause: str = ""
    ) -> ReportStatus:
        """Have a reporter do something with their report."""
        return await self.stores.reports.act(
            person or REPORTER_PERSON, reference, action, cause or str(uuid4())
        )

    async def close(
        self, reference: str, decision: Decision, actor: Actor | None = None
    ) -> CaseForTeam:
        """Take, decide, record every step that is needed, and close."""
        who = actor or TEAM_MEMBER
        await self.act(reference, who, Take())
        case = await self.act(reference, who, Decide(decision=decision))
        for step in case.checklist:
            if step.step in case.missing:
                await self.act(reference, who, RecordStep(record=a_record(step)))
        return await self.act(reference, who, Close())

    async def claim(self, delivery: UUID) -> ClaimedDelivery:
        """Claim a delivery that must be due."""
        claimed = await self.stores.outbox.claim(delivery, LEASE)
        assert claimed is not None
        return claimed

    async def send_card(self, receipt: Receipt, activity: str = "card-1") -> ClaimedDelivery:
        """Claim a case's card and have it arrive."""
        claimed = await self.claim(receipt.card_delivery)
        await self.stores.outbox.settle(claimed, Sent(activity=activity))
        return claimed

    async def case_reference(self, receipt: Receipt) -> str:
        """Deliver the card, and read from it which case it shows."""
        claimed = await self.send_card(receipt)
        assert claimed.case is not None
        return claimed.case.reference

    async def send_all(self) -> list[ClaimedDelivery]:
        """Have everything that is due arrive, and return it."""
        sent = [await self.claim(each) for each in await self.stores.outbox.due(100)]
        for each in sent:
            await self.stores.outbox.settle(each, Sent(activity=each.card_activity or "sent-1"))
        return sent

    async def due_notices(self, kind: DeliveryKind) -> list[ClaimedDelivery]:
        """Claim everything due, and return the notices of one kind."""
        claimed = [await self.claim(each) for each in await self.stores.outbox.due(100)]
        return [each for each in claimed if each.kind is kind]


def a_record(step: ChecklistStep) -> StepRecord:
    """Record a step completely: done, or (of one to be judged) no, with a reason."""
    if step.need is Need.MANDATORY:
        return StepRecord(step=step.step, answer=StepAnswer.DONE, by="Ines", on=date(2026, 6, 1))
    return StepRecord(step=step.step, answer=StepAnswer.NO, reason="Not called for.")


def a_report(**changes: object) -> NewReport:
    """Make a report full of canaries, about a post unless told otherwise."""
    values: dict[str, object] = {
        "submission": uuid4(),
        "reporter": a_reporter(),
        "link": CANARIES["link"],
        "post": PostAddress(network="ons.gov.uk", thread=CANARIES["thread"]),
        "principle": "hard.hacked",
        "account": CANARIES["account"],
        "seen_when": CANARIES["seen_when"],
        "policy_version": "3f2a (reviewed February 2022)",
    }
    return NewReport.model_validate(values | changes)


def a_reporter(
    person: str = REPORTER_PERSON, name: str = REPORTER_NAME, chat: str = CANARIES["chat"]
) -> Reporter:
    """Make a reporter with a conversation reference."""
    conversation = {"id": chat, "tenantId": "tenant"}
    reference = {"serviceUrl": "https://smba.example/", "conversation": conversation}
    return Reporter.model_validate({"person": person, "name": name, "conversation": reference})


def a_key(person: str = REPORTER_PERSON) -> ConversationKey:
    """Make the key of a one-to-one conversation."""
    return ConversationKey(tenant="tenant", channel="msteams", conversation="a:chat", person=person)
