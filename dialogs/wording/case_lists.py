"""What is said of several cases: the queue, what was found, exports, and the commands."""

from dialogs.languages import gettext as _
from storage.records import CaseStatus

QUEUE = _("Open cases: {count}")
COUNTS = _("new {new}, taken {taken}, decided {decided}")
NO_CASES = _("There are no open cases.")
MINE = _("Your cases: {count}")
NONE_MINE = _("You have no open cases.")
FOUND = _("Cases found: {count}")
FOUND_MORE = _("Cases found: {count} or more")
NONE_FOUND = _("No case fits that.")
ROW = _("{ref}, {status}, {age}{owner}")
WITH = _(", with {owner}")
ROW_REPORTS = _("Reports: {count}. {claims}")
MORE_ROWS = _("{count} more are not shown here. Type find, and what to look for.")
OPEN = _("Open {ref}")
AGES = (_("today"), _("1 day old"), _("{days} days old"))
STATUSES = {
    CaseStatus.NEW: _("new"),
    CaseStatus.TAKEN: _("taken"),
    CaseStatus.DECIDED: _("decided"),
    CaseStatus.CLOSED: _("closed"),
}
QUEUE_BUTTON = _("Queue")
MINE_BUTTON = _("My cases")
FIND_BUTTON = _("Find")
EXPORT_BUTTON = _("Export as CSV")

FIND = _("Find cases")
FIND_WORDS = _("Reference, or link of the post")
FIND_STATUS = _("State")
FIND_PRINCIPLE = _("Principle")
FIND_FROM = _("Opened from")
FIND_TO = _("Opened until")
ANY = _("Any")
OPEN_ONES = _("Open")
FIND_HELP = _("I look at references, links, principles, states and dates, never inside reports.")
NOT_A_SEARCH = _(
    "I did not understand “{words}”. I can look for a reference, a link, a principle, a state "
    "or a date. For example: find hacked closed since 1 June"
)
NOT_A_POST = _("That link opens no Yammer post, so no case can have it.")

EXPORT = _("Export of cases: {count}")
EXPORT_AUDITED = _("It has nothing of reporters. That you asked for it is on record.")
EXPORT_LINK = _("The link works for ten minutes. Do not pass it on.")
DOWNLOAD = _("Download the file")
EXPORT_TOO_LONG = _(
    "That is too much for a message, and I have no public address for a file. "
    "Ask for less, for example: export since 1 June"
)

HELP = _("In this channel I can do these things with cases. Mention me and type:")
COMMANDS = (
    ("queue", _("open cases by state and age")),
    ("digest", _("what happened since the last daily digest")),
    ("mine", _("the cases that you have")),
    ("C-…", _("show a case")),
    ("take C-…", _("make it yours")),
    ("hand over C-… to Sam", _("make it somebody else's")),
    ("decide C-… hard hacked, then why", _("or soft, not a breach, not ours, cannot tell")),
    ("steps C-…", _("the policy's steps for the decision")),
    ("step C-… director no, then why", _("record a step; or done by me on 3 June")),
    ("ask C-… your question", _("ask the reporters")),
    ("note C-… your note", _("add a note")),
    ("content C-… removed", _("record it; or asked")),
    ("author C-… name@ons.gov.uk", _("record who wrote the post")),
    ("pack C-…", _("draft pack for the line manager")),
    ("screenshots C-…", _("links to its screenshots")),
    ("history C-…", _("everything that happened")),
    ("step aside C-…", _("act on it no more")),
    ("close C-…", _("close it")),
    ("reopen C-… why", _("open it again")),
    ("find hacked closed since 1 June", _("look for cases")),
    ("export closed since 1 June", _("the same as a CSV file")),
)
COMMAND = _("{command}: {purpose}")
"""Every command of the team, as it is typed, and what it is for."""
