"""Answers a question about the policy: its own words with clause ids, a few guesses, or none."""

from dialogs.cards.answer_card import (
    AnswerView,
    answer_card,
    answer_text,
    guesses_card,
    guesses_text,
    section_card,
    section_text,
)
from dialogs.commands import plain
from dialogs.here import Here
from dialogs.state import Conversation
from dialogs.toolbox import Toolbox
from dialogs.turn import Context, Reply, Step
from dialogs.wording import answers, london_day
from policy_content.model import Clause, Finding, Policy

SHOWN = 3
MOST = 8
_WORTH_SHOWING = 0.5  # of the best citation's probability
_MAY_HELP = 0.1  # below this, the closest clause is about something else
_ABOUT_REVIEW = frozenset({"meta.last-review", "meta.next-review"})
_ABOUT_CONTACT = frozenset({"meta.owner", "meta.contact"})
_GAPS = {"redacted": answers.REDACTED, "blank": answers.BLANK, "no-link": answers.NO_LINK}


def answer(conversation: Conversation, question: str, here: Here) -> Step:
    """Answer what was asked.

    In the middle of a flow a typed number is the flow's, so there is no choice of guesses there.
    """
    chosen = _chosen(conversation, question, here.toolbox.policy)
    if chosen:
        return show_clause(conversation, chosen, here)
    finding = here.toolbox.find(question)
    cited = tuple(c.clause for c in finding.citations if c.clause in here.toolbox.policy.clauses)
    if finding.kind == "answer" and cited:
        likely = tuple(c for c in cited if _probability(finding, c) >= _cut(finding))
        return _show(conversation, likely, here)
    if finding.kind == "unsure" and cited and conversation.flow is not None:
        return _show(conversation, cited[:1], here, first_line=answers.MAYBE)
    if finding.kind == "unsure" and cited:
        return _guess(conversation, cited[:SHOWN], here.toolbox.policy)
    return _none(conversation, finding, here.toolbox)


def show_clause(conversation: Conversation, clause: str, here: Here) -> Step:
    """Show one clause that was chosen, with those that qualify it, in place of the choice."""
    if clause not in here.toolbox.policy.clauses:
        return Step(conversation, (Reply(answers.UNKNOWN_CLAUSE),))
    return _show(conversation, (clause,), here, in_place=True)


def show_section(conversation: Conversation, toolbox: Toolbox, clause: str = "") -> Step:
    """Show the whole section of a clause, or of the first one of the last answer."""
    policy = toolbox.policy
    known = [c for c in (clause, *conversation.last_clauses) if c in policy.clauses]
    if not known:
        return Step(conversation, (Reply(answers.NO_SECTION),))
    section = policy.clause(known[0]).section
    reply = Reply(section_text(policy, section), section_card(policy, section))
    return Step(conversation, (reply,))


def _show(
    conversation: Conversation,
    likely: tuple[str, ...],
    here: Here,
    *,
    first_line: str = "",
    in_place: bool = False,
) -> Step:
    policy = here.toolbox.policy
    best = policy.clause(likely[0])
    ids = tuple(dict.fromkeys((best.id, *best.related, *likely)))[:MOST]
    footers, told = _footers(conversation, best, here.context, policy)
    view = AnswerView(
        first_line=first_line or _first_line(best, ids),
        shown=ids[:SHOWN],
        more=ids[SHOWN:],
        remark=_remark(best, here.toolbox),
        footers=footers,
        section_of=best.id,
        reporting=best.id.startswith("yammer."),
    )
    after = conversation.model_copy(update={"last_clauses": ids, "overdue_told": told})
    reply = Reply(answer_text(policy, view), answer_card(policy, view), in_place=in_place)
    return Step(after, (reply,))


def _guess(conversation: Conversation, guesses: tuple[str, ...], policy: Policy) -> Step:
    after = conversation.model_copy(update={"last_clauses": guesses})
    reply = Reply(guesses_text(policy, guesses), guesses_card(policy, guesses))
    return Step(after, (reply,))


def _none(conversation: Conversation, finding: Finding, toolbox: Toolbox) -> Step:
    policy = toolbox.policy
    near = tuple(
        c.clause
        for c in finding.citations
        if c.clause in policy.clauses and c.probability >= _MAY_HELP
    )[:SHOWN]
    contact = (_contact(toolbox),) if toolbox.policy_contact else ()
    view = AnswerView(
        first_line=answers.NONE,
        shown=near,
        remark=answers.CLOSEST if near else "",
        footers=contact + _doubts(policy),
        section_of=near[0] if near else "",
    )
    after = conversation.model_copy(update={"last_clauses": near})
    return Step(after, (Reply(answer_text(policy, view), answer_card(policy, view)),))


def _remark(best: Clause, toolbox: Toolbox) -> str:
    if best.id in _ABOUT_CONTACT and toolbox.policy_contact:
        return _contact(toolbox)
    return answers.NO_LINK_HERE if best.gap == "no-link" and not _is_document(best) else ""


def _is_document(clause: Clause) -> bool:
    """Tell whether a clause is an entry of the list of supporting documents."""
    return clause.follows == "links"


def _first_line(best: Clause, ids: tuple[str, ...]) -> str:
    if best.gap is not None and (best.gap != "no-link" or _is_document(best)):
        return _GAPS[best.gap]
    allowed = any(i.startswith("not-a-breach.") for i in ids)
    forbidden = any(i.startswith(("hard-breach.", "soft-breach.")) for i in ids)
    return answers.DEPENDS if allowed and forbidden else answers.SAYS


def _footers(
    conversation: Conversation, best: Clause, context: Context, policy: Policy
) -> tuple[tuple[str, ...], bool]:
    """Return the footer lines, and whether the overdue review has now been told."""
    overdue = policy.version.overdue(london_day(context.now))
    tell = overdue and (not conversation.overdue_told or best.id in _ABOUT_REVIEW)
    told = conversation.overdue_told or tell
    return (overdue_line(policy),) * tell + _doubts(policy), told


def overdue_line(policy: Policy) -> str:
    """Return the note that the policy's own review is overdue."""
    return answers.OVERDUE.format(month=f"{policy.version.next_review:%B %Y}")


def _doubts(policy: Policy) -> tuple[str, ...]:
    words = policy.clause("five-things.doubts").text.partition("– ")[2]
    return (answers.FOOTER.format(doubts=words),)


def _contact(toolbox: Toolbox) -> str:
    return answers.CONTACT.format(contact=toolbox.policy_contact)


def _probability(finding: Finding, clause: str) -> float:
    return next(c.probability for c in finding.citations if c.clause == clause)


def _cut(finding: Finding) -> float:
    return finding.citations[0].probability * _WORTH_SHOWING


def _chosen(conversation: Conversation, text: str, policy: Policy) -> str:
    """Return the clause that a typed number, id or title picks; empty where it picks none."""
    said = text.strip().rstrip(".").casefold()
    if said in policy.clauses:
        return said
    guesses = conversation.last_clauses
    if said.isascii() and said.isdigit() and len(said) < 3 and 1 <= int(said) <= len(guesses):
        return guesses[int(said) - 1]
    titled = (
        c for c in guesses if c in policy.clauses and plain(policy.clause(c).title) == plain(text)
    )
    return next(titled, "")
