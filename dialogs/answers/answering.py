"""Makes an answer of clauses: what is on the first screen, what is said around it, what is offered.

Where the first clause is the heading of a list, the whole list is the first screen.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dialogs.answers import owners_loop
from dialogs.answers.asked import Asked
from dialogs.cards.answer_card import (
    AnswerView,
    GuessesView,
    answer_card,
    answer_text,
    guesses_card,
    guesses_text,
)
from dialogs.cards.offers import Judging, Offer, Offers
from dialogs.cards.parts import items_of
from dialogs.here import Here
from dialogs.state import Conversation, LastKind
from dialogs.toolbox import Toolbox
from dialogs.turn import Reply, Step
from dialogs.wording import answers, checks, london_day, london_month
from policy_content.follow_ups import within
from policy_content.model import Clause, Policy
from storage.records import WhyKept

SHOWN = 3
MOST = 8
ABOUT_REVIEW = ("meta.last-review", "meta.next-review")
CONTACTS = ("meta.contact", "meta.owner")
_GAPS = {"redacted": answers.REDACTED, "blank": answers.BLANK, "no-link": answers.NO_LINK}
_CHECK_FIRST = (Offer.CHECK, Offer.SECTION, Offer.REPORT)
_REPORT_FIRST = (Offer.REPORT, Offer.SECTION, Offer.CHECK)


@dataclass(frozen=True, slots=True)
class Around:
    """What is said around the clauses, instead of or besides what they bring with them.

    With `alone`, no related clauses are added. `remarks` stand above the clauses. `unanswered`
    tells that this is no answer, so that the question is kept.
    """

    first_line: str = ""
    remarks: tuple[str, ...] = ()
    footers: tuple[str, ...] = ()
    alone: bool = False
    unanswered: bool = False
    in_place: bool = False


PLAIN = Around()


def quote(
    conversation: Conversation,
    likely: Sequence[str],
    here: Here,
    around: Around = PLAIN,
    asked: Asked | None = None,
) -> Step:
    """Answer with clauses, the likeliest first, and those that qualify or conflict with it."""
    policy = here.toolbox.policy
    best = policy.clause(likely[0])
    related = () if around.alone else best.related
    ids = tuple(dict.fromkeys((best.id, *related, *likely)))[:MOST]
    shown = 1 if items_of(policy, best.id) and not around.alone else SHOWN
    overdue, told = _overdue(conversation, best, here)
    remarks = (*around.remarks, *_own_remarks(best, here.toolbox))
    view = AnswerView(
        first_line=around.first_line or first_line(best, ids),
        shown=ids[:shown],
        more=ids[shown:],
        remarks=remarks,
        footers=(
            *(*overdue, *around.footers, *_not_exhaustive(ids, policy)),
            in_doubt(policy) if remarks else _doubts(policy),
        ),
        offers=Offers(_order(best, here, asked), best.id, here.toolbox.policy_contact),
        judging=_judging(asked, best.id),
    )
    after = remember(conversation, ids, "answer").model_copy(update={"overdue_told": told})
    why = why_kept(conversation, unanswered=around.unanswered)
    if asked is not None and asked.words and why is not None:
        step = said(after, with_notice(view, asked, here), policy)
        return owners_loop.kept(step, asked, why, best.id)
    return said(after, view, policy, in_place=around.in_place)


def guess(conversation: Conversation, view: GuessesView, asked: Asked, policy: Policy) -> Step:
    """Offer a choice of clauses."""
    view = replace(view, judging=_judging(asked, ""))
    reply = Reply(guesses_text(policy, view), guesses_card(policy, view))
    return Step(remember(conversation, view.guesses, "guesses"), (reply,))


def said(after: Conversation, view: AnswerView, policy: Policy, *, in_place: bool = False) -> Step:
    """Return the step that shows a view."""
    reply = Reply(answer_text(policy, view), answer_card(policy, view), in_place=in_place)
    return Step(after, (reply,))


def with_notice(view: AnswerView, asked: Asked, here: Here) -> AnswerView:
    """Add to a view that its question is kept, and the button that stops it."""
    order = tuple(offer for offer in view.offers.order if offer is not Offer.DONT_KEEP)
    offers = replace(view.offers, order=(*order[:2], Offer.DONT_KEEP, *order[2:]), kept=asked.id)
    footers = (owners_loop.notice(here), *view.footers)
    return replace(view, offers=offers, footers=footers, judging=None)


def remember(conversation: Conversation, clauses: Sequence[str], kind: LastKind) -> Conversation:
    """Return the conversation with its last answer, to which follow-ups refer."""
    answer = {"last_clauses": tuple(clauses), "last_kind": kind, "platform": ""}
    return conversation.model_copy(update=answer)


def why_kept(conversation: Conversation, *, unanswered: bool) -> WhyKept | None:
    """Return why a question is kept: the answer before did not help, or this is none."""
    if conversation.keep_next:
        return WhyKept.UNHELPFUL
    return WhyKept.UNANSWERED if unanswered else None


def in_doubt(policy: Policy) -> str:
    """Return the footer with the policy's word on doubts."""
    return answers.IN_DOUBT.format(doubts=_on_doubts(policy))


