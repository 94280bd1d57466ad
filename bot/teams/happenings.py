"""What a Teams activity tells of: something was said, pressed, installed or removed."""

import re
from typing import Any

from botbuilder.schema import Activity

from dialogs.turn import Event, Installed, Pressed, Said, Uninstalled

MAX_FILES = 20
_FILE = "application/vnd.microsoft.teams.file.download.info"
_SPACES = re.compile(r"[ \t\u00a0]+")


def event_of(activity: Activity) -> Event | None:
    """Return what happened, None for what the dialogs do not answer."""
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
    for name in own_mentions(activity):
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


def own_mentions(activity: Activity) -> list[str]:
    """Return how the bot is mentioned, as it stands in the text."""
    return [
        str(entity.additional_properties.get("text") or f"<at>{about.get('name')}</at>")
        for entity in activity.entities or ()
        if entity.type == "mention"
        and isinstance(about := entity.additional_properties.get("mentioned"), dict)
        and about.get("id") == activity.recipient.id
    ]
