"""What is said in a case's thread and to the deputy, since an updated card notifies nobody."""

from dialogs.languages import gettext as _
from storage.records import EventKind, ReminderKind

LINES = {
    EventKind.REPORTED: _("Another report of this post has come: {ref}."),
    EventKind.ADDED: _("A reporter has added something: {ref}, report {number}."),
    EventKind.WITHDRAWN: _("A report has been withdrawn: {ref}, report {number}."),
    EventKind.ANSWERED: _("A reporter has answered your question: {ref}, report {number}."),
    EventKind.DECLINED: _("A reporter would rather not answer: {ref}, report {number}."),
    EventKind.NAME_SHARED: _("A reporter has chosen to share their name: {ref}, report {number}."),
    EventKind.UNREACHABLE: _("A reporter could not be reached with your question: {ref}."),
}
REMINDERS = {
    ReminderKind.UNTAKEN: _("Nobody has taken {ref} yet."),
    ReminderKind.UNDECIDED: _("{ref} is still to be decided."),
}
MAY_REPEAT = _("You may have had this line before: the connection broke while it was sent.")
DEPUTY = _("Case {ref} needs a second handler.")
