"""What the bot says of itself: what it is, who sees what is written to it, how to ask."""

from dialogs.languages import gettext as _

ASK_ME = _("Ask me about the social media policy, in your own words. For example:")
EXAMPLES = (
    _("Can I say where I work?"),
    _("Can I moan about work on Facebook?"),
    _("What is a hard breach?"),
)

NO_PERSON = _(
    "No, I am a program. I quote the policy, and I do not rule on anybody. Reports are read and "
    "decided by people in Internal Communications."
)

ONLY_YOU = _(
    "Only you and I are in this chat. Your organisation may keep Teams chats, as it has set."
)
NO_DRAFT = _("I never keep a draft post.")
REPORT_SEEN = _(
    "A report that you send goes to Internal Communications. They do not see your name unless you "
    "choose so."
)
QUESTION_SEEN = _(
    "A question that I could not answer may be kept for the policy owner, without your name. I say "
    "so when I do."
)
ALL_HERE = _(
    "Everybody in this chat can read what you write to me here, and what I answer. I read only "
    "what mentions me. For a chat with me alone, write to me one to one."
)
