"""Activities as Teams sends them."""

from typing import Any

from tests.issuer import APP_ID, SERVICE_URL, TENANT_ID


def message(**changes: Any) -> dict[str, Any]:
    """Return a message from a one-to-one chat; a change to None leaves a field out."""
    activity = {
        "type": "message",
        "id": "1700000000000",
        "timestamp": "2025-06-02T09:00:00.1234567Z",
        "localTimestamp": "2025-06-02T10:00:00.1234567+01:00",
        "localTimezone": "Europe/London",
        "serviceUrl": SERVICE_URL,
        "channelId": "msteams",
        "from": {
            "id": "29:person",
            "name": "Nia Person",
            "aadObjectId": "99999999-8888-7777-6666-555555555555",
        },
        "conversation": {
            "conversationType": "personal",
            "tenantId": TENANT_ID,
            "id": "a:conversation",
        },
        "recipient": {"id": f"28:{APP_ID}", "name": "Policy bot"},
        "textFormat": "plain",
        "text": "can I post this?",
        "attachments": [{"contentType": "text/html", "content": "<p>can I post this?</p>"}],
        "entities": [{"type": "clientInfo", "locale": "en-GB", "platform": "Web"}],
        "channelData": {"tenant": {"id": TENANT_ID}},
        "locale": "en-GB",
    }
    return {name: value for name, value in (activity | changes).items() if value is not None}


def invoke(**changes: Any) -> dict[str, Any]:
    """Return the press of an Action.Execute button."""
    action = {"type": "Action.Execute", "verb": "take", "data": {"case": "C-1"}}
    value = {"action": action, "trigger": "manual"}
    return message(type="invoke", name="adaptiveCard/action", value=value, text=None) | changes
