"""What is said to Internal Communications about a case: its card, its history, refusals."""

from dialogs.languages import gettext as _
from storage.records import (
    CaseStatus,
    ContentState,
    DecisionKind,
    EventKind,
    Need,
    ReportOutcome,
    StepAnswer,
)

TITLE = _("Potential Yammer breach {ref}")
NO_FINDING = _("A report is not a finding.")
MAY_REPEAT = _(
    "You may have had this card before: the connection broke while it was sent. "
    "Use this one; an earlier one is a duplicate and does nothing."
)
DUPLICATE = _("This is a duplicate of case {ref}")
DUPLICATE_HELP = _(
    "The connection broke while the card was sent, so it came twice. Nothing was done. "
    "Use the current card, or type {ref}."
)
OPEN_CARD = _("Open the current card")
EMAIL_SUBJECT = _("Potential Yammer breach {ref}")
EMAIL_WHY = _("You get this case by e-mail beside its card in Teams. Please handle it in Teams.")
EMAIL_MAY_REPEAT = _("You may have had this e-mail before: the connection broke.")
LINK = _("The post")
POST_AT = _("{host}, thread {thread}")
MESSAGE_AT = _("{host}, thread {thread}, message {message}")
NO_LINK = _("The reporter had no link.")
CLAIMED = _("What the report says may be wrong")
CODE = _("It may breach the Civil Service Code")
SOMETHING_ELSE = _("Something else")
NOT_SURE = _("The reporter is not sure")
HAPPENED = _("What happened, in the reporter's words")
WHOLE_IN_DETAILS = _("The rest is under Show details.")
WHOLE = _("Report {number} in full")
SEEN_WHEN = _("Seen, in the reporter's words: {when}")
OWN_POST = _("Self-reported: the reporter says that it is their own post.")
SHARED_NAME = _("The reporter chose to share their name: {name}")
ERASED = _("What this report said was erased.")
EXPIRED = _("This case was closed some time ago. What was kept of it has been erased.")
WITHDRAWN_AT = _("This report was withdrawn on {time}.")
ADDED_AT = _("Added {time}: {text}")
REPORTS = _("Reports: {count}")
REPORTS_WITHDRAWN = _("Reports: {count}, withdrawn: {withdrawn}")
REST_IN_HISTORY = _("There is more. Press More, then Everything that happened.")
OLDER_REPORTS = _("{count} more reports are not shown here.")
REPORTED_AT = _("Report {number}, {time}")
POLICY_VERSION = _("Policy version {version}")
REASON = _("Reason: {reason}")
RESTS_ON = _("It rests on {clause}.")
CLOSED_WITH = _("Why it is not a breach: {clause}")
OTHER_CODE = _("Another reason, not listed in the policy")

NEXT_STEPS = _("What the policy says comes next")
STEP_DONE = _("✓ {step}: {what}")
STEP_OPEN = _("○ {step}: {need}")
NEXT_STEP = _("Next: {step}")
READY_TO_CLOSE = _("All steps are recorded. You can close the case.")
NO_STEPS = _("The policy has no steps for this decision. You can close the case.")
REPEATED = _("Upheld soft breaches before, same author: {refs}. You decide whether it is repeated.")
RELATED = _("Other cases of this thread: {refs}")
SAME_POST = _("Earlier case of this post: {refs}")
QUESTIONS = _("Questions to reporters: {asked}. Answers: {answered}.")
QUESTION = _("Asked {time}: {text}")
ANSWER = _("Answer, report {number}: {text}")
NO_ANSWER = _("Report {number}: would rather not say.")
UNREACHABLE = _("A reporter could not be reached with this question.")
NOTE = _("Note by {name}, {time}: {text}")
CONTENT = _("Of the post itself: {what}. Recorded {time}.")
CONTENT_BY = _("{what}, by {by}")
CONTENT_ON = _("{what}, on {day}")

TAKE = _("Take")
DECIDE = _("Decide")
ASK_THE_REPORTER = _("Ask the reporter")
RECORD_STEP = _("Record: {step}")
ALL_STEPS = _("All the steps")
CLOSE = _("Close the case")
REOPEN = _("Reopen")
MORE = _("More")
OPEN_POST = _("Open the post")

