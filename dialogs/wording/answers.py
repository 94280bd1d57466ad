"""What is said around the policy's words when a question is answered."""

from gettext import gettext as _

SAYS = _("This is what the policy says.")
DEPENDS = _("It depends. The policy says all of this.")
REDACTED = _("This is redacted in the copy of the policy that I hold.")
BLANK = _("This field is blank in the copy of the policy that I hold.")
NO_LINK = _("The policy lists this, but without a link.")
NONE = _("The policy does not answer this.")
CLOSEST = _("These are the closest clauses. They may not be about your question.")
UNSURE = _("I am not sure what you mean. Did you mean one of these?")
CHOOSE = _("Type its number, or ask in other words.")
FOLLOWS = _("Under the heading “{heading}”")
NOTE = _("Not policy: {note}")
OVERDUE = _("The policy's own review was due in {month} and is overdue.")
FOOTER = _("I quote the policy and do not rule on it. In doubt, the policy says: “{doubts}”.")
SECTION = _("Section “{section}”, whole.")
NO_SECTION = _("Ask me something first. Then I can show the whole section.")
CONTACT = _("You can ask the policy contact: {contact} (set by the operator, not by the policy).")
SHOW_SECTION = _("Show the whole section")
MORE = _("More clauses are under Show details.")
UNKNOWN_CLAUSE = _("The policy has no clause with that name.")
