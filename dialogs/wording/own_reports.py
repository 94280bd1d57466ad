"""What is said to reporters about reports that they have sent: never what happened to anybody."""

from dialogs.languages import gettext as _
from storage.records import ReportOutcome, ReportStage

YOUR_REPORTS = _("Your reports")
YOUR_REPORT = _("Your report {ref}")
NO_REPORTS = _("You have sent no reports.")
NO_LIMIT = _("The policy sets no time limit.")
SENT_AT = _("{ref}, sent {time}: {status}.")
SHOWING_NEWEST = _("These are the newest {shown} of {all}.")
SENT = _("Sent {time}.")
HOW_TO_ASK = _("For more, press a reference or type it, for example: {ref}")
WHAT_NEXT = _("You can type: add, withdraw or share my name, and the reference.")
NAME_HIDDEN = _("Internal Communications do not see your name.")
NAME_SHOWN = _("Internal Communications see your name, as you chose.")
ASKED = _("They have asked you something.")
ASKS_YOU = _("Internal Communications have asked you something. Type: reply {ref}")

STAGES = {
    ReportStage.SAVED: _("saved, not delivered yet"),
    ReportStage.DELIVERED: _("delivered to Internal Communications"),
    ReportStage.TAKEN: _("Internal Communications are looking into it"),
    ReportStage.CLOSED: _("closed"),
    ReportStage.WITHDRAWN: _("withdrawn by you"),
}
SINCE = _("{status}, {time}")
OUTCOMES = {
    ReportOutcome.ACTED: _("Internal Communications have acted on it"),
    ReportOutcome.NOT_A_BREACH: _("Internal Communications did not find a breach"),
    ReportOutcome.PASSED_ON: _(
        "it is not for Internal Communications to decide, and they have passed it on"
    ),
    ReportOutcome.CANNOT_TELL: _("Internal Communications could not tell whether it is a breach"),
    ReportOutcome.WITHDRAWN: _("it was withdrawn"),
}

NOTICE_DELIVERED = _("Your report {ref} has been delivered to Internal Communications.")
NOTICE_TAKEN = _("Your report {ref} has been taken by Internal Communications.")
NOTICE_OUTCOME = _("Your report {ref} is closed: {outcome}.")
NOTICE_OUTCOME_PLAIN = _("Your report {ref} is closed.")
NOT_WHAT_HAPPENED = _("I cannot tell you more: what becomes of a colleague is theirs alone.")
MAY_REPEAT = _("You may have had this message before: the connection broke while it was sent.")

QUESTION = _("About your report {ref}, Internal Communications ask:")
STILL_UNNAMED = _("They do not know who you are. Please do not write your name.")
OR_TYPE_REPLY = _("Or type: reply {ref}, and then your answer.")
YOUR_ANSWER = _("Your answer")
REPLY = _("Reply")
RATHER_NOT = _("I'd rather not")
SHARE_NAME = _("Share my name")
ADD = _("Add something")
ADD_IT = _("Add it")
WITHDRAW = _("Withdraw")
WITHDRAW_IT = _("Withdraw it")
SHARE_IT = _("Share my name for good")
SEND_ANYWAY = _("Send it as it is")

ADD_WHAT = _("What do you want to add to {ref}?")
ADD_LABEL = _("What you want to add")
ASK_ADD = _("Type it in a message, or: cancel")
ASK_ANSWER = _("Type your answer in a message, or: I'd rather not")
NOT_YOUR_ANSWER_YET = _(
    "The policy does not answer what you typed. If it is your answer to this, press Reply. I have "
    "neither sent it nor kept it."
)
IS_IT_YOUR_ANSWER = _(
    "If what you typed is your answer to this, press Reply. I have neither sent it nor kept it. If "
    "it is a question to me, end it with a question mark."
)
STILL_WAITS = _(
    "Internal Communications still wait for your answer about {ref}. Type: reply {ref}, and then "
    "your answer."
)
NAME_IN_IT = _("This seems to have your own name, address or user name in it.")
NAME_IN_IT_WHY = _(
    "Internal Communications would read it, and know who you are. Change it below, or send it as "
    "it is."
)
NAME_IN_IT_TYPE = _("Or type: send it, change it, or cancel")
SURE_WITHDRAW = _("Withdraw {ref}?")
SURE_WITHDRAW_WHY = _(
    "Internal Communications keep what you wrote, marked as withdrawn. They may still look into "
    "the post."
)
SURE_NAME = _("Share your name with {ref}?")
SURE_NAME_WHY = _(
    "Internal Communications will see it. This is final: I cannot take it back, and I record that "
    "you chose it."
)
YES_OR_NO = _("Or type: yes or no")
LEFT_ALONE = _("I have left it as it was.")

ADDED = _("Added to {ref}. Internal Communications will see it, without your name.")
ADDED_NAMED = _("Added to {ref}. Internal Communications will see it, with your name.")
WITHDRAWN = _("{ref} is withdrawn. Internal Communications will see that.")
ANSWERED = _("{ref}: I have passed on your answer, without your name.")
ANSWERED_NAMED = _("{ref}: I have passed on your answer, with your name.")
DECLINED = _("{ref}: I have told them that you would rather not answer, and not who you are.")
DECLINED_NAMED = _("{ref}: I have told them that you would rather not answer.")
NAMED = _("Internal Communications will see your name with {ref}.")
ALREADY_NAMED = _("Internal Communications see your name with {ref} already.")

UNKNOWN = _("You have no report with this reference. Type my reports to see those that you have.")
CLOSED = _("That report is closed. If there is something new, you can report the post again.")
WITHDRAWN_BEFORE = _("You have withdrawn that report. Nothing more can be done with it.")
NO_QUESTION = _("Nobody is waiting for an answer about that report.")
ANSWERED_BEFORE = _("You have answered that question already.")
NOT_SAVED = _("I couldn't save this. Nothing was sent. Here is your text:")
NOT_DONE = _("I couldn't save this. Nothing was sent. Please try again in a minute.")
WHICH = _("Which report? Type its reference: {references}")
NONE_TO = _("You have no report with which I could do that. Type: my reports")

REPORTED_BEFORE = _("You have already reported this post, as {ref}.")
REPORTED_BEFORE_ADD = _("Nothing new was sent. Shall I add what you have written to that report?")
REPORTED_BEFORE_ASK = _("Do you want to add something to it, instead of a new report?")
ADD_TO = _("Add to {ref}")
OR_TYPE_ADD = _("Or type: add it, edit or discard")
