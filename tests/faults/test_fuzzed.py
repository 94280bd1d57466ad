"""Whatever comes in, nobody gets a 500: not at the endpoint, and not from the dialogs behind it."""

from collections import Counter
from pathlib import Path

from dialogs.toolbox import Toolbox
from tests.faults.fuzz import activity
from tests.issuer import Issuer
from tests.journeys.world import TRIAGE, World, running_world
from tests.stub_connector import StubConnector

QUICK = 600
ANSWERS = {200, 400, 401, 413, 501}


async def fuzzed(world: World, seeds: range) -> Counter[int]:
    """Post the activities of these seeds; return how often each status came."""
    people = [world.person("Nia Person", 1), world.handler("Ida Comms", 2)]
    statuses: Counter[int] = Counter()
    for seed in seeds:
        person = people[seed % 2]
        usual = person.activity()
        same = {key: usual[key] for key in ("serviceUrl", "from", "conversation", "channelData")}
        response = await person.post(activity(seed, **same))
        text = await response.text()
        statuses[response.status] += 1
        assert response.status in ANSWERS, f"seed {seed}: {response.status} {text}"
        # An answer that cannot be sent (to a conversation of an odd id) is told so: no fault.
        assert "went wrong" not in text, f"seed {seed}: the turn failed: {text}"
    return statuses


async def test_fuzzed_activities_and_payloads_are_answered_without_an_error(
    issuer: Issuer, connector: StubConnector, toolbox: Toolbox, tmp_path: Path
) -> None:
    async with running_world(issuer, connector, toolbox, tmp_path, messages_a_minute=0) as world:
        statuses = await fuzzed(world, range(QUICK))
    assert statuses[200] > QUICK / 3
    assert statuses[400] > 0
    said = str([sent.body for sent in connector.taken if sent.conversation != TRIAGE])
    assert "went wrong on my side" not in said
