"""What is typed about reports that were sent: "what happened to R-7K3M-9QXT", "withdraw my report".

Whole messages only. A reference may be typed carelessly; without one, the report is found first.
"""

import re
from dataclasses import dataclass
from typing import Literal

from dialogs.commands import plain, said_plainly

Doing = Literal["show", "add", "answer", "decline", "withdraw", "share-name"]

_REFERENCE = r"r[\s-]{0,3}[a-z0-9]{4}[\s-]{0,3}[a-z0-9]{4}"
# Only so much may stand before a reference: a long text is not searched for one.
_HEAD = re.compile(rf"(.{{0,60}}?)\b({_REFERENCE})\b[\s:,.?!-]*", re.IGNORECASE | re.DOTALL)
# What has neither its hyphen nor a number may well be words.
_SURELY = re.compile(r"r-|.*\d", re.IGNORECASE)
_POLITE = frozenset({"", "please", "pls", "now", "thanks", "thank you"})

_ABOUT = r"(?: (?:to|with|on|of|about|for|in|from|at))?(?: (?:my|the|that|this))?(?: reports?)?"
_SHOW = (
    r"(?:what(?: has| is|s)? (?:happened|happening|going on|become|came|became)|where is|wheres"
    r"|how is|hows|status|show(?: me)?|see|open|any news|news|what about|check|look up|find"
    r"|whats the status|what is the status|(?:is there )?any updates?|where are (?:we|you|things)"
    r"|(?:has )?anything happened)"
)
_VERBS: dict[Doing, str] = {
    "show": rf"(?:{_SHOW})?",
    "add": r"(?:i want to )?add(?: something| information| info| more| a note| this)?",
    "answer": r"(?:reply|answer|respond|my answer)",
    "decline": r"(?:decline|(?:id |i would )?rather not|no answer)(?: (?:answer|say|reply))?",
    "withdraw": r"(?:withdraw|take back|retract|delete|cancel|remove)",
    "share-name": r"(?:share|show|give|tell)(?: them)? my name",
}
_DOES = {doing: re.compile(rf"{verb}{_ABOUT}") for doing, verb in _VERBS.items()}
_ALONE: dict[str, Doing] = {
    **dict.fromkeys(("add", "add something", "add to my report", "add information",
                     "add something to my report", "add more", "add to my reports"), "add"),
    **dict.fromkeys(("reply", "answer", "answer the question", "answer their question",
                     "reply to the question", "answer them"), "answer"),
    **dict.fromkeys(("id rather not", "i would rather not", "rather not", "id rather not say",
                     "id rather not answer", "i would rather not say"), "decline"),
    **dict.fromkeys(("withdraw", "withdraw my report", "withdraw the report", "withdraw it",
                     "take back my report", "retract my report", "delete my report",
                     "cancel my report", "withdraw a report"), "withdraw"),
    **dict.fromkeys(("share my name", "show my name", "share my name with them",
                     "give them my name", "tell them my name"), "share-name"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be done with a report, its reference as it was typed, and what was typed after."""

    do: Doing
    reference: str = ""
    text: str = ""


def read_own_command(text: str) -> Asked | None:
    """Return what a message asks to be done with a report of one's own; None where it is none."""
    found = _HEAD.match(text)
    if found is not None and _SURELY.match(found[2]):
        return _with_reference(found[1], found[2], text[found.end() :].strip())
    for said in said_plainly(text):
        if said in _ALONE:
            return Asked(_ALONE[said])
    return None


def read_reference(text: str) -> str:
    """Return a typed reference where the message is nothing else; empty where it is more."""
    found = _HEAD.fullmatch(text.strip())
    whole = found is not None and not found[1].strip() and _SURELY.match(found[2])
    return found[2] if found is not None and whole else ""


def _with_reference(before: str, reference: str, after: str) -> Asked | None:
    for said in said_plainly(before):
        for doing, pattern in _DOES.items():
            takes_text = doing in {"add", "answer"}
            if pattern.fullmatch(said) and (takes_text or plain(after) in _POLITE):
                return Asked(doing, reference, after if takes_text else "")
    return None
