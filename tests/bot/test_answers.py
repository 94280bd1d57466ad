"""What the endpoint answers: invokes with their body, failures with a reference."""

import json

import pytest

from bot.endpoint import InvokeAnswer
from tests.bot.activities import invoke, message
from tests.bot.conftest import Edge


async def test_an_invoke_is_answered_with_its_body_serialised_once(edge: Edge) -> None:
    card = {"statusCode": 200, "type": "application/vnd.microsoft.card.adaptive", "value": {"a": 1}}
    edge.answer = InvokeAnswer(200, card)
    response = await edge.post(invoke())
    assert (response.status, response.content_type) == (200, "application/json")
    assert await response.json() == card


async def test_an_invokes_answer_may_be_a_text_or_a_list_or_nothing(edge: Edge) -> None:
    for body in ("taken", [1, 2], False):
        edge.answer = InvokeAnswer(200, body)
        assert await (await edge.post(invoke())).json() == body
    edge.answer = InvokeAnswer(404)
    response = await edge.post(invoke())
    assert (response.status, await response.read()) == (404, b"")


async def test_an_invoke_that_nobody_answers_is_not_implemented(edge: Edge) -> None:
    assert (await edge.post(invoke())).status == 501


async def test_the_handler_gets_what_the_sdk_drops(edge: Edge) -> None:
    await edge.post(invoke(action={"type": "Action.Execute"}))
    [(_, activity, raw)] = edge.handled
    assert raw["value"]["trigger"] == "manual"
    assert raw["value"]["action"]["data"] == {"case": "C-1"}
    assert raw["action"] == {"type": "Action.Execute"}
    assert activity.action is None
    await edge.post(message(type="installationUpdate", action="add"))
    assert edge.handled[1][1].action == "add"


async def test_an_unexpected_failure_has_a_reference_and_no_content(
    edge: Edge, caplog: pytest.LogCaptureFixture
) -> None:
    edge.failure = RuntimeError("canary")
    response = await edge.post()
    assert response.status == 500
    answer = await response.json()
    assert answer["reference"].startswith("E-")
    assert "canary" not in json.dumps(answer)
    [record] = [record for record in caplog.records if record.message == "turn.failed"]
    assert vars(record)["reference"] == answer["reference"]


async def test_an_answer_that_is_no_json_is_a_failure_of_ours(edge: Edge) -> None:
    edge.answer = InvokeAnswer(200, {"value": float("nan")})
    assert (await edge.post(invoke())).status == 500


async def test_other_methods_are_not_allowed(edge: Edge) -> None:
    for method in ("GET", "PUT", "DELETE"):
        assert (await edge.client.request(method, "/api/messages")).status == 405
