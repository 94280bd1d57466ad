"""What is said to Internal Communications about a case."""

from dialogs.languages import gettext as _
from storage.records import CaseStatus, DecisionKind

TITLE = _("Potential Yammer breach {ref}")
NO_FINDING = _("A report is not a finding.")
MAY_REPEAT = _("You may have had this card before: the connection broke while it was sent.")
LINK = _("The post")
NO_LINK = _("The reporter had no link.")
CLAIMED = _("What the report says may be wrong")
CODE = _("It may breach the Civil Service Code")
SOMETHING_ELSE = _("Something else")
NOT_SURE = _("The reporter is not sure")
HAPPENED = _("What happened, in the reporter's words")
SEEN_WHEN = _("Seen, in the reporter's words: {when}")
OWN_POST = _("Self-reported: the reporter says that it is their own post.")
SHARED_NAME = _("The reporter chose to share their name: {name}")
REPORTS = _("Reports: {count}")
OLDER_REPORTS = _("{count} more reports are not shown here.")
REPORTED_AT = _("Reported {time}")
POLICY_VERSION = _("Policy version {version}")
NEXT_STEPS = _("What the policy says comes next")
REASON = _("Reason: {reason}")
RESTS_ON = _("It rests on {clause}.")

TAKE = _("Take")
DECIDE = _("Decide")
RECORD = _("Record the decision")
OPEN_POST = _("Open the post")
KIND_LABEL = _("Your decision")
PRINCIPLE_LABEL = _("The principle it rests on (needed for a breach)")
REASON_LABEL = _("Your reason (needed for not a breach)")

ANSWERED_PRIVATELY = _("That did not work. I have written to you why, in our one-to-one chat.")
ALREADY_TAKEN = _("{by} took this case on {time}.")
NOT_HERE = _("Cases are handled in the Internal Communications channel only.")
NEEDS_KIND = _(
    "Say which decision: hard, soft, not a breach, not ours or cannot tell. "
    "For example: decide {ref} hard hard-breach.hacked"
)
NEEDS_PRINCIPLE = _("A breach needs the principle it rests on. For example: hard-breach.hacked")
WRONG_CLASS = _("The policy lists that principle under the other class of breach.")
NOT_A_PRINCIPLE = _("That is not one of the policy's listed principles.")
NEEDS_REASON = _("Not a breach needs a reason.")

STATUSES = {
    CaseStatus.NEW: _("New. Nobody has taken it."),
    CaseStatus.TAKEN: _("Taken by {owner}."),
    CaseStatus.DECIDED: _("Decided by {owner}: {decision}."),
}
DECISIONS = {
    DecisionKind.HARD: _("Hard breach"),
    DecisionKind.SOFT: _("Soft breach"),
    DecisionKind.NOT_A_BREACH: _("Not a breach"),
    DecisionKind.NOT_OURS: _("Not ours"),
    DecisionKind.CANNOT_TELL: _("Cannot tell"),
}
HOW_TO_TYPE = _("Or type: take {ref}")
HOW_TO_DECIDE = _("Or type, for example: decide {ref} not a breach, then your reason")
