"""The cards of "should I post this?": a question, which answer to change, and a closed check."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from microsoft_teams.cards import (
    ActionSet,
    AdaptiveCard,
    CardElement,
    Column,
    ColumnSet,
    TextInput,
)

from dialogs import wording
from dialogs.cards.answer_card import quoted
from dialogs.cards.parts import (
    button,
    card,
    choices,
    headline,
    quotation,
    sentence,
    stacked,
    words,
)
from dialogs.checks.check_path import answer_words, raised_options
from dialogs.payloads.pressed import AnswerCheck, MoveCheck, Simple
from dialogs.state import Answer, CheckFlow
from dialogs.text.inert import inert
from dialogs.wording import checks
from policy_content.model import Policy, Question

MAX_DRAFT = 10_000
_OPENING = "think-before-you-post"


@dataclass(frozen=True, slots=True)
class Asking:
    """A question as it is put: with the opening and the draft's field, or after remarks.

    `remarks` are the bot's sentences before it; `noticed` are words out of the draft with the
    clause they raised, shown once and kept nowhere.
    """

    question: Question
    opening: bool = False
    in_company: bool = False
    remarks: tuple[str, ...] = ()
    noticed: tuple[str, ...] = ()


def question_card(flow: CheckFlow, asking: Asking, policy: Policy) -> AdaptiveCard:
    """Make the card of a question: a button an option, or a list to tick and Continue."""
    question = asking.question
    body: list[CardElement] = []
    if asking.opening:
        body += _opening(policy, in_company=asking.in_company)
    body += [sentence(remark) for remark in asking.remarks]
    body += [words(line, subtle=True) for line in asking.noticed]
    body.append(headline(question.text))
    if question.help:
        body.append(sentence(question.help, subtle=True))
    body += _ticks(flow, question, policy) if question.many else _taps(flow, question, policy)
    back = [] if asking.opening else [button(wording.BACK, move("check-back", flow.id))]
    cancel = button(wording.CANCEL, move("check-cancel", flow.id))
    return card(body, [*back, cancel], stands_for=question_text(flow, asking, policy))


def question_text(flow: CheckFlow, asking: Asking, policy: Policy) -> str:
    """Return the same question as plain text, its options numbered."""
    question = asking.question
    lines: list[str] = []
    if asking.opening:
        lines += [quoted(policy, policy.clause(_OPENING)), checks.ASK_DRAFT]
        lines += [checks.PUBLIC_HERE] if asking.in_company else []
    lines += [*asking.remarks, *asking.noticed, question.text]
    lines += [question.help] if question.help else []
    lines += [f"{n}. {words_}" for n, words_ in enumerate(_labels(flow, question, policy), 1)]
    how = checks.HOW_TO_TICK if question.many else checks.HOW_TO_ANSWER
    return "\n".join([*lines, checks.DRAFT_OR_ANSWER if asking.opening else how])


def _opening(policy: Policy, *, in_company: bool) -> list[CardElement]:
    body: list[CardElement] = [quotation(policy, _OPENING), sentence(checks.ASK_DRAFT)]
    if in_company:
        body.append(sentence(checks.PUBLIC_HERE))
    draft = TextInput(id="draft", label=checks.DRAFT_LABEL, is_multiline=True, max_length=MAX_DRAFT)
    return [*body, draft]


def _labels(flow: CheckFlow, question: Question, policy: Policy) -> list[str]:
    """Return the options with what was answered, and those that the draft made the bot think of."""
    picked = _picked(flow, question)
    raised = raised_options(policy.checks, question, flow.concerns)
    return [
        f"{option.text} ({checks.YOUR_ANSWER})"
        if option.id in picked
        else f"{option.text} ({checks.IN_YOUR_DRAFT})"
        if option.id in raised
        else option.text
        for option in question.options
    ]


def _picked(flow: CheckFlow, question: Question) -> tuple[str, ...]:
    chosen = flow.answers.get(question.id, ())
    return (chosen,) if isinstance(chosen, str) else chosen


def _taps(flow: CheckFlow, question: Question, policy: Policy) -> list[CardElement]:
    buttons = [
        button(
            label,
            AnswerCheck(flow=flow.id, question=question.id, option=option.id),
            takes_inputs=True,
        )
        for option, label in zip(question.options, _labels(flow, question, policy), strict=True)
    ]
    return stacked(buttons)


def _ticks(flow: CheckFlow, question: Question, policy: Policy) -> list[CardElement]:
    # What was answered is shown by its tick.
    labels = _labels(flow.model_copy(update={"answers": {}}), question, policy)
    options = [(option.id, label) for option, label in zip(question.options, labels, strict=True)]
    payload = AnswerCheck(flow=flow.id, question=question.id)
    onward = button(checks.CONTINUE, payload, takes_inputs=True, style="positive")
    value = ",".join(_picked(flow, question))
    return [choices("options", checks.TICK_LABEL, options, value, many=True), *stacked([onward])]


def move(do: str, flow: UUID, question: str = "") -> MoveCheck:
    """Return what a button within the check sends; `question` is the answer to be changed."""
    return MoveCheck.model_validate({"do": do, "flow": flow, "question": question})


def change_card(
    flow: CheckFlow, asked: Sequence[Question], given: Sequence[Answer]
) -> AdaptiveCard:
    """Make the list of answers given, a row each with its button; a button alone is too narrow."""
    rows = [
        _row(flow, number, question, answer)
        for number, (question, answer) in enumerate(zip(asked, given, strict=True), 1)
    ]
    cancel = button(wording.CANCEL, move("check-cancel", flow.id))
    body: list[CardElement] = [headline(checks.CHANGE_WHICH), *rows]
    return card(body, [cancel], stands_for=change_text(asked, given))


def _row(flow: CheckFlow, number: int, question: Question, answer: Answer) -> ColumnSet:
    said: list[CardElement] = [
        # In a TextBlock the number would begin an indented list.
        words(f"{number}. {question.text}", subtle=True),
        sentence(answer_words(question, answer), spacing="Small"),
    ]
    title = checks.CHANGE_NUMBER.format(number=number)
    change = button(title, move("check-change", flow.id, question.id))
    pressed: list[CardElement] = [ActionSet(actions=[change])]
    return ColumnSet(
        columns=[
            Column(items=said, width="stretch"),
            Column(items=pressed, width="auto", vertical_content_alignment="Center"),
        ]
    )


def change_text(asked: Sequence[Question], given: Sequence[Answer]) -> str:
    """Return the same list as plain text, numbered."""
    lines = [f"{n}. {label}" for n, label in enumerate(change_labels(asked, given), 1)]
    return "\n".join((checks.CHANGE_WHICH, *lines, checks.HOW_TO_ANSWER))


def change_labels(asked: Sequence[Question], given: Sequence[Answer]) -> list[str]:
    """Return each question with the start of its answer."""
    pairs = zip(asked, given, strict=True)
    return [f"{q.text} {inert(answer_words(q, answer), 50)}" for q, answer in pairs]


def closed_card(line: str) -> AdaptiveCard:
    """Make the card that stands where a check is over, with a way to start again."""
    return card(
        [headline(line)], [button(wording.START_AGAIN, Simple(do="check"))], stands_for=line
    )
