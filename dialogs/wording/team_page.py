"""What the page of Internal Communications says: lists, one case, figures, and why not."""

from dialogs.languages import gettext as _
from storage.records import CaseStatus, ReportOutcome, WhyKept

NAME = _("Social media reports")
READ_ONLY = _("You can read here. To act on a case, use its card in the channel.")
SKIP = _("Skip to the content")
PAGES = _("Pages")
QUEUE = _("Cases")
FIGURES = _("Figures")
YOU_ARE = _("You are {name}.")
NO_STAFF_NAME = _("a member of the team")

FILTER = _("Choose cases")
MINE = _("Only mine")
UNOWNED = _("Only those that nobody has")
AGE = _("Age")
AGES = (
    ("", _("Any")),
    ("1", _("1 day or more")),
    ("3", _("3 days or more")),
    ("7", _("7 days or more")),
    ("14", _("14 days or more")),
    ("30", _("30 days or more")),
)
SHOW = _("Show")
START_AGAIN = _("Clear")
EXPORT = _("Download these as CSV")
EXPORT_AUDITED = _("The file has nothing of reporters. That you asked for it is kept on record.")
COUNT = _("Cases: {count}")
COUNT_SHOWN = _("Cases: {count}. Shown: {first} to {last}")
NONE = _("No case fits that.")
CASE = _("Case")
STATE = _("State")
OWNER = _("With")
NOBODY = _("nobody")
REPORTS = _("Reports")
NAMED = _("What may be wrong")
EARLIER_PAGE = _("Earlier page")
NEXT_PAGE = _("Next page")
STATUSES = {
    CaseStatus.NEW: _("New"),
    CaseStatus.TAKEN: _("Taken"),
    CaseStatus.DECIDED: _("Decided"),
    CaseStatus.CLOSED: _("Closed"),
}

OPENED_ON = _("Opened {time}.")
OWNER_SINCE = _("With {name} since {time}.")
DECISION = _("The decision")
STEPS = _("The policy's steps")
RECORDED_BY = _("{what}. Recorded by {name}, {time}.")
REPORT = _("Report {number}")
REPORTED = _("Came {time}.")
SCREENSHOT = _("Screenshot {number}")
SCREENSHOT_AUDITED = _("Each look at a screenshot is kept on record.")
QUESTIONS = _("Questions to reporters")
ASKED = _("{name} asked, {time}")
ASKED_ONE = _("{name} asked about report {number}, {time}")
AUTHOR_RECORDED = _("Who wrote the post is recorded. To see who, ask the bot: author {ref}")
OTHER_CASES = _("Other cases")
SAME_POST = _("the same post")
SAME_THREAD = _("the same thread")
EARLIER_BREACHES = _("Upheld soft breaches before, same author")
NOT_DEFINED = _("The policy does not say what repeated means. You decide.")
THREAD = _("Everything that happened")
BACK = _("Back to the cases")

PERIOD = _("Period")
PERIODS = ((4, _("4 weeks")), (12, _("12 weeks")), (26, _("26 weeks")), (52, _("52 weeks")))
FIGURES_OF = _("Cases opened since {day}: {count}")
KEPT_ONLY = _(
    "Only cases that are kept are counted. A closed case is kept for {days} days, so that earlier "
    "weeks look emptier than they were."
)
BY_WEEK = _("Cases by week")
WEEK = _("Week from")
BY_PRINCIPLE = _("Cases by what reports name")
BY_OUTCOME = _("Cases by outcome")
OUTCOME = _("Outcome")
CASES = _("Cases")
STILL_OPEN = _("Not closed yet")
FIRST_ACTION = _("Time to the first action")
CLOSING = _("Time to closing")
TOOK = _("Took less than")
HOURS = (
    (1, _("1 hour")),
    (4, _("4 hours")),
    (24, _("1 day")),
    (72, _("3 days")),
    (168, _("1 week")),
)
LONGER = _("longer")
NOT_YET = _("not yet")
QUESTIONS_IN_VAIN = _("Questions that the bot could not answer well")
QUESTIONS_KEPT = _(
    "Counted are questions that had no answer, or one that did not help. Others are not kept, and "
    "so not counted. Nobody can tell who asked."
)
NO_QUESTIONS = _("No question is kept.")
QUESTIONS_COUNT = _("Questions")
WHY = _("Why it is kept")
CLOSEST = _("Nearest clause")
NO_CLAUSE = _("none")
WHYS = {
    WhyKept.UNANSWERED: _("It had no answer."),
    WhyKept.UNHELPFUL: _("The answer did not help."),
}
OUTCOMES = {
    ReportOutcome.ACTED: _("A breach, acted on"),
    ReportOutcome.NOT_A_BREACH: _("Not a breach"),
    ReportOutcome.PASSED_ON: _("Not ours, passed on"),
    ReportOutcome.CANNOT_TELL: _("We could not tell"),
    ReportOutcome.WITHDRAWN: _("Every report withdrawn"),
}
REVIEW = _("Review of the policy")
REVIEW_OVERDUE = _("The policy's own review was due in {month} and is overdue.")
REVIEW_DUE = _("The policy's own review is due in {month}.")

SIGNING_IN = _("Signing you in with Teams …")
NO_SCRIPTS = _("This page needs JavaScript to sign you in. Please open it in Teams.")
NOT_IN_TEAMS = _("This page opens in Teams only. Open the tab in your team's channel.")
NO_COOKIES = _(
    "Your Teams does not keep me signed in. Please try Teams for desktop, or a newer browser."
)
NOT_SIGNED_IN = _("You are not signed in. Please open the tab again.")
CANNOT_CHECK = _("I cannot check who you are just now. Please try again in a minute.")
NOT_ON_THIS_MACHINE = _("This page is shown to this machine only.")
TOO_FAST = _("That was too much at once. Please wait a minute.")
NO_SUCH_PAGE = _("There is no such page.")
READ_ONLY_METHOD = _("This page can only be read.")
SOMETHING_WRONG = _("Something went wrong on my side. Please quote {ref}.")
NOT_SHOWN = _("This cannot be shown")
SET_UP = _("This adds a tab with the cases and figures. Only members of this channel can read it.")
