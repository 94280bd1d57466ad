"""The bot's own words in a draft pack for a line manager. The policy's words stand beside them."""

from dialogs.languages import gettext as _

TITLE = _("Draft pack for the line manager: {ref}")
DRAFT = _("This is a draft. Read and edit it before you pass it on.")
CHECK_IT = _(
    "Take out whatever could show who reported: how they know, where they were, how they write."
)
NOT_FROM_HERE = _("It holds no name, no address and no time of any report.")
DECISION = _("The decision")
DECIDED = _("{decision}, decided {day}.")
NOT_DECIDED = _("Not decided yet.")
WHAT_HAPPENED = _("What happened, in the words that were reported")
CLAUSES = _("The clauses of the policy")
ACTIONS = _("What the policy says is to be done")
EVIDENCE = _("Evidence")
THE_POST = _("The post: {link}")
NO_LINK = _("The post: no link is known.")
SCREENSHOTS = _("Screenshots, if you have any: add them by hand.")
GUIDANCE = _("Guidance on the appropriate use of social media")
THIS_POLICY = _("The social media policy, version {version}")
LISTED = _("Listed in the policy, without a link: {title}")
EARLIER = _("Earlier upheld soft breaches of the same author: {refs}. Repeated is not defined.")
DOWNLOAD = _("Download as a file")
LINK_LASTS = _("The file's link works for ten minutes, for this case only. Do not pass it on.")
FILE_NAME = "draft-pack-{ref}.txt"
