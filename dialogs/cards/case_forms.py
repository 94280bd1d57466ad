"""The forms of a case: for whoever pressed the button, in place of the card they pressed it on."""

from collections.abc import Sequence

from microsoft_teams.cards import (
    Action,
    AdaptiveCard,
    CardElement,
    ChoiceSetInput,
    DateInput,
    QueryData,
    TextInput,
)

from dialogs.cards.case_words import NAME_BYTES, ground_words, status_line
from dialogs.cards.parts import button, card, choices, headline, sentence, words
from dialogs.payloads.case_payloads import (
    DecideOnCase,
    HandOverCase,
    PickCase,
    RecordAuthorOf,
    RecordContentOf,
    TellCase,
)
from dialogs.payloads.payload_parts import Payload
from dialogs.reports.principles import CODE, LISTED, SOMETHING_ELSE, principle_words
from dialogs.text.inert import fit
from dialogs.wording import case_forms, cases
from policy_content.model import Policy
from storage.records import OTHER_CODE, Actor, CaseForTeam, CaseStatus

MAX_REASON = 500
MAX_WORDS = 1_000
MAX_BY = 80
MEMBERS_SHOWN = 60
GROUNDS = (
    "not-a-breach.work-frustrating",
    "not-a-breach.weekend-activities",
    "not-a-breach.constructive-flaws",
)
_DIRECTORY = "graph.microsoft.com/users"


def decide_form(case: CaseForTeam, policy: Policy, form: str) -> AdaptiveCard:
    """Make the form of a decision: kind, principle, ground, reason."""
    kinds = [(kind.value, said) for kind, said in cases.DECISIONS.items()]
    listed = [(one, f"{principle_words(policy, one)} ({one})") for one in LISTED]
    principles = [*listed, (CODE, cases.CODE), (SOMETHING_ELSE, cases.SOMETHING_ELSE)]
    grounds = [(code, ground_words(policy, code)) for code in (*GROUNDS, OTHER_CODE)]
    inputs: list[CardElement] = [
        choices("kind", case_forms.KIND_LABEL, kinds),
        choices("principle", case_forms.PRINCIPLE_LABEL, principles),
        choices("closing_code", case_forms.CLOSING_LABEL, grounds),
        _text("reason", case_forms.REASON_LABEL, MAX_REASON),
    ]
    helps = [case_forms.TAKES_TOO] if case.status is CaseStatus.NEW else []
    record = DecideOnCase(case=case.reference, form=form)
    return form_card(case, case_forms.DECIDE, helps, inputs, [(case_forms.RECORD, record)])


def ask_form(case: CaseForTeam, form: str) -> AdaptiveCard:
    """Make the form of a question for the reporters who have not withdrawn."""
    inputs: list[CardElement] = [_text("words", case_forms.ASK_LABEL, MAX_WORDS)]
    standing = [report for report in case.reports if report.withdrawn_at is None]
    if len(standing) > 1:
        one_each = [
            (str(one.number), case_forms.REPORT_NUMBER.format(number=one.number))
            for one in standing
        ]
        whom = [("all", case_forms.EVERYBODY), *one_each]
        inputs.append(choices("report", case_forms.ASK_WHOM, whom, "all"))
    send = TellCase(do="ask-reporter", case=case.reference, form=form)
    done = [(case_forms.SEND_QUESTION, send)]
    return form_card(case, case_forms.ASK, [case_forms.ASK_HELP], inputs, done)


def note_form(case: CaseForTeam, form: str) -> AdaptiveCard:
    """Make the form of a note for the team."""
    save = TellCase(do="note", case=case.reference, form=form)
    inputs: list[CardElement] = [_text("words", case_forms.NOTE_LABEL, MAX_WORDS)]
    done = [(case_forms.SAVE_NOTE, save)]
    return form_card(case, case_forms.NOTE, [], inputs, done)


def reopen_form(case: CaseForTeam, form: str) -> AdaptiveCard:
    """Make the form that opens a case again; what was decided before stays on record."""
    save = TellCase(do="reopen", case=case.reference, form=form)
    inputs: list[CardElement] = [_text("words", case_forms.REOPEN_LABEL, MAX_REASON)]
    done = [(case_forms.SAVE_REOPEN, save)]
    return form_card(case, case_forms.REOPEN, [], inputs, done)


