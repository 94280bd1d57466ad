"""A report from the first word to the case in the channel (acceptance scenarios 5, 8, 9, 10)."""

import asyncio
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from dialogs.wording import cases
from tests.journeys.world import TRIAGE, Person, World, card_of, words
from tests.stub_connector import Answers, Behaviour

LINK = "https://engage.cloud.microsoft/main/threads/eyJfdHlwZSI6IlRocmVhZCIsImlkIjoiMjQ2OCJ9"
CLASSIC = "https://www.yammer.com/ons.gov.uk/#/Threads/show?threadId=2468"
ACCOUNT = "He wrote that the payroll system was hacked."


async def filled_in(reporter: Person, **fields: str) -> dict[str, Any]:
    """Ask to report, fill in the form; return the review card."""
    form = card_of((await reporter.say("I want to report a post on Yammer"))[-1])
    given = {"link": LINK, "principle": "hard-breach.hacked", "account": ACCOUNT} | fields
    answer = await reporter.press(form, "Check before sending", **given)
    card: dict[str, Any] = answer["value"]
    return card


def receipts(reporter: Person, answer: dict[str, Any]) -> str:
    """Return all that the reporter was told after pressing Send."""
    return words(answer["value"]) + "\n".join(words(m) for m in reporter.heard())


async def test_before_anything_the_reporter_hears_who_sees_what(world: World) -> None:
    form = words(card_of((await world.person("Rhys Reporter", 1).say("report a post"))[-1]))
    assert "Internal Communications" in form
    assert "name" in form
    assert "Freedom of Information" in form
    assert "not a finding" in form or "potential" in form


async def test_a_report_is_saved_delivered_and_acknowledged(world: World) -> None:
    reporter = world.person("Rhys Reporter", 1)
    review = await filled_in(reporter)
    assert ACCOUNT in words(review)
    told = receipts(reporter, await reporter.press(review, "Send"))
    assert re.search(r"[Ss]aved and delivered", told)
    assert re.search(r"R-[0-9A-Z]{4}-[0-9A-Z]{4}", told)
    assert ACCOUNT in words(world.case_card())
    # The receipt said so already: no second message follows.
    heard = len(reporter.heard())
    world.clock.move(seconds=30)
    await world.deliver()
    assert len(reporter.heard()) == heard


async def test_nothing_of_the_reporter_reaches_internal_communications(world: World) -> None:
    reporter = world.person("Rhys Reporter", 1)
    await reporter.press(await filled_in(reporter), "Send")
    sent = json.dumps(
        [taken.body for taken in world.connector.taken if taken.conversation == TRIAGE]
    )
    assert "hacked" in sent
    for private in ("Rhys", "29:person-1", "00000001-1111", "a:chat-1", "cy-GB", "Faroe"):
        assert private not in sent


async def test_a_name_is_shown_only_when_the_reporter_chose_so(world: World) -> None:
    reporter = world.person("Rhys Reporter", 1)
    await reporter.press(await filled_in(reporter, share_name="true"), "Send")
    assert "Rhys Reporter" in words(world.case_card())


async def test_before_send_there_is_no_report(world: World) -> None:
    reporter = world.person("Rhys Reporter", 1)
    review = await filled_in(reporter)
    assert not await world.stores.reports.reports_of(world.directory_id(1))
    assert not world.connector.posted(TRIAGE)
    await reporter.press(review, "Discard")
    answer = await reporter.press(review, "Send")
    assert "C-" not in str(answer)
    assert not world.connector.posted(TRIAGE)


ROWS = """
SELECT (SELECT count(*) FROM reports), (SELECT count(*) FROM reporters),
       (SELECT count(*) FROM cases), (SELECT count(*) FROM case_events),
       (SELECT count(*) FROM deliveries)
"""


def rows(folder: Path) -> tuple[int, ...]:
    """Count the rows of all that a report leaves behind."""
    with closing(sqlite3.connect(folder / "records.sqlite3")) as database:
        counts: tuple[int, ...] = database.execute(ROWS).fetchone()
    return counts


def on_disk(folder: Path) -> bytes:
    """Return all that is in the database's files."""
    return b"".join(file.read_bytes() for file in folder.glob("records.sqlite3*"))


async def test_before_send_nothing_is_stored_but_an_encrypted_state(
    world: World, tmp_path: Path
) -> None:
    reporter = world.person("Rhys Reporter", 1)
    review = await filled_in(reporter)
    assert rows(tmp_path) == (0, 0, 0, 0, 0)
    await reporter.press(review, "Send")
    assert 0 not in rows(tmp_path)
    assert b"payroll" not in on_disk(tmp_path)
    assert b"Rhys" not in on_disk(tmp_path)


