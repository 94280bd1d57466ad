"""From a Teams activity to what the dialogs know: whose conversation, what happened, where."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from botbuilder.schema import Activity
from pydantic import JsonValue

from bot.desks.triage_channel import TriageDesk
from bot.ids import NewId
from bot.teams.happenings import event_of, own_mentions
from bot.teams.whereabouts import (
    kind_of_place,
    person_of,
    place_of,
    team_of,
    tenant_of,
    thread_channel,
)
from dialogs.turn import Context, Event, Opened, Place, Pressed
from storage.ports.clock import Clock
from storage.records import ConversationKey


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
    event = event_of(activity)
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
        place=place_of(activity, triage),
        now=now,
        activity=activity.id or "",
        new_id=new_id,
        reference=_reference(activity, conversation),
        team=team_of(activity),
        channel=thread_channel(activity),
        pressed=str(activity.reply_to_id or "") if isinstance(event, Pressed) else "",
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


def addressed(activity: Activity) -> bool:
    """Tell whether an activity is meant for the bot: in company it hears only what mentions it."""
    if activity.type != "message" or isinstance(event_of(activity), Pressed):
        return True
    return kind_of_place(activity) is Place.PERSONAL or bool(own_mentions(activity))


def _reference(activity: Activity, conversation: str) -> dict[str, JsonValue]:
    """Return what it takes to write to a conversation later, and no more."""
    return {
        "serviceUrl": activity.service_url,
        "channelId": activity.channel_id,
        "conversation": {"id": conversation},
        "bot": {"id": activity.recipient.id, "name": activity.recipient.name},
    }
