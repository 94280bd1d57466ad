"""What is said to somebody who reports a Yammer post."""

from dialogs.languages import gettext as _
from storage.records import CaseStatus, DecisionKind

TITLE = _("Report a Yammer (Viva Engage) post")
WHO_RECEIVES = _("Your report goes to the Internal Communications team.")
WHO_SEES_NAME = _(
    "They do not see your name unless you choose to share it. I keep it, to be able to tell you "
    "what happens: the report is confidential, not anonymous."
)
FOI = _("Records can be subject to Freedom of Information requests.")
NO_FINDING = _("A report is not a finding. People in the team decide.")
BY_TYPING = _("Fill in the form, or answer my questions by typing.")

LINK = _("Link to the post")
NO_LINK = _("I have no link, for example because the post was deleted")
PRINCIPLE = _("What may be wrong with it?")
ACCOUNT = _("What happened?")
SEEN_WHEN = _("When did you see it? (you may leave this empty)")
SEEN_LABEL = _("When you saw it")
OWN_POST = _("This is my own post")
SHARE_NAME = _("Share my name with Internal Communications")
CHECK_IT = _("Check before sending")

ASK_LINK = _("Send me the link of the post, or type: no link")
ASK_PRINCIPLE = _("What may be wrong with it? Type a number.")
ASK_ACCOUNT = _("What happened? Describe it in a message.")
ASK_SEEN_WHEN = _("When did you see it? Or type: skip")
ASK_OWN_POST = _("Is it your own post? Type yes or no.")
ASK_SHARE_NAME = _("Shall Internal Communications see your name? Type yes or no.")
ASK_SEND = _("Nothing has been sent yet. Type send, edit or discard.")

REVIEW = _("Check before sending. Nothing has been sent yet.")
SEND = _("Send")
EDIT = _("Edit")
DISCARD = _("Discard")
YES = _("Yes")
NO = _("No")
NONE_GIVEN = _("Not given")
NO_LINK_GIVEN = _("No link")
SKIP = _("Skip")
OWN_POST_SEEN = _("You say that it is your own post. The post itself shows whose it is.")

CODE = _("It may breach the Civil Service Code")
SOMETHING_ELSE = _("Something else")
NOT_SURE = _("I am not sure")

NEEDS_LINK = _("Please give the link of the post, or say that you have none.")
NEEDS_PRINCIPLE = _("Please choose what may be wrong with it.")
NEEDS_ACCOUNT = _("Please describe what happened.")
TOO_LONG = _("That is {length} characters. Please keep it to {limit}.")
NOT_A_LINK = _("I could not read that as the link of a post.")
COMMUNITY = _("That link opens a whole community, not one post.")
FEED = _("That link opens a page of Yammer, not one post.")
LOOK_ALIKE = _("That address only looks like Yammer. I did not open it, and I did not keep it.")
SCRIPT = _("That is not the address of a page. I did not open it, and I did not keep it.")
HOW_TO_COPY = _(
    "On the post, open the three dots and choose Copy link. Without a link, type: no link"
)
NOT_YAMMER = _(
    "That is not a Yammer post, so I cannot send it to Internal Communications. "
    "The policy does not say how staff report a post elsewhere. "
    "It does say, of the social media team:"
)
KEPT_TEXT = _("What you have typed is still here.")

NEEDS_SHORTER_LINE = _("Please keep when you saw it to {limit} characters.")
IN_PRIVATE_ONLY = _("I talk about reports in private only, one to one.")
YOUR_REPORTS_HERE = _("Here we are in private. Press the button or type: my reports")
GONE = _("That report is no longer open. Type my reports to see what you have sent.")
CANCELLED = _("Discarded. Nothing was sent, and nothing was kept.")
UNFINISHED = _(
    "You have a report that has not been sent. Send it, or type cancel, before the check."
)
IN_PRIVATE = _("I take reports in private, one to one.")
OPEN_CHAT = _("Open our chat here: {link}")
WRITE_TO_ME = _(
    "I have written to you there. If you see nothing, open a chat with me and type: report a post"
)
START_IN_PRIVATE = _(
    "Here we are in private. To report a Yammer post, press the button or type: report a post"
)
START_REPORT = _("Start a report")

DELIVERED = _("Saved and delivered. Reference {ref}.")
SAVED = _("Saved as {ref}. I could not deliver it yet. I will keep trying and tell you.")
SENT_BEFORE = _("You had sent this report already.")
NOT_KEPT = _("I couldn't save this. Nothing was sent. Here is your text:")
TRY_AGAIN = _("Try again")

YOUR_REPORTS = _("Your reports")
NO_REPORTS = _("You have sent no reports.")
NO_LIMIT = _("The policy sets no time limit.")
SENT_AT = _("{ref}, sent {time}: {status}")
NOT_DELIVERED = _("saved, not delivered yet")
SHOWING_NEWEST = _("These are the newest {shown} of {all}.")

STATUSES = {
    CaseStatus.NEW: _("delivered to Internal Communications, not taken yet"),
    CaseStatus.TAKEN: _("Internal Communications have taken it"),
    CaseStatus.DECIDED: _("closed"),
}
OUTCOMES = {
    DecisionKind.HARD: _("Internal Communications have acted on it"),
    DecisionKind.SOFT: _("Internal Communications have acted on it"),
    DecisionKind.NOT_A_BREACH: _("Internal Communications did not find a breach"),
    DecisionKind.NOT_OURS: _("Internal Communications found that it is not theirs to decide"),
    DecisionKind.CANNOT_TELL: _("Internal Communications could not tell whether it is a breach"),
}

NOTICE_DELIVERED = _("Your report {ref} has been delivered to Internal Communications.")
NOTICE_TAKEN = _("Internal Communications have taken your report {ref}.")
NOTICE_DECIDED = _("Your report {ref} is closed: {outcome}.")
NOTICE_DECIDED_PLAIN = _("Your report {ref} is closed.")
