"""What is held about a person as a file for them, with other people taken out (article 15(4)).

Names that the case's record knows are taken out of every text. What others wrote is masked besides
as a question is before it is kept, rather too much than too little. A person reads the file before
it is handed over: no program knows whom a text is about.
"""

import json
import re
from collections.abc import Collection
from typing import Any

from dialogs.own.own_names import tells_own_name
from dialogs.text.masking import NAME, masked
from storage.records import AuthorshipHeld, HeldAbout, ReportHeld

READ_FIRST = (
    "Read this before it is handed over. Names that the record knows were taken out; a text may "
    "still tell of others. Where it concerns an open case, ask first whether telling the person "
    "would prejudice it."
)
WITHHELD = "What reporters wrote is withheld: it may tell who they are."
KEPT_BESIDES = (
    "Questions without an answer are kept without who asked, so that they cannot be found by a "
    "person. Audit entries hold a case, an action and a pseudonym."
)
_WORD = re.compile(r"\S+")


def as_json(found: HeldAbout) -> str:
    """Return the file's text."""
    content = {
        "before_handing_over": READ_FIRST,
        "reports": [_report(report) for report in found.reports],
        "cases_that_name_the_person_as_author": [_authorship(one) for one in found.authorships],
        "open_conversations_with_the_bot": found.conversations,
        "audit_entries_as_a_member_of_the_team": found.acts,
        "kept_besides": KEPT_BESIDES,
    }
    return json.dumps(content, indent=2, ensure_ascii=False)


def without(text: str, names: Collection[str]) -> str:
    """Return a text with every word masked that is part of one of these names."""

    def hide(found: re.Match[str]) -> str:
        return NAME if any(tells_own_name(found[0], name) for name in names) else found[0]

    return re.sub(r"\[name\](?:\s+\[name\])+", NAME, _WORD.sub(hide, text))


def _report(held: ReportHeld) -> dict[str, Any]:
    def own(text: str) -> str:
        return without(text, held.others)

    status = held.status.model_dump(mode="json", exclude={"questions"}, exclude_none=True)
    return status | {
        "your_name": held.name,
        "link": held.link,
        "what_happened": own(held.account),
        "screenshots": held.screenshots,
        "seen_when": own(held.seen_when),
        "added": [{"at": a.at.isoformat(), "text": own(a.text)} for a in held.additions],
        "asked": [
            {
                "at": each.at.isoformat(),
                "question": masked(without(each.question, held.others)),
                "answer": own(each.answer),
            }
            for each in held.exchanges
        ],
        "policy_version": held.policy_version,
    }


def _authorship(held: AuthorshipHeld) -> dict[str, Any]:
    def others(text: str) -> str:
        return masked(without(text, held.others))

    return {
        "case": held.reference,
        "status": held.status.value,
        "opened_at": held.opened_at.isoformat(),
        "closed_at": held.closed_at.isoformat() if held.closed_at else None,
        "recorded_as": [author.model_dump(exclude_defaults=True) for author in held.recorded],
        "decisions": [
            decision.model_dump(mode="json") | {"reason": others(decision.reason)}
            for decision in held.decisions
        ],
        "steps_of_the_policy": [
            step.model_dump(mode="json", exclude={"by"}) | {"reason": others(step.reason)}
            for step in held.steps
        ],
        "notes": [others(note) for note in held.notes],
        "withheld": WITHHELD,
    }
