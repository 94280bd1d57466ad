"""Answers a question about the policy: its own words with clause ids, a few guesses, or none."""

from dialogs.answers import silences
from dialogs.answers.answering import PLAIN, SHOWN, Around, guess, quote
from dialogs.answers.asked import Asked, read_question
from dialogs.cards.answer_card import GuessesView, section_card, section_text
from dialogs.commands import plain
from dialogs.here import Here
from dialogs.state import Conversation
from dialogs.toolbox import Toolbox
from dialogs.turn import Reply, Step
from dialogs.wording import answers
from policy_content.model import Finding, Policy

_WORTH_SHOWING = 0.5  # of the best citation's probability


def answer(conversation: Conversation, question: str, here: Here) -> Step:
    """Answer what was asked.

    In the middle of a flow a typed number is the flow's, so there is no choice of guesses there.
    """
    chosen = _chosen(conversation, question, here.toolbox.policy)
    if chosen:
        return show_clause(conversation, chosen, here)
    asked = read_question(conversation, question, here)
    step = _answered(conversation, here.find(question), asked, here)
    # Whatever comes of it, the question that was to be put again has been put.
    if not conversation.keep_next:
        return step
    after = step.conversation.model_copy(update={"keep_next": False})
    return Step(after, step.replies, step.effects)


def show_clause(conversation: Conversation, clause: str, here: Here) -> Step:
    """Show one clause that was chosen, with those that qualify it, in place of the choice."""
    if clause not in here.toolbox.policy.clauses:
        return Step(conversation, (Reply(answers.UNKNOWN_CLAUSE),))
    return quote(conversation, (clause,), here, Around(in_place=True))


def show_section(conversation: Conversation, toolbox: Toolbox, clause: str = "") -> Step:
    """Show the whole section of a clause, or of the first one of the last answer."""
    policy = toolbox.policy
    known = [c for c in (clause, *conversation.last_clauses) if c in policy.clauses]
    if not known:
        return Step(conversation, (Reply(answers.NO_SECTION),))
    section = policy.clause(known[0]).section
    reply = Reply(section_text(policy, section), section_card(policy, section))
    return Step(conversation, (reply,))


def _answered(conversation: Conversation, finding: Finding, asked: Asked, here: Here) -> Step:
    policy = here.toolbox.policy
    cited = tuple(c.clause for c in finding.citations if c.clause in policy.clauses)
    kind = finding.kind if cited else "none"
    unsaid = silences.subjects(asked, here)
    if any(subject.no_ruling for subject in unsaid):
        best = _likely(finding, cited) if kind == "answer" else ()
        return silences.no_ruling(conversation, best, unsaid, asked, here)
    if kind == "answer":
        likely = _likely(finding, cited)
        around = Around(remarks=(*_beside(asked, here), *silences.left_open(unsaid)))
        if policy.clause(likely[0]).gap is not None:
            around = PLAIN  # what is missing is told, and that is enough
        return quote(conversation, likely, here, around, asked)
    if kind == "none" or unsaid or _needs_no_guess(asked, here):
        return silences.none(conversation, finding, asked, here)
    if conversation.flow is not None:
        return quote(conversation, cited[:1], here, Around(first_line=answers.MAYBE), asked)
    return guess(conversation, GuessesView(cited[:SHOWN]), asked, policy)


def _beside(asked: Asked, here: Here) -> tuple[str, ...]:
    """Return what is said beside an answer to somebody who tells of more than a question."""
    if here.toolbox.silence.personal.found_in(asked.plain):
        return silences.signpost(here)
    return (answers.REPORT_OFFER,) if asked.told and "?" not in asked.text else ()


def _needs_no_guess(asked: Asked, here: Here) -> bool:
    """Tell whether a choice of clauses would be out of place for a message."""
    silence = here.toolbox.silence
    lists = (silence.danger, silence.orders, silence.abuse, silence.personal)
    return asked.told or any(one.found_in(asked.plain) for one in lists)


def _likely(finding: Finding, cited: tuple[str, ...]) -> tuple[str, ...]:
    """Return the clauses that are worth showing beside the best one."""
    chances = {citation.clause: citation.probability for citation in finding.citations}
    cut = finding.citations[0].probability * _WORTH_SHOWING
    return tuple(clause for clause in cited if chances[clause] >= cut)


def _chosen(conversation: Conversation, text: str, policy: Policy) -> str:
    """Return the clause that a typed number, id or title picks; empty where it picks none."""
    said = text.strip().rstrip(".").casefold()
    if said in policy.clauses:
        return said
    if conversation.last_kind != "guesses":
        return ""
    guesses = [clause for clause in conversation.last_clauses if clause in policy.clauses]
    if said.isascii() and said.isdigit() and len(said) < 3 and 1 <= int(said) <= len(guesses):
        return guesses[int(said) - 1]
    titled = (clause for clause in guesses if plain(policy.clause(clause).title) == plain(text))
    return next(titled, "")
