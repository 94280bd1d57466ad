"""An error at any moment of the intake: report and delivery are both kept, or neither."""

import base64

from bot.turns.turns import Turns
from tests.faults.conftest import RunWorld
from tests.faults.ledger import counts
from tests.faults.writers import failing_at
from tests.journeys.test_reporting import filled_in
from tests.journeys.world import World

MOST_WAITS = 60


async def test_a_press_of_send_that_fails_anywhere_keeps_report_and_delivery_or_neither(
    run_world: RunWorld, sql_url: str
) -> None:
    async with run_world(database_url=sql_url) as world:
        waits = await fails_everywhere(world, sql_url)
    assert waits >= 3  # it waits for the state, the report and the card at the least


async def fails_everywhere(world: World, url: str) -> int:
    """Send reports, failing each where it waits for the n-th time; return how often it waits."""
    for wait in range(1, MOST_WAITS):
        reporter = world.person("Rhys Reporter", wait)
        review = await filled_in(reporter, link=link_to(wait))
        before = kept(url)
        with failing_at(wait, Turns, "_attempt") as runs:
            told = await (await reporter.post(reporter.pressing(review, "Send"))).text()
        if runs[0].waited < wait:
            assert kept(url)["reports"] > before["reports"]
            return runs[0].waited
        assert "Saved" not in told  # a false acknowledgement
        assert_whole(kept(url))
    raise AssertionError("The intake waits more often than was tried.")


def link_to(number: int) -> str:
    """Return the link of a post of its own."""
    thread = base64.b64encode(f'{{"_type":"Thread","id":"{number}"}}'.encode()).decode()
    return f"https://engage.cloud.microsoft/main/threads/{thread.rstrip('=')}"


def assert_whole(found: dict[str, int]) -> None:
    """Hold it that each report has its case, its reporter, its card and its notice."""
    number = found["reports"]
    assert found == {
        "reports": number,
        "cases": number,
        "reporters": number,
        "deliveries": 2 * number,
    }


def kept(url: str) -> dict[str, int]:
    """Count the rows of an intake."""
    return counts(url, "reports", "cases", "reporters", "deliveries")
