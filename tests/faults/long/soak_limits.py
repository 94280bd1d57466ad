"""Fuzzing, guessing and hostile texts at length (issue: 10,000 activities, 10,000 references)."""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from dialogs.toolbox import Toolbox
from policy_content import load_policy
from tests.browser.chromium import FLAGS, find_chromium
from tests.dialogs.conftest import find, read, toolbox_of
from tests.faults.hostile_plays import messages
from tests.faults.rendering import alive, prepare
from tests.faults.test_fuzzed import fuzzed
from tests.faults.test_guessed_references import guessed
from tests.hostile import HOSTILE
from tests.issuer import Issuer
from tests.journeys.world import running_world
from tests.stub_connector import StubConnector

MANY = 10_000


async def test_ten_thousand_fuzzed_activities_and_payloads_bring_no_500(
    issuer: Issuer, connector: StubConnector, toolbox: Toolbox, tmp_path: Path
) -> None:
    async with running_world(issuer, connector, toolbox, tmp_path, messages_a_minute=0) as world:
        statuses = await fuzzed(world, range(MANY))
    sys.stdout.write(f"\n{sum(statuses.values())} fuzzed activities: {dict(statuses)}\n")


async def test_ten_thousand_guessed_references_tell_nothing(
    issuer: Issuer, connector: StubConnector, toolbox: Toolbox, tmp_path: Path
) -> None:
    async with running_world(issuer, connector, toolbox, tmp_path, messages_a_minute=0) as world:
        cost = await guessed(world, MANY)
    sys.stdout.write(f"\n{MANY} guessed references: {cost * 1000:.2f} ms each\n")


def test_every_hostile_text_is_inert_in_every_message() -> None:
    toolbox, number = toolbox_of(load_policy(), find, read), 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        page = browser.new_page()
        asked_for = prepare(page)
        for start in range(0, len(HOSTILE), 5):
            sent = [one for text in HOSTILE[start : start + 5] for one in messages(toolbox, text)]
            number += len(sent)
            assert alive(page, sent) == []
        browser.close()
    assert not [url for url in asked_for if "evil" in url]
    sys.stdout.write(f"\n{len(HOSTILE)} hostile texts in {number} messages\n")
