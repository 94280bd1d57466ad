"""Teams' own menus as a client works them: a dialog's cards are pressed, a search is typed."""

import json
from dataclasses import dataclass, field
from typing import Any

from tests.dialogs.chat import elements
from tests.issuer import APP_ID
from tests.journeys.world import Person, button

ELSEWHERE = {"conversationType": "channel", "id": "19:some-channel@thread.tacv2;messageid=17"}
POST = "https://web.yammer.com/main/org/ons.gov.uk/threads/eyJfdHlwZSI6IlRocmVhZCIsImlkIjoiNDIifQ"
KEPT_LINK = "https://engage.cloud.microsoft/main/threads/eyJfdHlwZSI6IlRocmVhZCIsImlkIjoiNDIifQ"


def message_payload(content: str, kind: str = "html", **changes: Any) -> dict[str, Any]:
    """Return a message of a channel as Teams hands it to a dialog."""
    return {
        "id": "1700000000001",
        "linkToMessage": "https://teams.microsoft.com/l/message/19:a/1700000000001",
        "createdDateTime": "2026-06-01T23:30:00.123Z",
        "subject": None,
        "importance": "normal",
        "body": {"contentType": kind, "content": content},
        "from": {
            "device": None,
            "user": {
                "userIdentityType": "aadUser",
                "id": "a-colleague",
                "displayName": "Tom Jones",
            },
        },
        "attachments": [],
        "mentions": [],
        "reactions": [],
    } | changes


async def invoke(person: Person, name: str, value: Any, **changes: Any) -> Any:
    """Post an invoke, as from a channel in which the bot is not; return the answer's JSON."""
    activity = person.activity(
        **{"type": "invoke", "name": name, "text": None, "conversation": ELSEWHERE, "value": value}
        | changes
    )
    response = await person.post(activity)
    assert response.status == 200, await response.text()
    return await response.json()


@dataclass
class Dialog:
    """A dialog that somebody has open, and what stands in it."""

    person: Person
    command: str
    message: dict[str, Any] | None = None
    task: dict[str, Any] = field(default_factory=dict)
    shown: list[str] = field(default_factory=list)

    @property
    def card(self) -> dict[str, Any]:
        assert self.task["type"] == "continue", self.task
        attachment: dict[str, Any] = self.task["value"]["card"]
        assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
        content: dict[str, Any] = attachment["content"]
        return content

    @property
    def sentence(self) -> str:
        assert self.task["type"] == "message", self.task
        return str(self.task["value"])

    async def open(self) -> "Dialog":
        """Choose the command from the menu."""
        return await self._send("composeExtension/fetchTask", {})

    async def press(self, title: str, **inputs: str) -> "Dialog":
        """Press a button: a client sends its data, and the inputs unless they are not asked for."""
        pressed = button(self.card, title)
        assert pressed["type"] == "Action.Submit", "a dialog takes no other"
        typed = {} if pressed.get("associatedInputs") == "none" else self.inputs() | inputs
        return await self.send(typed | pressed["data"])

    async def send(self, data: Any) -> "Dialog":
        """Send what a button would as it is."""
        if isinstance(data, dict) and data.get("share_name") == "true":
            self.person.world.named.add(self.person.number)
        return await self._send("composeExtension/submitAction", {"data": data})

    def inputs(self) -> dict[str, str]:
        """Return the inputs of the card with the values that they start with."""
        fields = (e for e in elements(self.card) if e["type"].startswith("Input."))
        return {e["id"]: e.get("value", "") for e in fields}

    async def _send(self, name: str, more: dict[str, Any]) -> "Dialog":
        context = "compose" if self.message is None else "message"
        value = {"commandId": self.command, "commandContext": context, **more}
        if self.message is not None:
            value["messagePayload"] = self.message
        answer = await invoke(self.person, name, value)
        self.task = answer["task"]
        self.shown.append(json.dumps(answer, ensure_ascii=False))
        return self


def mentioning(person: Person, id_: int = 0) -> dict[str, Any]:
    """Return a mention of somebody, as a message's payload lists it."""
    user = {"id": person.world.directory_id(person.number), "displayName": person.name}
    return {"id": id_, "mentionText": person.name, "mentioned": {"user": user}}


BOT = f"28:{APP_ID}"
