"""From a Teams activity to what the dialogs know: whose conversation, what happened, where."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from botbuilder.schema import Activity
from pydantic import JsonValue

from bot.desks.triage_channel import TriageDesk
from bot.ids import NewId
from dialogs.turn import Context, Event, Installed, Opened, Place, Pressed, Said, Uninstalled
from storage.ports.clock import Clock
from storage.records import ConversationKey

MAX_FILES = 20
_FILE = "application/vnd.microsoft.teams.file.download.info"
_PLACES = {"personal": Place.PERSONAL, "groupChat": Place.GROUP, "channel": Place.CHANNEL}
_SPACES = re.compile(r"[ \t\u00a0]+")


@dataclass(frozen=True, slots=True)
class Incoming:
    """One activity in the dialogs' words."""

    key: ConversationKey
    event: Event
    context: Context


@dataclass(frozen=True, slots=True)
class ActivityReader:
    """Reads activities at the service's own time, knowing which channel receives cases."""

    desk: TriageDesk
    clock: Clock
    new_id: NewId

    def read_dialog(self, activity: Activity, event: Event, chat: str) -> Incoming:
        """Read what happened in a dialog of whoever sent the activity.

        Only they see it, wherever it was opened, and it has a state of its own. `chat` is their
        one-to-one chat with the bot, in which they hear what comes of it; empty where it has none.
        """
        return _in_dialog(activity, event, chat, self.clock(), self.new_id())

    async def read(self, activity: Activity) -> Incoming | None:
        """Read an activity; None where there is nothing to answer."""
        channel = await self.desk.channel()
        triage = channel.channel if channel else ""
        return read_activity(activity, self.clock(), self.new_id(), triage)


def read_activity(activity: Activity, now: datetime, new_id: UUID, triage: str) -> Incoming | None:
    """Read an activity; None where there is nothing to answer.

    `triage` is the id of the channel that receives cases, empty where there is none.
    """
    event = _event(activity)
    if event is None or activity.from_property is None:
        return None
    person = person_of(activity)
    conversation = activity.conversation.id
    key = ConversationKey(
        tenant=tenant_of(activity),
        channel=activity.channel_id,
        conversation=conversation,
        person=person,
    )
    context = Context(
        person=person,
        name=activity.from_property.name or "",
        place=_place(activity, triage),
        now=now,
        activity=activity.id or "",
        new_id=new_id,
        reference=_reference(activity, conversation),
        team=team_of(activity),
        channel=thread_channel(activity),
    )
    return Incoming(key, event, context)


def _in_dialog(activity: Activity, event: Event, chat: str, now: datetime, id_: UUID) -> Incoming:
    person = person_of(activity)
    key = ConversationKey(
        tenant=tenant_of(activity),
        channel=activity.channel_id,
        conversation=f"dialog:{person}",
        person=person,
    )
    context = Context(
        person=person,
        name=activity.from_property.name or "",
        place=Place.PERSONAL,
        now=now,
        # Opening a dialog again is harmless, and the client is owed the same answer once more.
        activity="" if isinstance(event, Opened) else activity.id or "",
        new_id=id_,
        reference=_reference(activity, chat),
        reachable=bool(chat),
    )
    return Incoming(key, event, context)


def person_of(activity: Activity) -> str:
    """Return who sent an activity: their directory object id, or else their id in the channel."""
    sender = activity.from_property
    return str(sender.aad_object_id or sender.id)


def tenant_of(activity: Activity) -> str:
    """Return the activity's tenant: Teams names it in the channel data, not in the conversation."""
    tenant = _channel_data(activity).get("tenant")
    return str(tenant.get("id") or "") if isinstance(tenant, dict) else ""


def thread_channel(activity: Activity) -> str:
    """Return the id of the channel that an activity stands in, empty outside a channel."""
    channel = _channel_data(activity).get("channel")
    if isinstance(channel, dict) and channel.get("id"):
        return str(channel["id"])
    if activity.conversation.conversation_type == "channel":
        return str(activity.conversation.id).split(";", 1)[0]
    return ""


def team_of(activity: Activity) -> str:
    """Return the id of the team that an activity stands in, empty outside a team."""
    team = _channel_data(activity).get("team")
    return str(team.get("id") or "") if isinstance(team, dict) else ""


def addressed(activity: Activity) -> bool:
    """Tell whether an activity is meant for the bot: in company it hears only what mentions it."""
    if activity.type != "message" or isinstance(_event(activity), Pressed):
        return True
    return _where(activity) is Place.PERSONAL or bool(_own_mentions(activity))


def _event(activity: Activity) -> Event | None:
    match activity.type:
        case "message":
            if isinstance(activity.value, dict) and not (activity.text or "").strip():
                return Pressed(activity.value)
            return Said(_spoken(activity), _files(activity))
        case "invoke":
            return _pressed(activity.value)
        case "installationUpdate" if activity.action == "remove":
            return Uninstalled()
        case "installationUpdate" | "conversationUpdate":
            return Installed()
    return None


def _pressed(value: Any) -> Pressed | None:
    """Read an Action.Execute; the SDK's own reading drops parts of it."""
    action = value.get("action") if isinstance(value, dict) else None
    if not isinstance(action, dict):
        return None
    data = action.get("data")
    return Pressed(data if isinstance(data, dict) else {})


def _spoken(activity: Activity) -> str:
    """Return what was typed, without mentions of the bot.

    The SDK's remover puts the bot's name into a regular expression unescaped, so it is not used.
    """
    text = str(activity.text or "")
    for name in _own_mentions(activity):
        text = text.replace(name, " ")
    return _SPACES.sub(" ", text).strip()


def _files(activity: Activity) -> tuple[str, ...]:
    """Return the addresses of pasted pictures and of files sent along, as they came."""
    found = []
    for attachment in (activity.attachments or ())[:MAX_FILES]:
        kind, content = str(attachment.content_type or "").lower(), attachment.content
        if kind.startswith("image/"):
            found.append(attachment.content_url)
        elif kind == _FILE and isinstance(content, dict):
            found.append(content.get("downloadUrl"))
    return tuple(url for url in found if isinstance(url, str) and url)


def _own_mentions(activity: Activity) -> list[str]:
    """Return how the bot is mentioned, as it stands in the text."""
    return [
        str(entity.additional_properties.get("text") or f"<at>{about.get('name')}</at>")
        for entity in activity.entities or ()
        if entity.type == "mention"
        and isinstance(about := entity.additional_properties.get("mentioned"), dict)
        and about.get("id") == activity.recipient.id
    ]


def _reference(activity: Activity, conversation: str) -> dict[str, JsonValue]:
    """Return what it takes to write to a conversation later, and no more."""
    return {
        "serviceUrl": activity.service_url,
        "channelId": activity.channel_id,
        "conversation": {"id": conversation},
        "bot": {"id": activity.recipient.id, "name": activity.recipient.name},
    }


def _place(activity: Activity, triage: str) -> Place:
    if triage and thread_channel(activity) == triage:
        return Place.TRIAGE
    return _where(activity)


def _where(activity: Activity) -> Place:
    kind = activity.conversation.conversation_type
    if not kind:
        # Older channels do not say; what may be overheard is never taken for private.
        chat = activity.conversation
        shared = chat.is_group or team_of(activity) or thread_channel(activity)
        return Place.GROUP if shared or str(chat.id).startswith("19:") else Place.PERSONAL
    return _PLACES.get(kind, Place.GROUP)


def _channel_data(activity: Activity) -> dict[str, Any]:
    return activity.channel_data if isinstance(activity.channel_data, dict) else {}
