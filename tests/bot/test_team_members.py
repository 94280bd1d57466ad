"""Only members of the triage channel, or those that the settings list, may handle cases."""

from typing import Any

import pytest

from bot.connector import Connector
from bot.desks.team_members import RosterUnavailable, TeamMembers
from bot.desks.triage_channel import TriageDesk
from storage.memory import MemoryStores
from storage.records import TriageChannel
from tests.bot.conftest import Seconds
from tests.stub_connector import Answers, StubConnector

CHANNEL = "19:reports@thread.tacv2"
PRIYA = "00000007-1111-2222-3333-444444444444"
SAM = "00000008-1111-2222-3333-444444444444"


def entry(person: str, name: str, **more: Any) -> dict[str, Any]:
    return {"id": f"29:{name}", "name": name, "aadObjectId": person} | more


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


def team(connector: Connector, stub: StubConnector, seconds: Seconds, *listed: str) -> TeamMembers:
    channel = TriageChannel(
        team="19:team", channel=CHANNEL, tenant="t", service_url=stub.service_url
    )
    desk = TriageDesk(MemoryStores().triage_channels, "t", channel)
    return TeamMembers(connector, desk, frozenset(listed), seconds)


async def test_a_member_is_known_by_directory_id_however_it_is_spelt(
    connector: Connector, stub: StubConnector, seconds: Seconds
) -> None:
    older = {"id": "29:Sam", "name": "Sam", "objectId": SAM, "userPrincipalName": "Sam@ONS.gov.uk"}
    stub.members[CHANNEL] = [entry(PRIYA, "Priya", email="Priya@ons.gov.uk"), older]
    members = team(connector, stub, seconds)
    priya, sam = await members.find(PRIYA.upper()), await members.find(SAM)
    assert priya is not None
    assert (priya.name, priya.addresses) == ("Priya", ("priya@ons.gov.uk",))
    assert sam is not None
    assert sam.addresses == ("sam@ons.gov.uk",)
    assert [one.name for one in members.all()] == ["Priya", "Sam"]


async def test_a_stranger_is_looked_up_once_in_half_a_minute(
    connector: Connector, stub: StubConnector, seconds: Seconds
) -> None:
    stub.members[CHANNEL] = [entry(PRIYA, "Priya")]
    members = team(connector, stub, seconds)
    for _ in range(50):
        assert await members.find(SAM) is None
    assert stub.requests == 1
    stub.members[CHANNEL].append(entry(SAM, "Sam"))
    seconds.now += 31
    assert await members.find(SAM) is not None
    assert stub.requests == 2


async def test_a_roster_is_kept_for_ten_minutes(
    connector: Connector, stub: StubConnector, seconds: Seconds
) -> None:
    stub.members[CHANNEL] = [entry(PRIYA, "Priya")]
    members = team(connector, stub, seconds)
    for _ in range(50):
        assert await members.find(PRIYA) is not None
    assert stub.requests == 1
    stub.members[CHANNEL].clear()
    seconds.now += 601
    assert await members.find(PRIYA) is None


async def test_without_a_roster_nobody_is_let_in(
    connector: Connector, stub: StubConnector, seconds: Seconds
) -> None:
    stub.next.append(Answers(403))
    with pytest.raises(RosterUnavailable, match="cannot check who is in the team"):
        await team(connector, stub, seconds).find(PRIYA)


@pytest.mark.parametrize("status", [403, 404])
async def test_a_roster_that_cannot_be_read_is_asked_for_again_after_a_while(
    connector: Connector, stub: StubConnector, seconds: Seconds, status: int
) -> None:
    stub.members[CHANNEL] = [entry(PRIYA, "Priya")]
    stub.next.append(Answers(status))
    members = team(connector, stub, seconds)
    for _ in range(50):
        with pytest.raises(RosterUnavailable):
            await members.find(PRIYA)
    assert stub.requests == 1
    seconds.now += 11
    assert await members.find(PRIYA) is not None


async def test_a_roster_of_many_pages_is_read_whole(
    connector: Connector, stub: StubConnector, seconds: Seconds
) -> None:
    stub.page_size = 2
    others = [entry(f"{n:08}-0000-0000-0000-000000000000", f"Person {n}") for n in range(5)]
    stub.members[CHANNEL] = [*others, entry(PRIYA, "Priya")]
    assert await team(connector, stub, seconds).find(PRIYA) is not None
    assert stub.requests == 3


async def test_where_the_settings_list_members_the_list_decides(
    connector: Connector, stub: StubConnector, seconds: Seconds
) -> None:
    stub.members[CHANNEL] = [entry(PRIYA, "Priya"), entry(SAM, "Sam", email="sam@ons.gov.uk")]
    members = team(connector, stub, seconds, SAM)
    assert await members.find(PRIYA) is None
    assert stub.requests == 0
    sam = await members.find(SAM)
    assert sam is not None
    assert sam.addresses == ("sam@ons.gov.uk",)
    assert [one.name for one in members.all()] == ["Sam"]
    # A listed member is one even where the roster cannot be read.
    stub.next.append(Answers(403))
    assert await team(connector, stub, seconds, SAM).find(SAM) is not None


async def test_without_a_channel_there_are_no_members(
    connector: Connector, seconds: Seconds
) -> None:
    desk = TriageDesk(MemoryStores().triage_channels, "t")
    assert await TeamMembers(connector, desk, seconds=seconds).find(PRIYA) is None
