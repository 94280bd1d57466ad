"""What is said to somebody who reports a Yammer post."""

from gettext import gettext as _

TITLE = _("Report a Yammer (Viva Engage) post")
WHO_RECEIVES = _("Your report goes to the Internal Communications team.")
WHO_SEES_NAME = _(
    "They do not see your name unless you choose so. I keep it, to tell you what happens: "
    "confidential, not anonymous."
)
WHO_SEES = _(
    "The Internal Communications team see what a report says. They do not see who sent it, unless "
    "its sender chooses so. I keep the name, to tell you what happens: confidential, not "
    "anonymous. Records can be subject to Freedom of Information requests."
)
FOI = _("Records can be subject to Freedom of Information requests.")
NO_FINDING = _("A report is not a finding.")
BY_TYPING = _("Fill in the form, or answer by typing.")
OR_BY_TYPING = _("Or answer by typing: send the link, or type: no link")

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
ASK_SHARE_OWN = _(
    "It is your own post, so Internal Communications must know who reports it. "
    "Shall they see your name? Type yes, back or cancel."
)
TOOK_THE_REST = _("I took the rest as what happened. You can change it before you send it.")
TOOK_AS_ACCOUNT = _("I took that as what happened. You can change it before you send it.")
ASK_SEND = _("Type send, edit or discard. To change one thing, for example: edit link")
EDIT_BY_TYPING = _("Change it in the form, or type what to change: edit {fields}. Then: send")
EDIT_FIELDS = _("link, edit principle, edit what happened, edit when, edit own post, edit name")

ASK_AGAIN = _("Type try again, or discard.")
REVIEW = _("Check before sending. Nothing has been sent yet.")
NAME_IN_TEXT = _(
    "Your text seems to have your own name in it. Internal Communications will read it."
)
SEND = _("Send")
EDIT = _("Edit")
DISCARD = _("Discard")
YES = _("Yes")
NO = _("No")
NONE_GIVEN = _("Not given")
NO_LINK_GIVEN = _("No link")
OWN_POST_SEEN = _(
    "You report your own post. Internal Communications will see that, and your name. "
    "I cannot say what they will decide."
)
OWN_POST_NEEDS_NAME = _(
    "If it is your own post, Internal Communications must know who reports it. "
    "Choose to share your name, or do not send it."
)

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
NOT_YAMMER = _("That is not a Yammer post, so I cannot send it to Internal Communications.")
EXTERNAL_ROUTE = _(
    "The policy does not say how staff report a post elsewhere. Of the social media team it says:"
)
EXTERNAL_DESK = _("The operator has set where to report it: {desk}")
TO_COPY = _("Your text, to copy. I have sent nothing.")
ASK_ANOTHER = _("If the post is on Yammer as well, send me that link. Or type: cancel")
ANOTHER_LINK = _("Give a Yammer link")
TELL_THE_DESK = _("Write to them")
DESK_SUBJECT = _("A social media post")
KEPT_TEXT = _("What you have typed is still here.")

NEEDS_SHORTER_LINE = _("Please keep when you saw it to {limit} characters.")
IN_PRIVATE_ONLY = _("I talk about reports in private only, one to one.")
YOUR_REPORTS_HERE = _("Here we are in private. Press the button or type: my reports")
NOT_SENT_YET = _("The report that is open has not been sent. To let go of it, type: discard")
GONE = _(
    "That report is no longer open: I let go of one that is not sent within an hour. "
    "If you sent it, it is in my reports. If not, your text is still above, to copy."
)
LATE = _(
    "I had closed this form: it took longer than an hour, or was discarded. Here is your text."
)
OTHER_OPEN = _("Something else is open here, so I could not take this form. Nothing was sent.")
CANCELLED = _("Discarded. Nothing was sent, and nothing was kept.")
CANCELLED_AFTER_TRY = _(
    "Closed. I could not save it before, as far as I can tell. To be sure, type: my reports"
)
WENT_STALE = _(
    "Your report was untouched for an hour, so I closed it. Nothing was sent, and nothing is kept. "
    "What you wrote is still above, to copy."
)
UNFINISHED = _(
    "You have a report that has not been sent. Send it, or type cancel, before the check."
)
IN_PRIVATE = _("I take reports in private, one to one.")
OPEN_CHAT = _("Open our chat here: {link}")
WRITTEN_TO_YOU = _("I have written to you there.")
NO_CHAT = _("I could not write to you there.")
FIND_ME = _("Look for me in Teams, open a chat with me, and type: report a post")
START_IN_PRIVATE = _(
    "Here we are in private. To report a Yammer post, press the button or type: report a post"
)
START_REPORT = _("Start a report")

DELIVERED = _("Saved and delivered. Reference {ref}.")
SAVED = _("Saved as {ref}. I could not deliver it yet. I will keep trying and tell you.")
SENT_BEFORE = _("You had sent this report already.")
HEAR_OF_IT = _("I will tell you here what comes of it.")
NOT_KEPT = _("I couldn't save this. Nothing was sent. Here is your text:")
TRY_AGAIN = _("Try again")