async def test_a_double_tap_gives_one_report_and_one_card(world: World) -> None:
    reporter = world.person("Rhys Reporter", 1)
    review = await filled_in(reporter)
    same = reporter.pressing(review, "Send")
    other = reporter.pressing(review, "Send")
    responses = await asyncio.gather(*(reporter.post(a) for a in (same, same, other, same, other)))
    assert {response.status for response in responses} == {200}
    assert len(await world.stores.reports.reports_of(world.directory_id(1))) == 1
    assert len(world.connector.posted(TRIAGE)) == 1
    first, second, *_ = [await response.json() for response in responses]
    assert first == second


async def test_two_reporters_of_one_post_get_one_case_and_two_references(world: World) -> None:
    one, two = world.person("Rhys Reporter", 1), world.person("Wyn Witness", 2)
    reviews = [await filled_in(one), await filled_in(two, link=CLASSIC, account="Same here.")]
    answers = await asyncio.gather(one.press(reviews[0], "Send"), two.press(reviews[1], "Send"))
    world.clock.move(seconds=2)
    await world.deliver()
    told = [receipts(p, a) for p, a in zip((one, two), answers, strict=True)]
    references = {one for text in told for one in re.findall(r"R-[0-9A-Z]{4}-[0-9A-Z]{4}", text)}
    assert len(references) == 2
    assert len(world.connector.posted(TRIAGE)) == 1
    assert re.search(r"[Rr]eports:? 2|2 reports", words(world.case_card()))


@pytest.mark.parametrize(
    "failure",
    [
        Answers(401),
        Answers(403),
        Answers(404),
        Answers(429, retry_after="7"),
        Answers(500),
        Answers(503),
        "resets",
    ],
    ids=str,
)
async def test_a_channel_that_fails_is_tried_again_until_it_takes_the_card(
    world: World, failure: Behaviour
) -> None:
    reporter = world.person("Rhys Reporter", 1)
    review = await filled_in(reporter)
    world.connector.next.append(failure)
    told = receipts(reporter, await reporter.press(review, "Send"))
    assert "delivered." not in told.replace("could not deliver", "")
    assert re.search(r"Saved as R-", told)
    assert "keep trying" in told
    world.clock.move(hours=1, minutes=1)
    await world.deliver()
    world.clock.move(seconds=10)
    await world.deliver()
    assert len(world.connector.posted(TRIAGE)) == 1
    assert "delivered" in words(reporter.heard()[-1])


async def test_a_card_that_may_have_arrived_is_marked_when_it_is_sent_again(world: World) -> None:
    reporter = world.person("Rhys Reporter", 1)
    review = await filled_in(reporter)
    world.connector.next.append("takes-and-drops")
    await reporter.press(review, "Send")
    world.clock.move(minutes=2)
    await world.deliver()
    first, second = world.connector.posted(TRIAGE)
    assert cases.MAY_REPEAT not in words(card_of(first))
    assert cases.MAY_REPEAT in words(card_of(second))


async def test_my_reports_are_ones_own_and_tell_where_they_stand(world: World) -> None:
    reporter, other = world.person("Rhys Reporter", 1), world.person("Wyn Witness", 2)
    await reporter.press(await filled_in(reporter), "Send")
    mine = words((await reporter.say("what happened to my report?"))[-1])
    assert re.search(r"R-[0-9A-Z]{4}-[0-9A-Z]{4}", mine)
    assert "no time limit" in mine
    assert not re.search(r"R-[0-9A-Z]{4}", words((await other.say("my reports"))[-1]))


async def test_a_report_begun_in_a_channel_moves_to_the_private_chat(world: World) -> None:
    person = Person(world, "Rhys Reporter", 1, channel="19:open-channel@thread.tacv2")
    replies = words(await person.mention("report a post"))
    assert "private" in replies or "one-to-one" in replies
    assert "teams.microsoft.com/l/chat" in replies
    private = world.connector.posted("a:29:person-1")
    assert "Start a report" in words(card_of(private[-1]))


async def test_words_in_a_channel_that_do_not_mention_the_bot_are_not_answered(
    world: World,
) -> None:
    person = Person(world, "Rhys Reporter", 1, channel="19:open-channel@thread.tacv2")
    assert await person.say("report a post") == []
