"""What is said to somebody who may not go on just now, or not at all."""

from dialogs.languages import gettext as _

TOO_MANY_MESSAGES = _(
    "I take at most {most} messages a minute from one person. I did not take this one. It is still "
    "where you wrote it: please wait a minute, then send it again."
)
TOO_LONG = _(
    "Your message has {length} characters, and I can read {limit}. I have not read it, and nothing "
    "was sent. Please shorten it, or send a part of it."
)
STAFF_ONLY = _("I am for staff of this organisation only. You are here as a guest.")
CANNOT_CHECK_STAFF = _(
    "I cannot check just now whether you are staff, so I took nothing. What you wrote is still "
    "where you wrote it. Please try again in a minute."
)
TOO_MANY_REPORTS = _(
    "I take at most {most} reports an hour from one person, so I have not sent this one. Your text "
    "is still here. You can send it from {time}."
)


def too_long(length: int, limit: int) -> str:
    """Say that a text is not read, since it is too long to be read whole."""
    return TOO_LONG.format(length=length, limit=limit)