def content_form(case: CaseForTeam, form: str) -> AdaptiveCard:
    """Make the form that records what became of the post itself."""
    states = [(state.value, said) for state, said in case_forms.CONTENT_STATES.items()]
    inputs: list[CardElement] = [
        choices("state", case_forms.CONTENT_LABEL, states),
        TextInput(id="by", label=case_forms.CONTENT_BY, max_length=MAX_BY),
        DateInput(id="on", label=case_forms.CONTENT_ON),
    ]
    save = RecordContentOf(case=case.reference, form=form)
    done = [(case_forms.SAVE_CONTENT, save)]
    return form_card(case, case_forms.CONTENT, [case_forms.CONTENT_HELP], inputs, done)


def author_form(case: CaseForTeam, form: str) -> AdaptiveCard:
    """Make the form that records who wrote the post: by address, or from the directory."""
    recorded = case.author_recorded
    here = case_forms.AUTHOR_RECORDED if recorded else case_forms.NO_AUTHOR_YET
    inputs: list[CardElement] = [
        TextInput(id="work_email", label=case_forms.AUTHOR_EMAIL, style="Email", max_length=200),
        _people_picker(),
    ]

    def of(do: str) -> RecordAuthorOf:
        return RecordAuthorOf.model_validate({"do": do, "case": case.reference, "form": form})

    done: list[tuple[str, Payload]] = [(case_forms.SAVE_AUTHOR, of("author"))]
    if recorded:
        done += [
            (case_forms.SHOW_AUTHOR, of("show-author")),
            (case_forms.FORGET_AUTHOR, of("forget-author")),
        ]
    helps = [case_forms.AUTHOR_HELP, here]
    return form_card(case, case_forms.AUTHOR, helps, inputs, done)


def hand_over_form(case: CaseForTeam, members: Sequence[Actor], form: str) -> AdaptiveCard:
    """Make the form that gives a case to another member of the team."""
    names = [(one.person, fit(one.name, NAME_BYTES)) for one in members[:MEMBERS_SHOWN]]
    label = case_forms.HAND_OVER_LABEL
    to: CardElement = choices("to", label, names) if names else TextInput(id="to", label=label)
    save = HandOverCase(case=case.reference, form=form)
    done = [(case_forms.SAVE_HAND_OVER, save)]
    return form_card(case, case_forms.HAND_OVER, [case_forms.HAND_OVER_HELP], [to], done)


def form_card(
    case: CaseForTeam,
    what: str,
    helps: Sequence[str],
    elements: Sequence[CardElement],
    done: Sequence[tuple[str, Payload]],
) -> AdaptiveCard:
    """Make a form: what it is for, its inputs, and the way back."""
    title = case_forms.CASE.format(ref=case.reference, what=what)
    body: list[CardElement] = [headline(title)]
    body.append(words(status_line(case), subtle=True))
    body += [sentence(one) for one in helps]
    body += elements
    if any(isinstance(element, TextInput) for element in elements):
        body.append(sentence(case_forms.MAY_BE_LOST, subtle=True))
    actions: list[Action] = [
        button(title, payload, takes_inputs=True, style=None if at else "positive")
        for at, (title, payload) in enumerate(done)
    ]
    actions.append(back_button(case.reference))
    lines = (title, status_line(case), *helps)
    return card(body, actions, stands_for="\n".join(lines))


def back_button(reference: str) -> Action:
    """Return the button that shows the case again."""
    return button(case_forms.BACK, PickCase(do="show-case", case=reference))


def _text(name: str, label: str, limit: int) -> TextInput:
    return TextInput(id=name, label=label, is_multiline=True, max_length=limit)


def _people_picker() -> ChoiceSetInput:
    """Make the list that Teams fills from the directory as somebody types."""
    return ChoiceSetInput(
        id="picked",
        label=case_forms.AUTHOR_PICKED,
        choices=[],
        choices_data=QueryData(dataset=_DIRECTORY),
        style="filtered",
    )
