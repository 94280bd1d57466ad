"""The bot alone, in local mode, with cases of ten weeks: for looking at the team's page."""

import asyncio
import base64
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen
from uuid import uuid4

from bot.local.folder import ROOT
from bot.local.people import INTERNAL_COMMUNICATIONS
from bot.local.ports import any_free
from storage.data_protection.cipher import Cipher
from storage.database.sql import open_stores
from storage.migrations import migrate
from storage.records import (
    Actor,
    AnswerQuestion,
    Ask,
    Decide,
    Decision,
    DecisionKind,
    NewQuestion,
    Note,
    PostAddress,
    RecordStep,
    StepAnswer,
    StepRecord,
    Take,
    WhyKept,
)
from tests.contracts.support import SetClock, World, a_reporter

KEY = bytes(range(32))
WEEKS = 10
MEMBER = Actor(person=INTERNAL_COMMUNICATIONS.acting.directory_id, name="Tomasz Okafor")
COLLEAGUE = Actor(person="a2c8e6d4-3b1f-4c57-9e08-000000000013", name="Aisha Khan")
PRINCIPLES = (
    "hard-breach.hacked",
    "soft-breach.internal-material",
    "soft-breach.agree-criticism",
    "hard-breach.vent-bully-harass",
    "code",
    "not-sure",
)
NO_BREACH = Decision(
    kind=DecisionKind.NOT_A_BREACH,
    reason="A constructive remark on how a chart was drawn.",
    closing_code="not-a-breach.constructive-flaws",
)
HARD = Decision(
    kind=DecisionKind.HARD,
    principle="hard-breach.hacked",
    reason="It says that the payroll system was hacked, which is for nobody to confirm.",
)


@contextmanager
def page_run(folder: Path) -> Iterator[tuple[str, str]]:
    """Give the address of the page, and the case in which the most happened; stop in the end."""
    database, port = f"sqlite:///{folder / 'bot.sqlite3'}", any_free()
    with ThreadPoolExecutor(1) as thread:  # a browser may hold this one's loop
        reference = thread.submit(asyncio.run, seeded(database)).result()
    given = {
        "BOT_DATABASE_URL": database,
        "BOT_ENCRYPTION_KEY": base64.b64encode(KEY).decode(),
        "BOT_TEAM_PAGE": "true",
        "BOT_TEAM_PAGE_MEMBER": MEMBER.person,
        "BOT_TRIAGE_MEMBERS": MEMBER.person,
        "BOT_MESSAGES_A_MINUTE": "0",
    }
    unset = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
    command = [sys.executable, "-m", "bot", "serve", "--local", "--port", str(port)]
    with (folder / "bot.log").open("w") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=unset | given, stdout=log, stderr=subprocess.STDOUT
        )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_until_it_serves(process, f"{address}/healthz")
        yield f"{address}/team", reference
    finally:
        process.terminate()
        assert process.wait(30) == 0


def _wait_until_it_serves(process: "subprocess.Popen[bytes]", address: str) -> None:
    while True:
        assert process.poll() is None, "the bot ended before it served"
        try:
            urlopen(address, timeout=5).close()  # noqa: S310 - http on this machine
        except (URLError, ConnectionError):
            time.sleep(0.05)
        else:
            return


async def seeded(database: str) -> str:
    """Fill a new database; return the reference of the case in which the most happened."""
    await migrate(database)
    clock = SetClock(datetime.now(UTC) - timedelta(weeks=WEEKS))
    world = World(await open_stores(database, Cipher.from_key("1", KEY), clock), clock)
    try:
        for number in range(3 * WEEKS):
            await _a_case(world, number)
            clock.advance(hours=35)
        await _questions(world)
        return await _a_long_case(world)
    finally:
        await world.stores.close()


async def _a_case(world: World, number: int) -> None:
    receipt = await world.submit(
        post=PostAddress(network="ons.gov.uk", thread=str(number)),
        link=f"https://engage.cloud.microsoft/main/threads/{_thread(number)}",
        principle=PRINCIPLES[number % len(PRINCIPLES)],
        account="They wrote that a release is late because of us.",
        seen_when="",
    )
    reference = await world.case_reference(receipt)
    world.clock.advance(hours=(0.5, 3, 20, 60)[number % 4])
    if number % 3 == 0:
        await world.close(reference, NO_BREACH, COLLEAGUE)
    elif number % 3 == 1:
        await world.act(reference, (MEMBER, COLLEAGUE)[number % 2], Take())


def _thread(number: int) -> str:
    return base64.b64encode(f'{{"_type":"Thread","id":"{number}"}}'.encode()).decode().rstrip("=")


async def _questions(world: World) -> None:
    for why, closest in ((WhyKept.UNANSWERED, ""), (WhyKept.UNHELPFUL, "law")) * 3:
        question = NewQuestion(id=uuid4(), words="w", why=why, closest=closest)
        await world.stores.questions.keep(question)


async def _a_long_case(world: World) -> str:
    """Have two reports, an answered question, a decision and a step, and a case beside it."""
    post = PostAddress(network="ons.gov.uk", thread="long", message="1")
    link = f"https://engage.cloud.microsoft/main/threads/{_thread(1)}"
    shared: dict[str, object] = {"post": post, "link": link, "principle": PRINCIPLES[0]}
    first = await world.submit(
        **shared,
        account="He wrote that the payroll system was hacked.\nTwo colleagues asked him to stop.",
        seen_when="Tuesday, at about ten",
    )
    reference = await world.case_reference(first)
    await world.submit(**shared, reporter=a_reporter("b", "Bea"), account="So did I.", seen_when="")
    await world.submit(
        **shared | {"post": post.model_copy(update={"message": "2"})}, account="And this reply."
    )
    await world.act(reference, MEMBER, Take())
    case = await world.act(reference, MEMBER, Ask(text="Is the post still there?", report=1))
    answer = AnswerQuestion(question=case.questions[0].id, text="It was, an hour ago.")
    await world.tell(first.reference, answer)
    await world.act(reference, COLLEAGUE, Note(text="The press office has been told."))
    await world.act(reference, MEMBER, Decide(decision=HARD))
    step = StepRecord(
        step="hard-breach.action.line-manager",
        answer=StepAnswer.DONE,
        by="Tomasz Okafor",
        on=world.clock.now.date(),
    )
    await world.act(reference, MEMBER, RecordStep(record=step))
    return reference
