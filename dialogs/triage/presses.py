"""From what was pressed or typed to what the service is asked to do."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from dialogs.cards.case_lists import find_card
from dialogs.effects.case_effects import (
    ActOnCase,
    CaseEffect,
    ExportCases,
    FindCases,
    ListQueue,
    Onward,
    ReadDigest,
    RevealAuthor,
    ShowCase,
)
from dialogs.payloads.case_payloads import (
    CasePayload,
    CaseView,
    DecideOnCase,
    FindCasesBy,
    HandOverCase,
    ListCases,
    PickCase,
    RecordAuthorOf,
    RecordContentOf,
    RecordStepOf,
    TellCase,
    ViewCase,
)
from dialogs.state import Conversation
from dialogs.triage.decisions import read_form
from dialogs.triage.forms import read_author, read_content, read_words
from dialogs.triage.search import OPEN, read_search
from dialogs.turn import Context, Place, Reply, Step
from dialogs.wording import case_lists, cases, london_day
from storage.records import (
    Actor,
    CaseAction,
    CaseQuery,
    Close,
    Decide,
    ReadFor,
    StepAside,
    Take,
)

Answer = CaseEffect | Reply
_READ_FOR = {CaseView.PACK: ReadFor.PACK, CaseView.SCREENSHOTS: ReadFor.SCREENSHOTS}
_ACTIONS: Mapping[str, CaseAction] = {
    "take": Take(),
    "close-case": Close(),
    "step-aside": StepAside(),
}


def pressed(conversation: Conversation, payload: CasePayload, context: Context) -> Step:
    """Take a pressed button of the team's, or what was typed instead of it."""
    if context.place is not Place.TRIAGE:
        return Step(conversation, (Reply(cases.NOT_HERE),))
    answer = _HANDLERS[type(payload)](payload, context)
    if isinstance(answer, Reply):
        return Step(conversation, (answer,))
    if isinstance(answer, ShowCase | ActOnCase) and getattr(payload, "posted", False):
        answer = replace(answer, card=context.pressed)
    return Step(conversation, effects=(answer,))


def actor_of(context: Context) -> Actor:
    """Return who acts; whether they belong to the team, the service checks."""
    return Actor(person=context.person, name=context.name)


def act(
    reference: str, action: CaseAction, context: Context, tap: str, onward: Onward | None = None
) -> ActOnCase:
    """Return the effect of an action, and where it goes on after it."""
    return ActOnCase(reference, actor_of(context), action, tap, onward or Onward())


def decide(payload: DecideOnCase, context: Context, then: CasePayload | None) -> Answer:
    """Return the effect of a decision; `then` is taken up where nobody has the case."""
    decision = read_form(payload)
    if isinstance(decision, str):
        return Reply(decision)
    onward = Onward(then=then)
    return act(payload.case, Decide(decision=decision), context, payload.form, onward)


def _decide(payload: DecideOnCase, context: Context) -> Answer:
    return decide(payload, context, then=payload)


def _pick(payload: PickCase, context: Context) -> Answer:
    action = _ACTIONS.get(payload.do)
    if action is None:
        return ShowCase(payload.case, actor_of(context))
    # A card is pressed in one version of its case: pressed twice, it is one action.
    tap = f"version-{payload.seen}" if payload.seen else ""
    return act(payload.case, action, context, tap)


def _look(payload: ViewCase, context: Context) -> Answer:
    what_for = _READ_FOR.get(payload.view, ReadFor.CASE)
    onward = Onward(payload.view, payload.step)
    return ShowCase(payload.case, actor_of(context), what_for, onward)


def _with_the_case(payload: RecordStepOf | HandOverCase, context: Context) -> Answer:
    """Read the case first: what was typed is understood by its checklist, or by its team."""
    view = CaseView.HAND_OVER if isinstance(payload, HandOverCase) else CaseView.STEP
    return ShowCase(payload.case, actor_of(context), onward=Onward(view, then=payload))


def _tell(payload: TellCase, context: Context) -> Answer:
    return _act_on(payload.case, read_words(payload), context, payload.form)


def _content(payload: RecordContentOf, context: Context) -> Answer:
    read = read_content(payload, london_day(context.now))
    return _act_on(payload.case, read, context, payload.form)


def _author(payload: RecordAuthorOf, context: Context) -> Answer:
    if payload.do == "show-author":
        return RevealAuthor(payload.case, actor_of(context))
    # One form has two buttons, and each of them is an action of its own.
    tap = f"{payload.do}:{payload.form}" if payload.form else ""
    return _act_on(payload.case, read_author(payload), context, tap)


def _act_on(reference: str, read: CaseAction | str, context: Context, tap: str) -> Answer:
    return Reply(read) if isinstance(read, str) else act(reference, read, context, tap)


def _list(payload: ListCases, context: Context) -> Answer:
    match payload.do:
        case "queue":
            return ListQueue(actor_of(context))
        case "my-cases":
            mine = CaseQuery(statuses=OPEN, owner=context.person)
            return FindCases(mine, actor_of(context))
        case "find-cases-form":
            return Reply(case_lists.FIND, find_card(), in_place=True, own=True)
        case "digest":
            return ReadDigest(actor_of(context), london_day(context.now))


def _find(payload: FindCasesBy, context: Context) -> Answer:
    query = read_search(payload, context.now)
    if isinstance(query, str):
        return Reply(query)
    if payload.do == "export-cases":
        return ExportCases(query, actor_of(context))
    return FindCases(query, actor_of(context))


# Each handler takes the payload that its key names; Any, because a mapping cannot say so.
_HANDLERS: Mapping[type, Callable[[Any, Context], Answer]] = {
    PickCase: _pick,
    ViewCase: _look,
    DecideOnCase: _decide,
    RecordStepOf: _with_the_case,
    HandOverCase: _with_the_case,
    TellCase: _tell,
    RecordContentOf: _content,
    RecordAuthorOf: _author,
    ListCases: _list,
    FindCasesBy: _find,
}
