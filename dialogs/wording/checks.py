"""What is said around "should I post this?"."""

from gettext import gettext as _

from policy_content.model import OutcomeOfCheck

ASK_DRAFT = _(
    "You can paste your draft, so that I know what to ask. If there is a picture, say what it "
    "shows. I read it once and do not keep it."
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
IN_YOUR_DRAFT = _("in your draft?")
NONE_TICKED = _("None of these")
TICK_LABEL = _("Tick all that apply")
CONTINUE = _("Continue")
FIRST_QUESTION = _("This is the first question.")
CLOSED = _("That check is closed.")
CLOSED_IN_COMPANY = _(
    "That check is closed, or somebody else's. To start your own, type: should I post this?"
)
CANCELLED = _("Cancelled. Nothing was sent, and no draft was kept.")
CHANGE_WHICH = _("Which answer do you want to change?")
CHECK_ANOTHER = _("Check another")
CHANGE_AN_ANSWER = _("Change an answer")
TELL_THE_TEAM = _("Tell Internal Communications")
OWN_POST_ELSEWHERE = _("Not on Yammer, so not for Internal Communications.")
OWN_POST_ON_YAMMER = _(
    "Internal Communications look after Yammer. You can tell them below. Nothing is sent yet."
)
OWN_POST_SOMEWHERE = _(
    "If it is on Yammer, you can tell Internal Communications. Type: report a post"
)
NO_PROMISE = _("I cannot say what will follow from it.")
ALSO = _("Also worth knowing")
DECIDED_BY = _("Decided by")
FROM_DRAFT = _("Your draft also made me think of")
NOT_ENOUGH = _("That alone is not enough.")
NOT_EXHAUSTIVE = _("The policy's lists are not complete.")
QUOTED = _("“{words}”")
FOI = _("Yammer posts can be subject to Freedom of Information requests.")

VERDICTS = {
    OutcomeOfCheck.HARD_BREACH: _("Don't post: the policy lists it as a hard breach."),
    OutcomeOfCheck.SOFT_BREACH: _("Don't post: the policy lists it as a soft breach."),
    OutcomeOfCheck.DONT: _("Don't post: the policy gives no class of breach for it."),
    OutcomeOfCheck.NOT_AUTHORISED: _("Don't post yet: it needs authorisation first."),
    OutcomeOfCheck.FIX_FIRST: _("Fix this first, then check again."),
    OutcomeOfCheck.ASK_FIRST: _("Ask first. If in doubt, don't post it."),
    OutcomeOfCheck.GO_AHEAD_WITH_CARE: _("You can go ahead, with care."),
    OutcomeOfCheck.GO_AHEAD: _("I found no breach in what you told me."),
}
