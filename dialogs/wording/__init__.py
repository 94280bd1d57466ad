"""The bot's own sentences, in one place and ready for translation. The policy's words are not here.

One module a subject; this one holds what is said everywhere. Sentences are short and plain, and
name what to type, because every button can be typed.
"""

from dialogs.languages import gettext as _
from dialogs.wording.dates import london_day, london_month, london_time, short_day

__all__ = ["apology", "london_day", "london_month", "london_time", "short_day"]

WELCOME = _("Hello. I know the ONS social media policy. I can do three things.")
ASK = _("Answer a question, in the policy's own words. Try: can I say where I work?")
CHECK = _("Help you think before you post. Type: should I post this?")
REPORT = _("Take a report of a Yammer (Viva Engage) post. Type: report a post")
HELP = _("These are the things I can do.")
HELP_MORE = _(
    "You can also type: my reports, back, start again, cancel, help. "
    "Every button can be typed: its words, or the number of an option."
)
IN_TEAM = _("Mention me to ask about the social media policy. I take reports in private only.")
TRIAGE_HERE = _("Reports of Yammer posts will arrive in this channel.")
OFFER_CHANNEL = _(
    "If you are Internal Communications, an operator of this bot can choose this channel for "
    "reports. Type: use this channel for reports"
)
CHANNEL_CHOSEN = _("Done. Reports of Yammer posts will arrive in this channel.")

NOT_A_CHANNEL = _("That can only be chosen in a channel of a team.")

CHECK_A_POST = _("Check a post")
REPORT_A_POST = _("Report a Yammer post")
START_AGAIN = _("Start again")
MY_REPORTS = _("My reports")
SHOW_DETAILS = _("Show details")
BACK = _("Back")
CANCEL = _("Cancel")
USE_CHANNEL = _("Use this channel for reports")

NOTHING_TO_READ = _("I can only read text. Please type your question.")
BAD_PRESS = _("I could not read what that button sent. Please try again, or type: help")
CANCELLED_NOTHING = _("There is nothing to cancel.")
NOTHING_TO_GO_BACK_TO = _("There is nothing to go back to.")
YOU_ARE_WELCOME = _("You're welcome.")
WENT_STALE = _("What we were doing was untouched for an hour, so I closed it. Nothing was sent.")
ANSWERED_BELOW = _("My answer is below.")
ANSWER_NOT_SENT = _("That was done, but my answer could not be sent. Type: my reports, or: help")
RECORDS_UNREACHABLE = _(
    "I cannot reach my records just now. Nothing was saved or sent. Please try again in a minute."
)
NOT_UNDERSTOOD = _("I did not understand that as an answer.")


def apology(reference: str) -> str:
    """Return what is said when something failed that nobody expected."""
    return _(
        "Sorry, something went wrong on my side. Please try again. "
        "If it happens again, quote {ref}."
    ).format(ref=reference)
