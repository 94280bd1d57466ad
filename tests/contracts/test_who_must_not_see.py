"""Who must not see what: a reporter's identity stays away from the team and from each other."""

import pytest
from pydantic import BaseModel

from storage.errors import NeedsSecondHandler
from storage.records import Actor, Decide, DeliveryKind, Take
from tests.contracts.support import CANARIES, HARD, TEAM_MEMBER, World, a_reporter

IDENTITY = [CANARIES[what] for what in ("name", "person", "chat")]


def shown(*records: BaseModel | None) -> str:
    return "\n".join(record.model_dump_json() for record in records if record is not None)


async def test_the_team_never_sees_who_reported(world: World) -> None:
    receipt = await world.submit(share_name=False)
    card = await world.send_card(receipt)
    assert card.case is not None
    reference = card.case.reference
    read = await world.see(reference)
    taken = await world.act(reference, TEAM_MEMBER, Take(), "cause-1")
    decided = await world.act(reference, TEAM_MEMBER, Decide(decision=HARD), "cause-2")
    update = await world.claim(receipt.card_delivery)
    everything = shown(card, read, taken, decided, update)
    assert CANARIES["account"] in everything
    assert not [canary for canary in IDENTITY if canary in everything]


async def test_a_name_is_seen_only_where_its_reporter_shared_it(world: World) -> None:
    receipt = await world.submit(share_name=True)
    await world.submit(reporter=a_reporter("person-b", "Bronwen Hidden"), share_name=False)
    card = await world.claim(receipt.card_delivery)
    assert card.case is not None
    assert [report.shared_name for report in card.case.reports] == [CANARIES["name"], ""]
    assert "Bronwen Hidden" not in shown(card)
    assert CANARIES["person"] not in shown(card)
    assert CANARIES["chat"] not in shown(card)


async def test_reporters_of_one_post_learn_nothing_of_each_other(world: World) -> None:
    receipt = await world.submit()
    other = await world.submit(
        reporter=a_reporter("person-b", "B", "chat-b"), account="what B saw", share_name=True
    )
    reference = await world.case_reference(receipt)
    await world.act(reference, TEAM_MEMBER, Take(), "cause-1")
    notices = await world.due_notices(DeliveryKind.NOTICE_TAKEN)
    own = await world.stores.reports.reports_of("person-b")
    [to_b] = [each for each in notices if each.report and each.report.reference == other.reference]
    seen_by_b = shown(to_b, *own)
    assert "chat-b" in seen_by_b
    for kept_away in (*CANARIES.values(), receipt.reference, reference):
        assert kept_away not in seen_by_b


async def test_a_reporter_learns_neither_who_decided_nor_why(world: World) -> None:
    reference = await world.case_reference(await world.submit())
    await world.act(reference, TEAM_MEMBER, Take(), "cause-1")
    await world.act(reference, TEAM_MEMBER, Decide(decision=HARD), "cause-2")
    notices = await world.due_notices(DeliveryKind.NOTICE_OUTCOME)
    own = await world.stores.reports.reports_of(CANARIES["person"])
    seen = shown(*notices, *own)
    assert HARD.reason not in seen
    assert TEAM_MEMBER.name not in seen
    assert TEAM_MEMBER.person not in seen


async def test_a_reporter_cannot_take_their_own_case(world: World) -> None:
    reference = await world.case_reference(await world.submit())
    reporter = Actor(person=CANARIES["person"], name="Whoever")
    with pytest.raises(NeedsSecondHandler) as refusal:
        await world.act(reference, reporter, Take(), "cause-1")
    assert "report" not in str(refusal.value)
    assert (await world.see(reference)).owner == ""


async def test_an_owner_who_reports_the_case_cannot_decide_it(world: World) -> None:
    reference = await world.case_reference(await world.submit())
    await world.act(reference, TEAM_MEMBER, Take(), "cause-1")
    await world.submit(reporter=a_reporter(TEAM_MEMBER.person, TEAM_MEMBER.name))
    with pytest.raises(NeedsSecondHandler):
        await world.act(reference, TEAM_MEMBER, Decide(decision=HARD), "cause-2")
