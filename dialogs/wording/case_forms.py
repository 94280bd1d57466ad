"""What the forms of a case say: deciding, the policy's steps, asking, noting, handing over."""

from dialogs.languages import gettext as _
from storage.records import ContentState, StepAnswer

MAY_BE_LOST = _(
    "If something happens to this case while you write, Teams closes this form. Keep a copy of a "
    "long text."
)
BACK = _("Back to the case")
CASE = _("{ref}: {what}")

DECIDE = _("your decision")
KIND_LABEL = _("Your decision")
PRINCIPLE_LABEL = _("The principle it rests on (for a breach)")
CLOSING_LABEL = _("Why it is not a breach (if it is none)")
REASON_LABEL = _("Your reason (needed for not a breach)")
RECORD = _("Record the decision")
TAKES_TOO = _("Nobody has taken this case. Recording a decision makes it yours.")
NEEDS_KIND = _(
    "Say which decision: hard, soft, not a breach, not ours or cannot tell. "
    "For example: decide {ref} hard hard-breach.hacked"
)
NEEDS_PRINCIPLE = _("A breach needs the principle it rests on. For example: hard-breach.hacked")
WRONG_CLASS = _("The policy lists that principle under the other class of breach.")
NOT_A_PRINCIPLE = _("That is not one of the policy's listed principles.")
NEEDS_REASON = _("Not a breach needs a reason.")
NEEDS_CLOSING = _("Not a breach needs one of the policy's grounds, or another reason.")

STEPS = _("the policy's steps")
CHANGE_STEP = _("Change: {step}")
NO_STEPS = _("The policy has no steps for this decision.")
STEP_STANDS = _("Recorded by {name}, {time}: {what}")
STEP = _("record a step")
NEVER_DISCIPLINE = _("Record what was said and to whom. Do not record any disciplinary outcome.")
MANDATORY = _("This step is mandatory.")
IF_APPROPRIATE = _("You decide whether this is appropriate. Yes or no, with a reason.")
IF_REPEATED = _("The policy does not define repeated. You decide.")
EARLIER = _("{ref}, decided {day}: {principle}")
NO_EARLIER = _("No upheld soft breach of the same recorded author is known.")
NO_AUTHOR = _("No author is recorded, so earlier breaches cannot be found.")
WHO_TOLD = _("Who told the line manager?")
WHO_TOLD_STEP = _("Who told the line manager of this step?")
WHO_DID = _("Who did it? (if yes)")
ON_WHICH_DAY = _("On which day?")
YES_OR_NO = _("Yes or no?")
WHAT_WAS_DONE = _("What was said (you may leave this empty)")
WHY = _("Your reason")
SAVE_STEP = _("Record this step")
ANSWERS = {StepAnswer.YES: _("Yes"), StepAnswer.NO: _("No")}
WHICH_STEP = _("Say which step: {steps}. For example: step {ref} {first} done by me on today")
NEEDS_DAY = _("I could not read the day. For example: 3 June 2026")
NEEDS_WHO_AND_WHEN = _(
    "This step needs who did it and on which day. "
    "For example: step {ref} {step} done by me on 3 June"
)
YES_NO_OR_DONE = _("Say done, yes or no. For example: step {ref} {step} no, then your reason")

ASK = _("ask the reporter")
ASK_LABEL = _("Your question")
ASK_WHOM = _("Whom do you ask?")
EVERYBODY = _("Every reporter who has not withdrawn")
REPORT_NUMBER = _("Report {number}")
ASK_HELP = _("I pass it on. They may answer, decline, or share their name. You see no name.")
SEND_QUESTION = _("Send the question")
NEEDS_WORDS = _("Please write it first.")
TOO_LONG = _("That is {length} characters. Please keep it to {limit}.")

NOTE = _("a note for the team")
NOTE_LABEL = _("Your note")
SAVE_NOTE = _("Save the note")

CONTENT = _("the post itself")
CONTENT_HELP = _("I remove nothing. Record what you, or somebody else, did.")
CONTENT_LABEL = _("What became of the post?")
CONTENT_BY = _("Who did it? (you may leave this empty)")
CONTENT_ON = _("On which day? (you may leave this empty)")
SAVE_CONTENT = _("Record it")
CONTENT_STATES = {
    ContentState.ASKED: _("The author was asked to remove it"),
    ContentState.REMOVED: _("It was removed"),
}
WHICH_CONTENT = _("Say asked or removed. For example: content {ref} removed")

AUTHOR = _("who wrote the post")
AUTHOR_HELP = _(
    "Used only to find repeated soft breaches and conflicts of interest. It is kept encrypted, "
    "and is not on the card."
)
AUTHOR_EMAIL = _("Work e-mail address")
AUTHOR_PICKED = _("Or choose somebody")
SAVE_AUTHOR = _("Record the author")
SHOW_AUTHOR = _("Show the author")
FORGET_AUTHOR = _("Take it back")
AUTHOR_RECORDED = _("An author is recorded.")
NO_AUTHOR_YET = _("No author is recorded.")
AUTHOR_IS = _("Recorded as the author of the post: {who}")
NEEDS_AUTHOR = _("Give a work e-mail address. For example: author {ref} sam.jones@ons.gov.uk")

HAND_OVER = _("hand over")
HAND_OVER_LABEL = _("Who is to handle it?")
HAND_OVER_HELP = _("The card then shows their name. They may still find that they cannot act.")
SAVE_HAND_OVER = _("Hand over")
WHICH_MEMBER = _("I found no one member of the team by that name. They are: {names}")
MANY_MEMBERS = _("{names} and {count} more")
NO_MEMBERS = _("I know no names of the team's members. Give a directory id.")

REOPEN = _("reopen")
REOPEN_LABEL = _("Why is it reopened?")
SAVE_REOPEN = _("Reopen the case")

MORE = _("what else you can do")
HANDING_OVER = _("Hand over")
ADD_NOTE = _("Add a note")
POST_ITSELF = _("What became of the post")
WHO_WROTE = _("Who wrote the post")
DRAFT_PACK = _("Draft pack for the line manager")
HISTORY = _("Everything that happened")
STEP_ASIDE = _("Step aside")
STEP_ASIDE_HELP = _("Step aside: you act on this case no more, and need not say why.")
