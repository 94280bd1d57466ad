"""What is said around "should I post this?"."""

from dialogs.languages import gettext as _
from policy_content.model import OutcomeOfCheck

ASK_DRAFT = _(
    "You can paste your draft, so that I know what to ask. I read it once and do not keep it."
)
DRAFT_LABEL = _("Your draft (you may leave this empty)")
DRAFT_OR_ANSWER = _("Type your draft, or skip, or an answer to the question.")
PUBLIC_HERE = _("Other people can read this chat. You may prefer to check your post one to one.")
READ_AS_DRAFT = _("I read that as your draft. I have not kept it.")
NOTICED = _("I noticed this. My questions will come to it.")
NOTICED_NOTHING = _("I noticed nothing in particular. That does not make it safe.")
HOW_TO_ANSWER = _("Type the number or the words of an option.")
HOW_TO_TICK = _("Type the numbers, for example: 1, 3. Or type: none")
YOUR_ANSWER = _("your answer")
NONE_TICKED = _("None of these")
TICK_LABEL = _("Tick all that apply")
CONTINUE = _("Continue")
FIRST_QUESTION = _("This is the first question.")
CLOSED = _("That check is closed.")
CANCELLED = _("Cancelled. Nothing was sent, and no draft was kept.")
CHANGE_WHICH = _("Which answer do you want to change?")
CHECK_ANOTHER = _("Check another")
CHANGE_AN_ANSWER = _("Change an answer")
REPORT_THIS = _("Report this Yammer post")
ALSO = _("Also worth knowing")
DECIDED_BY = _("Decided by")
FROM_DRAFT = _("Your draft also made me think of")
NOT_EXHAUSTIVE = _("The policy's lists are not complete.")
IF_IN_DOUBT = _("In doubt: “{doubts}”.")
PERMANENT = _("“{permanent}”.")
FOI = _("Yammer posts can be the subject of Freedom of Information requests.")

VERDICTS = {
    OutcomeOfCheck.HARD_BREACH: _("Don't post this. The policy lists it as a hard breach."),
    OutcomeOfCheck.SOFT_BREACH: _("Don't post this. The policy lists it as a soft breach."),
    OutcomeOfCheck.DONT: _("Don't post this. The policy gives no class of breach for it."),
    OutcomeOfCheck.NOT_AUTHORISED: _("Don't post this yet. It needs authorisation first."),
    OutcomeOfCheck.FIX_FIRST: _("Fix this first, then check again."),
    OutcomeOfCheck.ASK_FIRST: _("Ask first. If in doubt, don't post it."),
    OutcomeOfCheck.GO_AHEAD_WITH_CARE: _("You can go ahead, with care."),
    OutcomeOfCheck.GO_AHEAD: _("I found no breach in what you told me."),
}
