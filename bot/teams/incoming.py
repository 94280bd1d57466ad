"""From a Teams activity to what the dialogs know: whose conversation, what happened, where."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from botbuilder.schema import Activity
from pydantic import JsonValue

from bot.ids import NewId
from bot.triage_channel import TriageDesk
from dialogs.turn import Context, Event, Installed, Place, Pressed, Said, Uninstalled
from storage.ports import Clock
from storage.records import ConversationKey

MAX_TEXT = 12_000
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
    person = activity.from_property.aad_object_id or activity.from_property.id
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
        reference=_reference(activity),
        team=team_of(activity),
        channel=thread_channel(activity),
    )
    return Incoming(key, event, context)


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


def mentioned(activity: Activity) -> bool:
    """Tell whether the bot itself is mentioned; in a channel it answers nothing else."""
    return bool(_own_mentions(activity))


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
    text = str(activity.text or "")[:MAX_TEXT]
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


def _reference(activity: Activity) -> dict[str, JsonValue]:
    """Return what it takes to write to this conversation later, and no more."""
    return {
        "serviceUrl": activity.service_url,
        "channelId": activity.channel_id,
        "conversation": {"id": activity.conversation.id},
        "bot": {"id": activity.recipient.id, "name": activity.recipient.name},
    }


def _place(activity: Activity, triage: str) -> Place:
    if triage and thread_channel(activity) == triage:
        return Place.TRIAGE
    kind = activity.conversation.conversation_type
    if not kind:
        # Older channels do not say; what may be overheard is never taken for private.
        chat = activity.conversation
        shared = chat.is_group or team_of(activity) or thread_channel(activity)
        return Place.GROUP if shared or str(chat.id).startswith("19:") else Place.PERSONAL
    return _PLACES.get(kind, Place.GROUP)


def _channel_data(activity: Activity) -> dict[str, Any]:
    return activity.channel_data if isinstance(activity.channel_data, dict) else {}
