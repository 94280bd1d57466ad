"""Guessing references tells nothing: of no report, of no case, and costs the same either way."""

import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import event

from dialogs.toolbox import Toolbox
from storage.database.sql import SqlStores
from storage.references import ALPHABET
from tests.issuer import Issuer
from tests.journeys.test_reporting import filled_in
from tests.journeys.world import World, running_world, words
from tests.stub_connector import StubConnector

QUICK = 150
VERBS = {"R": ("status", "withdraw", "add", "share my name"), "C": ("show", "take", "close")}


async def guessed(world: World, number: int) -> float:
    """Have a stranger try references, real ones of others among them; return seconds a guess.

    What is told of one that exists and of one that does not differs in the reference alone, and
    both ask the same of the database.
    """
    reporter, stranger = world.person("Rhys Reporter", 1), world.person("Sam Stranger", 2)
    in_channel = world.stranger("Sam Stranger", 2)
    sent = words((await reporter.press(await filled_in(reporter), "Send"))["value"])
    mine = next(word.strip(".") for word in sent.split() if word.startswith("R-"))
    real = (mine, world.case_reference())
    chance = random.Random(7)  # noqa: S311 - chance that can be repeated
    heard: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    asked_of_records: defaultdict[tuple[str, bool], Counter[int]] = defaultdict(Counter)
    started = time.perf_counter()
    for turn in range(number):
        drawn = "".join(chance.choices(ALPHABET, k=8))
        guess = f"{chance.choice('RC')}-{drawn[:4]}-{drawn[4:]}"
        reference = chance.choice(real) if turn % 5 == 0 else guess
        verb = chance.choice(VERBS[reference[0]])
        asked, case = f"{verb} {reference}", reference.startswith("C")
        with statements(world) as counted:
            told = await (in_channel.mention(asked) if case else stranger.say(asked))
        asked_of_records[verb, reference in real][len(counted)] += 1
        heard[verb, reference[0]].add(words(told).replace(reference, "…"))
    cost = (time.perf_counter() - started) / number
    for told_of, answers in heard.items():
        assert len(answers) == 1, (told_of, answers)
    for verb in {verb for verb, _ in asked_of_records}:
        there, not_there = asked_of_records[verb, True], asked_of_records[verb, False]
        assert not there or set(there) == set(not_there), (verb, there, not_there)
    assert any("no report" in answer for answers in heard.values() for answer in answers)
    audited = await world.stores.casework.audit(real[1])
    assert {entry.actor for entry in audited} == {""}, "a stranger's guess was carried out"
    return cost


@contextmanager
def statements(world: World) -> Iterator[list[str]]:
    """Give the statements that the records are asked meanwhile."""
    seen: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    stores = world.stores
    assert isinstance(stores, SqlStores)
    engine = stores._database.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


async def test_guessed_references_tell_nothing_and_cost_the_same(
    issuer: Issuer, connector: StubConnector, toolbox: Toolbox, tmp_path: Path
) -> None:
    async with running_world(issuer, connector, toolbox, tmp_path, messages_a_minute=0) as world:
        await guessed(world, QUICK)
