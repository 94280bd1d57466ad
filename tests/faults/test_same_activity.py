"""The same activity many times at once, on two replicas: one effect, and equal answers."""

import asyncio
import json

from tests.faults.conftest import RunWorld
from tests.journeys.test_reporting import filled_in
from tests.journeys.world import TRIAGE, words
from tests.stub_connector import StubConnector

TIMES = 100


async def test_a_report_sent_a_hundred_times_on_two_replicas_is_one_report(
    run_world: RunWorld, connector: StubConnector, sql_url: str
) -> None:
    async with (
        run_world(database_url=sql_url) as one,
        run_world(database_url=sql_url) as other,
    ):
        reporter = one.person("Rhys Reporter", 1)
        press = reporter.pressing(await filled_in(reporter), "Send")
        there = other.person("Rhys Reporter", 1)
        told_before = len(reporter.heard())
        responses = await asyncio.gather(
            *((reporter if n % 2 else there).post(press) for n in range(TIMES))
        )
        assert {response.status for response in responses} == {200}
        answers = {json.dumps(await response.json()) for response in responses}
        assert len(answers) == 1, answers
        assert "Saved and delivered" in words(json.loads(answers.pop())["value"])
        assert len(connector.posted(TRIAGE)) == 1
        assert len(reporter.heard()) - told_before <= 1
        reports = await one.stores.reports.reports_of(one.directory_id(1))
        assert len(reports) == 1
