"""Reads the small forms of a case: words, the post's content, its author. Says what they lack."""

import re
from datetime import date

from dialogs.cards.case_forms import MAX_BY, MAX_REASON, MAX_WORDS
from dialogs.payloads.case_payloads import RecordAuthorOf, RecordContentOf, TellCase
from dialogs.text.inert import clean
from dialogs.text.typed_dates import read_day
from dialogs.wording import case_forms
from storage.records import (
    Ask,
    Author,
    CaseAction,
    ContentState,
    Note,
    RecordAuthor,
    RecordContent,
    Reopen,
)

_ADDRESS = re.compile(r"[^@\s<>\"',;:()]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE)
_DIRECTORY_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def read_words(payload: TellCase) -> CaseAction | str:
    """Return the question, the note or the reopening, or the sentence that says what it lacks."""
    limit = MAX_REASON if payload.do == "reopen" else MAX_WORDS
    words = clean(payload.words)
    if not words:
        return case_forms.NEEDS_WORDS
    if len(words) > limit:
        return case_forms.TOO_LONG.format(length=len(words), limit=limit)
    match payload.do:
        case "ask-reporter":
            number = payload.report.strip()
            return Ask(text=words, report=int(number) if number.isdecimal() else None)
        case "note":
            return Note(text=words)
        case "reopen":
            return Reopen(reason=words)


def read_content(payload: RecordContentOf, today: date) -> CaseAction | str:
    """Return what became of the post, or the sentence that says what is missing."""
    if payload.state not in set(ContentState):
        return case_forms.WHICH_CONTENT.format(ref=clean(payload.case, 20))
    day = read_day(payload.on, today) if payload.on.strip() else None
    if day is None and payload.on.strip():
        return case_forms.NEEDS_DAY
    return RecordContent(state=ContentState(payload.state), by=clean(payload.by, MAX_BY), on=day)


def read_author(payload: RecordAuthorOf) -> CaseAction | str:
    """Return the author: whoever was picked from the directory, an address, or nobody any more."""
    if payload.do == "forget-author":
        return RecordAuthor(author=None)
    picked = payload.picked.strip()
    email = clean(payload.work_email, 200).lower()
    person = picked.lower() if _DIRECTORY_ID.fullmatch(picked) else ""
    if email and not _ADDRESS.fullmatch(email):
        email, person = "", ""
    if not email and not person:
        return case_forms.NEEDS_AUTHOR.format(ref=clean(payload.case, 20))
    return RecordAuthor(author=Author(person=person, work_email=email))
