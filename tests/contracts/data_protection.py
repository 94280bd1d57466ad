"""Closed cases and whose data they hold, for the contract on data protection."""

from storage.records import (
    AddInformation,
    AnswerQuestion,
    Ask,
    Author,
    ClaimedDelivery,
    DeliveryKind,
    Erasure,
    HeldAbout,
    Note,
    RecordAuthor,
    Sent,
    Subject,
)
from tests.contracts.support import (
    LEASE,
    REPORTER_PERSON,
    SOFT,
    TEAM_MEMBER,
    World,
)

OPERATOR = "olwen"
REPORTER = Subject(person=REPORTER_PERSON)
AUTHOR = Author(person="person-author", name="Aled Author", work_email="Aled@ons.example")
AUTHORS_DATA = Subject(person="person-author", work_email="aled@ons.example")


async def a_closed_case(world: World, **changes: object) -> tuple[str, str]:
    """Report, add, ask, answer, decide and close; return the references of report and case."""
    receipt = await world.submit(share_name=True, **changes)
    reference = await world.case_reference(receipt)
    await world.tell(receipt.reference, AddInformation(text="addition-canary"))
    await world.act(reference, TEAM_MEMBER, Ask(text="When was it?"))
    [question] = (await world.see(reference)).questions
    await world.tell(receipt.reference, AnswerQuestion(question=question.id, text="answer-canary"))
    await world.act(reference, TEAM_MEMBER, RecordAuthor(author=AUTHOR))
    await world.act(reference, TEAM_MEMBER, Note(text="note-canary"))
    await world.close(reference, SOFT)
    return receipt.reference, reference


async def actions(world: World, reference: str = "") -> list[str]:
    return [entry.action for entry in await world.stores.casework.audit(reference)]


async def everything_due(world: World) -> list[ClaimedDelivery]:
    """Claim and send all that is due."""
    sent = []
    for each in await world.stores.outbox.due(100):
        claimed = await world.stores.outbox.claim(each, LEASE)
        if claimed is not None:
            await world.stores.outbox.settle(claimed, Sent(activity="card-1"))
            sent.append(claimed)
    return sent


async def card(world: World) -> ClaimedDelivery:
    [claimed] = [c for c in await everything_due(world) if c.kind is DeliveryKind.CASE_CARD]
    return claimed


async def erase(world: World, subject: Subject, *, try_only: bool = False) -> Erasure:
    return await world.stores.protection.erase(subject, OPERATOR, try_only=try_only)


async def held(world: World, subject: Subject) -> HeldAbout:
    return await world.stores.protection.held_about(subject, OPERATOR)
