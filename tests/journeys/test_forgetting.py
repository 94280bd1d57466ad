"""What nobody needs any more is forgotten (acceptance scenario 5: the unsent form)."""

from datetime import timedelta

from bot.housekeeping import Housekeeping
from storage.records import ConversationKey
from tests.issuer import TENANT_ID
from tests.journeys.test_reporting import filled_in
from tests.journeys.world import World


async def test_an_unsent_report_is_gone_from_the_records_an_hour_after_it_was_touched(
    world: World,
) -> None:
    reporter = world.person("Rhys Reporter", 1)
    await filled_in(reporter)
    key = ConversationKey(
        tenant=TENANT_ID,
        channel="msteams",
        conversation=reporter.chat,
        person=world.directory_id(1),
    )
    housekeeping = Housekeeping(world.stores, world.clock, timedelta(days=180))
    world.clock.move(minutes=59)
    await housekeeping.sweep()
    assert "hacked" in (await world.stores.conversations.load(key, "")).document
    world.clock.move(minutes=2)
    await housekeeping.sweep()
    assert (await world.stores.conversations.load(key, "")).document == ""
