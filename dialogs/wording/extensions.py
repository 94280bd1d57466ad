"""What is said in Teams' own menus: in dialogs, in the search of the policy, and of links."""

from dialogs.languages import gettext as _

CHECK_TITLE = _("Should I post this?")
LOOK_TITLE = _("Check against the policy")
REPORT_TITLE = _("Report to Internal Communications")

FILLED_IN = _("I filled in what I know from the message. Please check it.")
NO_POST_IN_IT = _(
    "The message has no link to a Yammer post. The policy sends Yammer posts to this team. "
    "It does not mention Teams messages."
)
BY_SOMEBODY = _("A Teams message by {author}: “{words}”")
BY_SOMEBODY_ON = _("A Teams message by {author}, sent {day}: “{words}”")
ON_A_DAY = _("A Teams message, sent {day}: “{words}”")
SAID = _("A Teams message: “{words}”")

NO_WORDS = _("I can only read text, and this message has none.")
LOOKED = _("These clauses may be about this message.")
ONLY_LOOKED = _("I kept nothing of it, and told nobody.")
TEAMS_NOT_MENTIONED = _(
    "The policy covers social media and Yammer. It does not mention Teams messages."
)
REPORT_IT = _("Report it")

HOW_TO_COPY = _(
    "On the post, open the three dots and choose Copy link. Without a link, say so below it."
)
HEAR_OF_IT = _("I will tell you in our chat what comes of it.")

FROM_THE_POLICY = _("From the ONS social media policy, last reviewed in {month}.")
A_POST = _("A post on Yammer (Viva Engage)")
NOT_OPENED = _("Made from the link alone. Whoever may see the post can open it.")
OPEN_POST = _("Open the post")

ANSWERED_BEFORE = _("I have answered this already. Please close this and open it again.")
BAD_COMMAND = _("I could not read what Teams sent. Please close this and try again.")
"""Said where an invoke makes no sense, which a person meets only if an app package is too old."""
