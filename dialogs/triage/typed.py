"""Reads what the team types: whole messages that begin with a command and name a case, or a list.

What is typed becomes the same payload that a button sends, so that both mean the same.
"""

import re
from collections.abc import Callable, Mapping

from dialogs.commands import plain
from dialogs.here import Here
from dialogs.payloads.case_payloads import (
    CasePayload,
    CaseView,
    FindCasesBy,
    HandOverCase,
    ListCases,
    PickCase,
    RecordAuthorOf,
    RecordContentOf,
    TellCase,
    ViewCase,
)
from dialogs.state import Conversation
from dialogs.text.inert import clean
from dialogs.triage import decisions, presses, steps
from dialogs.triage.references import REFERENCE, tidy
from dialogs.triage.search import read_search
from dialogs.turn import Place, Reply, Step
from dialogs.wording import cases

_VERBS = {
    "case": "show-case", "show": "show-case", "show case": "show-case", "open": "show-case",
    "take": "take", "take case": "take", "close": "close-case", "close case": "close-case",
    "step aside": "step-aside", "step aside from": "step-aside",
    "decide": "decide", "decide case": "decide", "steps": "steps", "steps of": "steps",
    "checklist": "steps", "step": "step", "ask": "ask", "ask the reporter": "ask",
    "ask reporter": "ask", "note": "note", "content": "content", "author": "author",
    "pack": "pack", "draft pack": "pack", "screenshots": "screenshots",
    "screenshots of": "screenshots", "screenshot": "screenshots",
    "history": "history", "history of": "history",
    "hand over": "hand-over", "handover": "hand-over", "reopen": "reopen", "more": "more",
}  # fmt: skip
_ORDERED = "|".join(sorted((re.escape(verb) for verb in _VERBS), key=len, reverse=True))
_TYPED = re.compile(
    rf"(?:please )?({_ORDERED}) ({REFERENCE})(?:[\s:,]+(.*))?", re.IGNORECASE | re.DOTALL
)
_BARE = re.compile(rf"({REFERENCE})[.?!]?", re.IGNORECASE)
_LISTS = {
    **dict.fromkeys(
        ("queue", "cases", "the queue", "show queue", "show the queue", "open cases", "all cases",
         "show cases", "show me the queue", "list cases"),
        "queue",
    ),
    **dict.fromkeys(("mine", "my cases", "show my cases"), "my-cases"),
    **dict.fromkeys(("digest", "daily digest", "the digest", "show digest"), "digest"),
    **dict.fromkeys(("find", "find cases", "find a case", "search"), "find-cases-form"),
}  # fmt: skip
_SEARCH = re.compile(r"(?:please )?(find|export)(?: (.*))?", re.IGNORECASE | re.DOTALL)
# What the team alone would say; "mine" and "find" may mean anything elsewhere.
_TEAMS_OWN = frozenset(
    {
        "queue",
        "cases",
        "the queue",
        "show the queue",
        "open cases",
        "my cases",
        "digest",
        "daily digest",
    }
)
_SHORT_SEARCH = 4
_VIEWS = {
    "steps": CaseView.STEPS,
    "pack": CaseView.PACK,
    "screenshots": CaseView.SCREENSHOTS,
    "history": CaseView.HISTORY,
    "more": CaseView.MORE,
}
_OF_AUTHORS = {
    **dict.fromkeys(("none", "forget", "take back"), "forget-author"),
    **dict.fromkeys(("show", "who"), "show-author"),
}
_SIMPLE = frozenset({"show-case", "take", "close-case", "step-aside"})


def said(conversation: Conversation, text: str, here: Here) -> Step | None:
    """Take what was typed about cases; None where the message is about something else."""
    typed = text.strip()
    triage = here.context.place is Place.TRIAGE
    payload = _about_a_case(typed, here.context.name)
    if payload is None and conversation.flow is None:
        payload = _about_cases(typed, everything=triage)
    if payload is None or _is_a_question(payload, here):
        return None
    if not triage:
        return Step(conversation, (Reply(cases.NOT_HERE),))
    return presses.pressed(conversation, payload, here.context)


