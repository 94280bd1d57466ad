"""Each delivery goes to its own place and says no more than it may there."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.connector import Connector, NoBearer
from bot.deliveries.delivery import Courier
from bot.deliveries.parcels import Deputy, Packer
from bot.desks.report_desk import ReportDesk
from bot.desks.screenshot_desk import ScreenshotDesk
from bot.desks.triage_channel import TriageDesk
from bot.screenshots import Cleaner, Fetcher, Sources
from dialogs.effects.report_effects import ReportKept, SubmitReport
from dialogs.turn import Context, Place
from policy_content.loader import load_policy
from storage.errors import NeedsSecondHandler
from storage.memory import MemoryStores
from storage.records import (
    Actor,
    AddInformation,
    Ask,
    DeliveryState,
    Take,
    TriageChannel,
)
from tests.contracts.support import (
    CANARIES,
    REPORTER_PERSON,
    TEAM_MEMBER,
    SetClock,
    a_report,
    a_reporter,
)
from tests.stub_connector import Answers, StubConnector
from tests.waiting import PATIENCE_SECONDS

CHANNEL = "19:triage@thread.tacv2"
DEPUTY = "deputy-person"


class Service:
    """Stores in memory, a courier, and the stub that it sends to."""

    def __init__(self, connector: Connector, stub: StubConnector, deputy: str = DEPUTY) -> None:
        self.clock = SetClock()
        self.stores = MemoryStores(self.clock)
        self.stub = stub
        channel = TriageChannel(team="t", channel=CHANNEL, tenant="x", service_url=stub.service_url)
        desk = TriageDesk(self.stores.triage_channels, "x", preset=channel)
        packer = Packer(connector, desk, load_policy(), Deputy(deputy, "28:bot"))
        self.courier = Courier(self.stores.outbox, connector, packer)

    async def submit(self, **changes: object) -> str:
        reporter = a_reporter()
        reference = {**reporter.conversation, "serviceUrl": self.stub.service_url}
        values = {"reporter": reporter.model_copy(update={"conversation": reference})}
        receipt = await self.stores.reports.submit(a_report(**(values | changes)))
        return receipt.reference

    async def deliver(self) -> list[DeliveryState]:
        due = await self.stores.outbox.due(50)
        return [await self.courier.deliver(delivery) for delivery in due]

    @property
    def case(self) -> str:
        return next(iter(self.stores.shelf.cases.values())).reference


@pytest.fixture
def service(connector: Connector, stub: StubConnector) -> Service:
    return Service(connector, stub)


async def test_a_line_answers_the_card_in_its_thread(service: Service) -> None:
    reference = await service.submit()
    await service.deliver()
    card = service.stub.taken[0].id
    added = AddInformation(text="words that stand on the card alone")
    await service.stores.reports.act(REPORTER_PERSON, reference, added, "c")
    await service.deliver()
    await service.deliver()
    line = service.stub.taken[-1]
    assert (line.method, line.activity_id) == ("POST", card)
    assert line.conversation == f"{CHANNEL};messageid={card}"
    assert service.case in line.body["text"]
    assert added.text not in str(line.body)


async def test_a_question_goes_to_its_reporter_alone(service: Service) -> None:
    await service.submit()
    await service.deliver()
    ask = Ask(text="Which building was it?")
    await service.stores.casework.act(service.case, TEAM_MEMBER, ask, "c")
    await service.deliver()
    asked = [taken for taken in service.stub.taken if ask.text in str(taken.body)]
    in_channel = [taken for taken in asked if taken.conversation.startswith(CHANNEL)]
    assert [taken.conversation for taken in asked if taken not in in_channel] == [CANARIES["chat"]]
    assert {taken.method for taken in in_channel} <= {"PUT"}  # the team's own card shows it


async def test_the_deputy_hears_in_their_own_chat_of_the_reference_alone(
    service: Service,
) -> None:
    await service.submit()
    await service.deliver()
    reporter = Actor(person=REPORTER_PERSON, name=CANARIES["name"])
    with pytest.raises(NeedsSecondHandler):
        await service.stores.casework.act(service.case, reporter, Take(), "c")
    await service.deliver()
    told = service.stub.taken[-1]
    assert told.conversation == f"a:{DEPUTY}"
    assert told.body["text"] == f"Case {service.case} needs a second handler."
    assert not [canary for canary in CANARIES.values() if canary in str(told.body)]


async def test_without_a_deputy_the_notice_is_called_off(
    connector: Connector, stub: StubConnector
) -> None:
    service = Service(connector, stub, deputy="")
    await service.submit()
    await service.deliver()
    reporter = Actor(person=REPORTER_PERSON, name="x")
    with pytest.raises(NeedsSecondHandler):
        await service.stores.casework.act(service.case, reporter, Take(), "c")
    assert await service.deliver() == [DeliveryState.CALLED_OFF]
    service.clock.advance(days=1)
    assert DeliveryState.CALLED_OFF not in await service.deliver()


async def test_a_deputy_who_cannot_be_reached_is_tried_again_later(service: Service) -> None:
    await service.submit()
    await service.deliver()
    reporter = Actor(person=REPORTER_PERSON, name="x")
    with pytest.raises(NeedsSecondHandler):
        await service.stores.casework.act(service.case, reporter, Take(), "c")
    service.stub.next.append(Answers(403))
    assert await service.deliver() == [DeliveryState.BLOCKED]


async def test_what_cannot_be_made_is_blocked_and_logged_without_words(
    service: Service, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("a bug")

    await service.submit()
    monkeypatch.setattr("bot.deliveries.parcels.case_card", broken)
    assert await service.deliver() == [DeliveryState.BLOCKED]
    assert [record.message for record in caplog.records] == [
        "delivery.not-made",
        "delivery.not-sent",
    ]
    assert await service.stores.outbox.due(10) == []


async def test_a_receipt_says_delivered_though_another_report_came_meanwhile(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetcher = Fetcher(Sources.of(()), NoBearer())
    pictures = ScreenshotDesk(
        fetcher, Cleaner(seconds=PATIENCE_SECONDS), service.stores.screenshots
    )
    desk = ReportDesk(service.stores.reports, service.courier, pictures)
    sent_once: Callable[..., Any] = service.courier.connector.send_once

    async def and_another_report(*given: Any, **named: Any) -> str:
        activity: str = await sent_once(*given, **named)
        await service.submit(reporter=a_reporter("person-b", "B"))
        return activity

    monkeypatch.setattr(Connector, "send_once", lambda _self, *g, **n: and_another_report(*g, **n))
    context = Context(
        person=REPORTER_PERSON,
        name="R",
        place=Place.PERSONAL,
        now=service.clock.now,
        activity="a",
        new_id=a_report().submission,
    )
    kept = await desk.carry_out(SubmitReport(a_report()), context)
    assert isinstance(kept, ReportKept)
    assert kept.delivered
    state = await service.stores.outbox.state(kept.receipt.card_delivery)
    assert state is DeliveryState.READY  # the other report is still to be shown
    await fetcher.close()