STATUSES = {
    CaseStatus.NEW: _("New. Nobody has taken it."),
    CaseStatus.TAKEN: _("Taken by {owner}."),
    CaseStatus.DECIDED: _("Decided: {decision}. With {owner}, not closed yet."),
    CaseStatus.CLOSED: _("Closed: {outcome}"),
}
OUTCOMES = {
    ReportOutcome.ACTED: _("a breach, acted on."),
    ReportOutcome.NOT_A_BREACH: _("not a breach."),
    ReportOutcome.PASSED_ON: _("not ours, passed on."),
    ReportOutcome.CANNOT_TELL: _("we could not tell."),
    ReportOutcome.WITHDRAWN: _("every report was withdrawn."),
}
DECISIONS = {
    DecisionKind.HARD: _("Hard breach"),
    DecisionKind.SOFT: _("Soft breach"),
    DecisionKind.NOT_A_BREACH: _("Not a breach"),
    DecisionKind.NOT_OURS: _("Not ours"),
    DecisionKind.CANNOT_TELL: _("Cannot tell"),
}
STEPS = {
    "soft-breach.action.line-manager": _("Line manager"),
    "soft-breach.action.repeated": _("If repeated: Employee Relations"),
    "hard-breach.action.line-manager": _("Line manager"),
    "hard-breach.action.disciplinary": _("Employee Relations"),
    "hard-breach.action.it-security-officer": _("IT Security Officer"),
    "hard-breach.action.director": _("(Deputy) Director"),
}
NEEDS = {
    Need.MANDATORY: _("mandatory, not recorded yet"),
    Need.IF_APPROPRIATE: _("if appropriate, not recorded yet"),
    Need.IF_REPEATED: _("only if repeated: you decide"),
}
ANSWERS = {StepAnswer.DONE: _("done"), StepAnswer.YES: _("yes"), StepAnswer.NO: _("no")}
BY_ON = _("{answer}, by {by} on {day}")
BY = _("{answer}, by {by}")

HOW_TO_TYPE = _("Or type: take {ref}")
HOW_TO_DECIDE = _("Or type, for example: decide {ref} not a breach, then your reason")
HOW_TO_GO_ON = _("Or type: steps {ref}, pack {ref}, close {ref}")
HOW_TO_REOPEN = _("Or type: reopen {ref}, then why")

HISTORY = _("What happened to {ref}")
OLDER_EVENTS = _("{count} earlier entries are not shown here.")
EVENTS = {
    EventKind.REPORTED: _("Report {number} came."),
    EventKind.ADDED: _("Something was added to report {number}."),
    EventKind.WITHDRAWN: _("Report {number} was withdrawn."),
    EventKind.ANSWERED: _("Report {number}: a question was answered."),
    EventKind.DECLINED: _("Report {number}: would rather not answer."),
    EventKind.NAME_SHARED: _("Report {number}: the reporter chose to share their name."),
    EventKind.UNREACHABLE: _("A reporter could not be reached."),
    EventKind.TAKEN: _("{name} took the case."),
    EventKind.HANDED_OVER: _("{name} handed the case to {to}."),
    EventKind.STEPPED_ASIDE: _("{name} stepped aside."),
    EventKind.DECIDED: _("{name} decided: {what}"),
    EventKind.STEP_RECORDED: _("{name} recorded a step: {what}"),
    EventKind.NOTED: _("{name} noted: {what}"),
    EventKind.CONTENT: _("{name} recorded: {what}"),
    EventKind.ASKED: _("{name} asked: {what}"),
    EventKind.AUTHOR_RECORDED: _("{name} recorded who wrote the post."),
    EventKind.CLOSED: _("{name} closed the case."),
    EventKind.REOPENED: _("{name} reopened the case: {what}"),
    EventKind.REMINDED: _("The team was reminded."),
}
CONTENT_EVENTS = {
    ContentState.ASKED: _("the author was asked to remove the post"),
    ContentState.REMOVED: _("the post was removed"),
}

ANSWERED_PRIVATELY = _("I have answered you in our one-to-one chat.")
WRITE_TO_ME = _("I could not write to you one to one. Open a chat with me, then try again.")
WRITE_TO_ME_AT = _(
    "I could not write to you one to one. Open a chat with me, then try again: {link}"
)
NOT_A_MEMBER = _("Only members of the Internal Communications channel can do this.")
ALREADY_TAKEN = _("{by} took this case on {time}.")
NOT_HERE = _("Cases are handled in the Internal Communications channel only.")
NO_LONGER = _("This case has moved on since that card. Here it is as it stands.")
STEPS_MISSING = _("Before it can be closed, the policy's steps have to be recorded: {steps}.")
"""What could not be done, said with how it can be."""
