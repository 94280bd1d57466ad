"""What stands under Show details on a case's card: the post, questions, notes, every report."""

from collections.abc import Sequence

from microsoft_teams.cards import CardElement

from dialogs.cards.case_words import NAME_BYTES, account_of, claim_words, content_words, notes_of
from dialogs.cards.parts import sentence, within, words
from dialogs.text.inert import fit, inert
from dialogs.wording import cases, london_time, screenshots
from policy_content.model import Policy
from storage.records import CaseForTeam, QuestionForTeam, RelatedCase, ReportForTeam

REPORTS_SHOWN = 3
FIRST_SCREEN_BYTES = 900
"""What the newest report may weigh on the first screen, in JSON; in full it is under details."""

WORDS_BYTES = 4_500
"""What the newest report's account, or all of the others', may weigh in JSON."""

DETAILS_BYTES = 7_000
"""What all that stands under Show details may weigh; Teams takes 28 KB for a whole card."""

_QUESTIONS_SHOWN = 3
_ANSWERS_SHOWN = 2
_ADDITIONS_SHOWN = 2
_NOTES_SHOWN = 2
_LINE_BYTES = 300
_RELATED_SHOWN = 5


def details(case: CaseForTeam, policy: Policy) -> list[CardElement]:
    """Return the elements, the newest report first; what is left out is in the history."""
    newest, earlier = case.reports[-1:], case.reports[:-1]
    # A decided case's first screen has its decision, no longer what the report named.
    whole = [one for one in newest if case.decision is not None or _has_more(one)]
    shown = _reports(whole, policy)
    shown += [*_content(case), *_related(case.related), *_questions(case.questions)]
    for note in notes_of(case)[:_NOTES_SHOWN]:
        text = cases.NOTE.format(
            name=fit(note.actor_name, NAME_BYTES),
            time=london_time(note.at),
            text=fit(note.text, _LINE_BYTES),
        )
        shown.append(words(text))
    shown += _reports(earlier, policy)
    kept = within(shown, DETAILS_BYTES)
    if len(kept) < len(shown):
        kept.append(sentence(cases.REST_IN_HISTORY, subtle=True))
    return kept


def _has_more(report: ReportForTeam) -> bool:
    """Tell whether there is more to the newest report than the first screen shows."""
    cut = fit(report.account, FIRST_SCREEN_BYTES) != inert(report.account)
    return bool(cut or report.seen_when or report.additions or report.withdrawn_at)


def _content(case: CaseForTeam) -> list[CardElement]:
    content = case.content
    if content is None:
        return []
    what = content_words(content)
    return [words(cases.CONTENT.format(what=what, time=london_time(content.at)))]


def _related(related: Sequence[RelatedCase]) -> list[CardElement]:
    shown: list[CardElement] = []
    for same_post, template in ((True, cases.SAME_POST), (False, cases.RELATED)):
        refs = [one.reference for one in related if one.same_post is same_post]
        if refs:
            shown.append(words(template.format(refs=", ".join(refs[-_RELATED_SHOWN:]))))
    return shown


def _questions(questions: Sequence[QuestionForTeam]) -> list[CardElement]:
    shown: list[CardElement] = []
    for question in questions[-_QUESTIONS_SHOWN:]:
        asked = fit(question.text, _LINE_BYTES)
        shown.append(words(cases.QUESTION.format(time=london_time(question.at), text=asked)))
        for answer in question.answers[-_ANSWERS_SHOWN:]:
            said = cases.ANSWER if answer.text else cases.NO_ANSWER
            text = said.format(number=answer.report, text=fit(answer.text, _LINE_BYTES))
            shown.append(words(text, spacing="None"))
        if question.unreachable:
            shown.append(sentence(cases.UNREACHABLE, spacing="None"))
    return shown


def _reports(reports: Sequence[ReportForTeam], policy: Policy) -> list[CardElement]:
    newest = reports[-REPORTS_SHOWN:]
    shown: list[CardElement] = []
    for report in reversed(newest):
        shown += _report(report, policy, WORDS_BYTES // max(len(newest), 1))
    unseen = len(reports) - len(newest)
    if unseen > 0:
        shown.append(sentence(cases.OLDER_REPORTS.format(count=unseen), subtle=True))
    return shown


def _report(report: ReportForTeam, policy: Policy, budget: int) -> list[CardElement]:
    shown: list[CardElement] = [
        sentence(cases.WHOLE.format(number=report.number), strong=True),
        words(claim_words(policy, report.principle), subtle=True, spacing="None"),
        words(fit(account_of(report), budget), spacing="None"),
    ]
    if report.seen_when:
        seen = cases.SEEN_WHEN.format(when=fit(report.seen_when, _LINE_BYTES // 2))
        shown.append(words(seen, spacing="None"))
    if report.screenshots:
        count = len(report.screenshots)
        shown.append(sentence(screenshots.COUNT.format(count=count), spacing="None"))
    if report.own_post:
        shown.append(sentence(cases.OWN_POST, spacing="None"))
    if report.shared_name:
        name = fit(report.shared_name, _LINE_BYTES)
        shown.append(words(cases.SHARED_NAME.format(name=name), spacing="None"))
    for addition in report.additions[-_ADDITIONS_SHOWN:]:
        text = fit(addition.text, _LINE_BYTES)
        added = cases.ADDED_AT.format(time=london_time(addition.at), text=text)
        shown.append(words(added, spacing="None"))
    if report.withdrawn_at is not None:
        gone = cases.WITHDRAWN_AT.format(time=london_time(report.withdrawn_at))
        shown.append(sentence(gone, spacing="None"))
    return shown