def _is_a_question(payload: CasePayload, here: Here) -> bool:
    """Tell whether "find out whether we may …" is meant, not a search."""
    if not isinstance(payload, FindCasesBy) or len(payload.words.split()) <= _SHORT_SEARCH:
        return False
    return isinstance(read_search(payload, here.context.now), str)


def _about_a_case(typed: str, name: str) -> CasePayload | None:
    bare = _BARE.fullmatch(typed)
    if bare is not None:
        return PickCase(do="show-case", case=tidy(bare[1]))
    found = _TYPED.fullmatch(typed)
    if found is None:
        return None
    verb = _VERBS[" ".join(found[1].lower().split())]
    reference, rest = tidy(found[2]), clean(found[3] or "")
    if verb in _SIMPLE or verb in _VIEWS:
        return None if rest else _simple(verb, reference)
    return _with_words(verb, reference, rest, name)


def _simple(verb: str, reference: str) -> CasePayload:
    if verb in _VIEWS:
        return ViewCase(case=reference, view=_VIEWS[verb])
    return PickCase.model_validate({"do": verb, "case": reference})


def _with_words(verb: str, reference: str, rest: str, name: str) -> CasePayload:
    """Return what a command with words after it means; without words it shows its form."""
    if not rest:
        view = CaseView.STEPS if verb == "step" else CaseView(verb)
        return ViewCase(case=reference, view=view)
    return _READ[verb](reference, rest, name)


def _words(reference: str, rest: str, do: str) -> CasePayload:
    return TellCase.model_validate({"do": do, "case": reference, "words": rest})


def _ask(reference: str, rest: str) -> CasePayload:
    """Read a question for all reporters, or `2: Where?` for the one of report 2."""
    one = re.match(r"(\d{1,3}):\s*(?=\S)", rest)
    number, words = (one[1], rest[one.end() :]) if one else ("", rest)
    return TellCase(do="ask-reporter", case=reference, words=words, report=number)


def _author(reference: str, rest: str) -> CasePayload:
    do = _OF_AUTHORS.get(plain(rest), "author")
    return RecordAuthorOf.model_validate({"do": do, "case": reference, "work_email": rest})


def _hand_over(reference: str, rest: str) -> CasePayload:
    to = re.sub(r"^to\s+", "", rest, flags=re.IGNORECASE)
    return HandOverCase(case=reference, to=clean(to, 200))


def _content(reference: str, rest: str, name: str) -> RecordContentOf:
    """Read `removed`, `asked to be removed by Sam on 3 June`."""
    state = re.match(r"(removed|asked)\b(?: to be removed)?[\s:,]*", rest, re.IGNORECASE)
    if state is None:
        return RecordContentOf(case=reference, state=clean(rest, 200))
    by, on, rest = steps.who_and_when(rest[state.end() :], name)
    return RecordContentOf(case=reference, state=state[1].lower(), by=clean(by or rest, 80), on=on)


def _about_cases(typed: str, *, everything: bool) -> CasePayload | None:
    """Read a list's command. Outside the team's channel only what nobody else would say."""
    whole = plain(typed)
    if whole in _LISTS:
        if not everything and whole not in _TEAMS_OWN:
            return None
        return ListCases.model_validate({"do": _LISTS[whole]})
    found = _SEARCH.fullmatch(typed) if everything else None
    if found is None:
        return None
    do = "find-cases" if found[1].lower() == "find" else "export-cases"
    return FindCasesBy.model_validate({"do": do, "words": clean(found[2] or "", 2_000)})


# What each command makes of the words after its reference; `name` is who types.
_READ: Mapping[str, Callable[[str, str, str], CasePayload]] = {
    "decide": lambda reference, rest, _name: decisions.read_typed(reference, rest),
    "step": steps.read_typed,
    "ask": lambda reference, rest, _name: _ask(reference, rest),
    "note": lambda reference, rest, _name: _words(reference, rest, "note"),
    "reopen": lambda reference, rest, _name: _words(reference, rest, "reopen"),
    "content": _content,
    "author": lambda reference, rest, _name: _author(reference, rest),
    "hand-over": lambda reference, rest, _name: _hand_over(reference, rest),
}
