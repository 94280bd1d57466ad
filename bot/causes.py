"""What makes an action this one, so that the same activity never does it twice."""

import hashlib

from dialogs.turn import Context, Effect


def cause_of(effect: Effect, context: Context, action: str = "") -> str:
    """Name the cause of an effect: an activity's id alone may occur in two threads.

    `action` tells apart several actions that one activity brings about.
    """
    chat = context.reference.get("conversation")
    parts = (
        str(chat.get("id") if isinstance(chat, dict) else ""),
        context.person,
        context.activity or str(context.new_id),
        type(effect).__name__,
        action,
    )
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
