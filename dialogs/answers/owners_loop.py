"""The policy owner's loop: questions without an answer that helped are kept, unless told not to.

Nobody's name goes with them. Whoever asked is told at once, and may say *don't keep* by button or
by typing (docs/decisions/0009).
"""

from dataclasses import replace

from dialogs.answers.asked import Asked, may_be_kept
from dialogs.cards.offers import kept_card
from dialogs.commands import is_yes, plain
from dialogs.here import Here
from dialogs.payloads.pressed import DontKeep, JudgeAnswer
from dialogs.state import Conversation
from dialogs.turn import (
    ForgetQuestion,
    KeepQuestion,
    NoteJudgement,
    Place,
    Reply,
    Step,
)
from dialogs.wording import NOT_UNDERSTOOD, answers
from storage.records import NewQuestion, WhyKept

_HELPED = frozenset({"that helped", "it helped", "this helped", "helpful", "very helpful"})
_DID_NOT_HELP = (
    "that did not help|that didnt help|it did not help|it didnt help|not helpful|unhelpful"
    "|that is not helpful|thats not helpful|wrong answer|that is wrong|thats wrong"
    "|that is not what i asked|thats not what i asked|thats not what i meant"
    "|that is not what i meant|none of these|none of them|neither"
)
_DID_NOT = frozenset(_DID_NOT_HELP.split("|"))


def kept(step: Step, asked: Asked, why: WhyKept, closest: str = "") -> Step:
    """Return the step with the question kept; the caller tells of it."""
    question = NewQuestion(id=asked.id, words=asked.words, why=why, closest=closest)
    after = step.conversation.model_copy(update={"kept_question": asked.id})
    return replace(step, conversation=after, effects=(*step.effects, KeepQuestion(question)))


def notice(here: Here) -> str:
    """Return the sentence that a question is kept, for how long, and how to stop that."""
    return answers.KEPT.format(days=here.toolbox.questions_kept_days)


def dont_keep(conversation: Conversation, payload: DontKeep | None = None) -> Step:
    """Forget the question of a button, or by typing the one that was kept just now."""
    question = payload.question if payload is not None else conversation.kept_question
    if question is None:
        return Step(conversation, (Reply(answers.NOTHING_KEPT),))
    after = conversation.model_copy(update={"kept_question": None})
    return Step(after, (Reply(answers.FORGOTTEN),), (ForgetQuestion(question),))


def judged(conversation: Conversation, payload: JudgeAnswer, here: Here) -> Step:
    """Take a pressed yes or no; a question whose answer did not help is kept."""
    known = payload.clause if payload.clause in here.toolbox.policy.clauses else ""
    helped = payload.do == "helped"
    effects = (NoteJudgement(known, helped),)
    if helped:
        return Step(conversation, (Reply(answers.GLAD),), effects)
    words, _told = may_be_kept(payload.words, here)
    if not words:
        text = f"{answers.SORRY} {answers.OTHER_WORDS}"
        return Step(conversation, (Reply(text),), effects)
    text = f"{answers.SORRY} {notice(here)}"
    reply = Reply(text, kept_card(answers.SORRY, notice(here), payload.question))
    asked = Asked(payload.question, "", "", words)
    return kept(Step(conversation, (reply,), effects), asked, WhyKept.UNHELPFUL, known)


def said(conversation: Conversation, text: str, here: Here) -> Step | None:
    """Take a typed yes or no after an answer; None where the message is neither.

    The question is not remembered, so that it is asked for again, to be kept.
    """
    words = plain(text)
    helped = True if words in _HELPED else False if words in _DID_NOT else is_yes(text)
    if helped is None:
        return None
    if conversation.flow is not None:
        return Step(conversation, (Reply(NOT_UNDERSTOOD),))
    if conversation.last_kind not in {"answer", "guesses"}:
        return Step(conversation, (Reply(answers.NOT_ASKING),))
    clause = conversation.last_clauses[0] if conversation.last_clauses else ""
    effects = (NoteJudgement(clause, helped),)
    if helped:
        return Step(conversation, (Reply(answers.GLAD),), effects)
    if here.context.place is not Place.PERSONAL or not here.toolbox.questions_kept_days:
        return Step(conversation, (Reply(f"{answers.SORRY} {answers.OTHER_WORDS}"),), effects)
    after = conversation.model_copy(update={"keep_next": True})
    return Step(after, (Reply(f"{answers.SORRY} {answers.ASK_AGAIN}"),), effects)
