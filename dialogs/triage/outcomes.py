"""Shows what came of it: the case as it stands, one of its forms, a list, or why it was refused."""

from dialogs.cards.case_card import case_card, case_text
from dialogs.cards.case_lists import command_lines, commands_card, list_card, list_text
from dialogs.cards.case_tools import author_card, author_words
from dialogs.cards.digest_card import digest_card, digest_text
from dialogs.cards.duplicate_card import duplicate_card, duplicate_text, link_to_message
from dialogs.effects.case_effects import (
    AuthorRevealed,
    CardIsDuplicate,
    CaseOutcome,
    CaseRefused,
    CasesExported,
    CaseShown,
    CasesListed,
    DigestRead,
    Onward,
)
from dialogs.here import Here
from dialogs.payloads.case_payloads import DecideOnCase, HandOverCase, RecordStepOf
from dialogs.state import Conversation
from dialogs.text.inert import unlinked
from dialogs.triage.export import exported
from dialogs.triage.people import find_member
from dialogs.triage.presses import act, decide
from dialogs.triage.refusals import INCOMPLETE
from dialogs.triage.steps import find_step, read_form, short_names
from dialogs.triage.views import own, view
from dialogs.turn import Reply, Step
from dialogs.wording import case_forms, case_lists, london_day
from storage.errors import NotTaken
from storage.records import HandOver, RecordStep, Take

MEMBERS_NAMED = 10


def outcome(conversation: Conversation, came: CaseOutcome, here: Here) -> Step:
    """Take what came of an effect."""
    match came:
        case CaseShown():
            return _shown(conversation, came, here)
        case CaseRefused():
            return _refused(conversation, came, here)
    return Step(conversation, (_told(came, here),))


def _told(
    came: CardIsDuplicate | CasesListed | DigestRead | CasesExported | AuthorRevealed, here: Here
) -> Reply:
    match came:
        case CardIsDuplicate(reference, current):
            card = duplicate_card(reference, link_to_message(here.context.channel, current))
            return Reply(duplicate_text(reference), card, in_place=True, for_all=True)
        case CasesListed():
            return _listed(came, here)
        case DigestRead(digest):
            said, card = digest_text(digest, so_far=True), digest_card(digest, so_far=True)
            return own(said, card)
        case CasesExported():
            return exported(came)
        case AuthorRevealed(reference, author):
            card = author_card(reference, author)
            return own(author_words(author), card, private=True)


def commands(conversation: Conversation) -> Step:
    """List what the team can type in their channel."""
    text = "\n\n".join((case_lists.HELP, *command_lines()))
    return Step(conversation, (own(text, commands_card()),))


def _shown(conversation: Conversation, came: CaseShown, here: Here) -> Step:
    """Show a case after it was read or acted on, or take up what was asked for with it."""
    then = came.onward.then
    if isinstance(then, HandOverCase):
        return _hand_over(conversation, came, then, here)
    if isinstance(then, RecordStepOf):
        return _record_step(conversation, came, then, here)
    if isinstance(then, DecideOnCase) and isinstance(came.action, Take):
        answer = decide(then, here.context, then=None)
        if isinstance(answer, Reply):
            return Step(conversation, (answer,))
        return Step(conversation, effects=(answer,))
    return Step(conversation, (view(came, here),))


def _refused(conversation: Conversation, came: CaseRefused, here: Here) -> Step:
    """Say why, on the case as it stands where that may be seen; take first what nobody has."""
    if isinstance(came.refusal, NotTaken) and isinstance(came.onward.then, DecideOnCase):
        then = came.onward.then
        take = act(then.case, Take(), here.context, then.form, Onward(then=then))
        return Step(conversation, effects=(take,))
    case = came.case
    if case is None or isinstance(came.refusal, INCOMPLETE):
        return Step(conversation, (Reply(came.why, private=True),))
    policy = here.toolbox.policy
    text = f"{came.why}\n{case_text(case, policy)}"
    card = case_card(case, policy, remark=came.why)
    return Step(conversation, (Reply(text, card, in_place=True, private=True, own=True),))


def _record_step(
    conversation: Conversation, came: CaseShown, form: RecordStepOf, here: Here
) -> Step:
    case = came.case
    step = find_step(case, form.step)
    if step is None:
        named = case_forms.WHICH_STEP if case.checklist else case_forms.NO_STEPS
        names, first = short_names(case)
        said = named.format(ref=case.reference, steps=names, first=first)
        return Step(conversation, (Reply(said),))
    record = read_form(case, step, form, london_day(here.context.now))
    if isinstance(record, str):
        return Step(conversation, (Reply(record),))
    recording = act(case.reference, RecordStep(record=record), here.context, form.form)
    return Step(conversation, effects=(recording,))


def _hand_over(conversation: Conversation, came: CaseShown, form: HandOverCase, here: Here) -> Step:
    to = find_member(form.to, came.members)
    if to is None:
        return Step(conversation, (Reply(_who_is_there(came)),))
    handing = act(came.case.reference, HandOver(to=to), here.context, form.form)
    return Step(conversation, effects=(handing,))


def _who_is_there(came: CaseShown) -> str:
    names = [unlinked(member.name, 80) for member in came.members if member.name]
    if not names:
        return case_forms.NO_MEMBERS
    shown = ", ".join(names[:MEMBERS_NAMED])
    more = len(names) - MEMBERS_NAMED
    if more > 0:
        shown = case_forms.MANY_MEMBERS.format(names=shown, count=more)
    return case_forms.WHICH_MEMBER.format(names=shown)


def _listed(came: CasesListed, here: Here) -> Reply:
    found = came.cases
    query = came.query
    mine = query is not None and query.owner == here.context.person
    if query is None:
        title = case_lists.QUEUE if found else case_lists.NO_CASES
    elif mine:
        title = case_lists.MINE if found else case_lists.NONE_MINE
    elif len(found) >= came.limit:
        title = case_lists.FOUND_MORE
    else:
        title = case_lists.FOUND if found else case_lists.NONE_FOUND
    title = title.format(count=len(found))
    now = here.context.now
    return own(list_text(title, found, now), list_card(title, found, now))
