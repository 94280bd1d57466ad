"""What the daily digest says: references and counts."""

from dialogs.languages import gettext as _

TITLE = _("Daily digest, {day}")
SO_FAR = _("Since the last daily digest")
OPENED_ONE = _("Opened: case {first}: {refs}")
OPENED = _("Opened: cases {first} to {last}: {refs}")
OPENED_NONE = _("Opened: none. The newest is case {last}.")
OPENED_NEVER = _("Opened: none so far.")
CHANGED = _("Changed: {refs}")
CHANGED_NONE = _("Changed: none.")
CLOSED = _("Closed: {refs}")
CLOSED_NONE = _("Closed: none.")
AND_MORE = _("{refs}, and {count} more")
ON_TIME = _("Every message to you and to reporters is on time.")
IN_TROUBLE = _(
    "Messages to you or to reporters: {late} late, {dead} given up. Please tell whoever runs me."
)
NO_GAP = _("Cases are numbered without a gap. If you never had one of them, type queue, or find.")
MAY_REPEAT = _("You may have had this digest before: the connection broke while it was sent.")
EMAIL_SUBJECT = _("Yammer cases: daily digest")
EMAIL_WHY = _("I am the social media policy bot. This is what happened to your cases.")
