"""The channel that receives the cases is confirmed once, and may be changed."""

from storage.records import TriageChannel
from tests.contracts.support import World

CHANNEL = TriageChannel(
    team="team-1", channel="19:abc@thread.tacv2", tenant="tenant", service_url="https://smba/"
)


async def test_at_first_no_channel_is_confirmed(world: World) -> None:
    assert await world.stores.triage_channels.confirmed() is None


async def test_a_confirmed_channel_is_kept(world: World) -> None:
    await world.stores.triage_channels.confirm(CHANNEL, "person-operator")
    assert await world.stores.triage_channels.confirmed() == CHANNEL


async def test_a_later_channel_replaces_the_first(world: World) -> None:
    later = CHANNEL.model_copy(update={"channel": "19:def@thread.tacv2"})
    await world.stores.triage_channels.confirm(CHANNEL, "person-operator")
    await world.stores.triage_channels.confirm(later, "person-operator")
    assert await world.stores.triage_channels.confirmed() == later
