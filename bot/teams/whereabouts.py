"""Where a Teams activity comes from: whose, of which directory, in which chat or channel."""

from typing import Any

from botbuilder.schema import Activity

from dialogs.turn import Place

_PLACES = {"personal": Place.PERSONAL, "groupChat": Place.GROUP, "channel": Place.CHANNEL}


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


def place_of(activity: Activity, triage: str) -> Place:
    """Return where it happened; `triage` is the channel that receives cases, empty for none."""
    if triage and thread_channel(activity) == triage:
        return Place.TRIAGE
    return kind_of_place(activity)


def kind_of_place(activity: Activity) -> Place:
    """Return the kind of chat or channel, whether or not it receives cases."""
    kind = activity.conversation.conversation_type
    if not kind:
        # Older channels do not say; what may be overheard is never taken for private.
        chat = activity.conversation
        shared = chat.is_group or team_of(activity) or thread_channel(activity)
        return Place.GROUP if shared or str(chat.id).startswith("19:") else Place.PERSONAL
    return _PLACES.get(kind, Place.GROUP)


def _channel_data(activity: Activity) -> dict[str, Any]:
    return activity.channel_data if isinstance(activity.channel_data, dict) else {}