def _doubts(policy: Policy) -> str:
    """Return the footer that nothing is ruled, with the policy's word on doubts."""
    return answers.FOOTER.format(doubts=_on_doubts(policy))


def _on_doubts(policy: Policy) -> str:
    return policy.clause("five-things.doubts").text.partition("– ")[2]


def contact_line(toolbox: Toolbox) -> str:
    """Return whom to ask, marked as the operator's word."""
    return answers.CONTACT.format(contact=toolbox.policy_contact)


def overdue_line(policy: Policy) -> str:
    """Return the note that the policy's own review is overdue."""
    return answers.OVERDUE.format(month=london_month(policy.version.next_review))


def _overdue(conversation: Conversation, best: Clause, here: Here) -> tuple[tuple[str, ...], bool]:
    """Return the note on an overdue review, once a conversation, and whether it has been told."""
    policy = here.toolbox.policy
    overdue = policy.version.overdue(london_day(here.context.now))
    tell = overdue and (not conversation.overdue_told or best.id in ABOUT_REVIEW)
    return (overdue_line(policy),) * tell, conversation.overdue_told or tell


def _not_exhaustive(ids: Sequence[str], policy: Policy) -> tuple[str, ...]:
    """Say that the lists of breaches are not complete, where one of them is shown whole."""
    lists = [i for i in ids if i in {"hard-breach", "soft-breach"} and items_of(policy, i)]
    return (checks.NOT_EXHAUSTIVE,) if lists and ids[0] == lists[0] else ()


def _own_remarks(best: Clause, toolbox: Toolbox) -> tuple[str, ...]:
    if best.id in CONTACTS and toolbox.policy_contact:
        return (contact_line(toolbox),)
    if best.gap == "no-link" and not _is_document(best):
        return (answers.NO_LINK_HERE,)
    return ()


def _is_document(clause: Clause) -> bool:
    """Tell whether a clause is an entry of the list of supporting documents."""
    return clause.follows == "links"


def first_line(best: Clause, ids: Sequence[str]) -> str:
    """Say what the clauses of these ids are: an answer, or what is missing from the best one."""
    if best.gap is not None and (best.gap != "no-link" or _is_document(best)):
        return _GAPS[best.gap]
    allowed = any(i.startswith("not-a-breach.") for i in ids)
    forbidden = any(i.startswith(("hard-breach.", "soft-breach.")) for i in ids)
    return answers.DEPENDS if allowed and forbidden else answers.SAYS


def _order(best: Clause, here: Here, asked: Asked | None) -> tuple[Offer, ...]:
    if best.id in CONTACTS and here.toolbox.policy_contact:
        return (Offer.CONTACT, *_CHECK_FIRST)
    told = asked is not None and asked.told
    return _REPORT_FIRST if told or within(best.id, ("yammer",)) else _CHECK_FIRST


def _judging(asked: Asked | None, clause: str) -> Judging | None:
    """Ask whether it helped, where the question may be kept if it did not."""
    return Judging(asked.id, asked.words, clause) if asked is not None and asked.words else None
