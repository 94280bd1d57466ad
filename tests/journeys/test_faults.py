"""What people hear when something behind the bot fails (acceptance scenario 9)."""

from typing import Any

import pytest

from storage.errors import NotStored, StorageError
from tests.journeys.test_reporting import ACCOUNT, filled_in
from tests.journeys.world import TRIAGE, World, words
from tests.stub_connector import Answers
from tests.waiting import until


def failing(error: Exception) -> Any:
    async def fail(*_: object, **__: object) -> None:
        raise error

    return fail


async def test_a_report_that_cannot_be_stored_is_handed_back_and_can_be_sent_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    reporter = world.person("Rhys Reporter", 1)
    review = await filled_in(reporter)
    with monkeypatch.context() as broken:
        broken.setattr(world.stores.reports, "submit", failing(NotStored()))
        answer = await reporter.press(review, "Send")
    told = words(answer["value"])
    assert "Nothing was sent" in told
    assert ACCOUNT in told
    assert not world.connector.posted(TRIAGE)
    again = await reporter.press(answer["value"], "Try again")
    assert "Saved and delivered" in words(again["value"])
    assert len(world.connector.posted(TRIAGE)) == 1


async def test_without_the_records_nothing_is_pretended(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    nia = world.person("Nia", 1)
    monkeypatch.setattr(world.stores.conversations, "load", failing(StorageError()))
    (told,) = await nia.say("report a post")
    assert "cannot reach my records" in words(told)


async def test_a_pressed_button_without_the_records_is_answered_on_the_card(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    reporter = world.person("Rhys Reporter", 1)
    review = await filled_in(reporter)
    monkeypatch.setattr(world.stores.conversations, "load", failing(StorageError()))
    answer = await reporter.press(review, "Send")
    assert answer["statusCode"] == 500
    assert "cannot reach my records" in answer["value"]["message"]


async def test_a_reply_that_cannot_be_sent_does_not_undo_the_turn(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    nia = world.person("Nia", 1)
    world.connector.next.append(Answers(403))
    assert await nia.say("should I post this?") == []
    assert any(record.message == "reply.not-sent" for record in caplog.records)
    assert "Where will you post it?" in words(await nia.say("what is a hard breach?"))


async def test_typing_is_shown_when_the_work_takes_longer_than_a_moment(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = world.stores.conversations.load

    async def slowly(*arguments: Any) -> Any:
        await until(lambda: world.connector.posted(nia.chat))
        return await load(*arguments)

    nia = world.person("Nia", 1)
    monkeypatch.setattr(world.stores.conversations, "load", slowly)
    await nia.say("what is a hard breach?")
    kinds = [m["type"] for m in world.connector.posted(nia.chat)]
    assert kinds == ["typing", "message"]


async def test_what_was_saved_and_delivered_is_never_called_unsaved(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    reporter = world.person("Rhys Reporter", 1)
    review = await filled_in(reporter)
    with monkeypatch.context() as broken:
        broken.setattr(world.stores.conversations, "save", failing(NotStored()))
        answer = await reporter.press(review, "Send")
    assert "Saved and delivered" in words(answer["value"])
    # The state still has the form: sending it again is harmless.
    await reporter.say("send")
    assert len(world.connector.posted(TRIAGE)) == 1


async def test_when_nothing_can_be_written_the_reporter_gets_their_text_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    reporter = world.person("Rhys Reporter", 1)
    review = await filled_in(reporter)
    with monkeypatch.context() as broken:
        broken.setattr(world.stores.reports, "submit", failing(NotStored()))
        broken.setattr(world.stores.conversations, "save", failing(NotStored()))
        answer = await reporter.press(review, "Send")
    assert ACCOUNT in words(answer["value"])
    assert "Saved and delivered" in words((await reporter.say("send"))[-1])


async def test_a_receipt_that_got_lost_is_made_good_by_a_notice(world: World) -> None:
    reporter = world.person("Rhys Reporter", 1)
    await filled_in(reporter)
    world.connector.next += [Answers(200), Answers(403)]  # the card arrives, the receipt does not
    await reporter.say("send")
    world.clock.move(seconds=10)
    await world.deliver()
    assert "delivered" in words(reporter.heard()[-1])
