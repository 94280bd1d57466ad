"""From a verdict to what is shown of it, with the footers that apply (policy inventory)."""

from collections.abc import Mapping

from dialogs.answers.answering import overdue_line
from dialogs.cards.verdict_card import VerdictView
from dialogs.state import Answer
from dialogs.turn import Context
from dialogs.wording import checks, london_day
from policy_content.model import OutcomeOfCheck, Policy, Verdict

SHOWN = 3
_COOPERATE = "cooperate-investigations"
_FOI = "yammer.foi"
_GO_AHEAD = frozenset({OutcomeOfCheck.GO_AHEAD, OutcomeOfCheck.GO_AHEAD_WITH_CARE})


def verdict_view(
    verdict: Verdict,
    answers: Mapping[str, Answer],
    concerns: tuple[str, ...],
    context: Context,
    policy: Policy,
) -> VerdictView:
    """Choose what stands on the first screen, what under Show details, and the footers."""
    shown, more = _on_first_screen(verdict)
    told = {*verdict.deciding, *verdict.advice}
    beside = {policy.clause(clause).note for clause in told}
    more_to_change = len(verdict.would_change) > 1 and verdict.outcome not in _GO_AHEAD
    return VerdictView(
        first_line=_first_line(verdict, answers),
        shown=shown,
        would_change="".join(verdict.would_change[:1]),
        would_change_more=verdict.would_change[1:],
        remarks=(checks.NOT_ENOUGH,) * more_to_change + verdict.remarks,
        more=more,
        advice=tuple(clause for clause in verdict.advice if clause not in shown),
        from_draft=tuple(clause for clause in concerns if clause not in told),
        notes=tuple(note for note in verdict.notes if note not in beside),
        reminders=_reminders(verdict, policy),
        footers=_footers(verdict, context, policy),
        reporting=is_own_yammer_post(answers),
    )


def is_own_yammer_post(answers: Mapping[str, Answer]) -> bool:
    """Tell whether somebody has told of a post of their own that is on Yammer already."""
    return answers.get("channel") == "yammer" and answers.get("posted") == "yes"


def _first_line(verdict: Verdict, answers: Mapping[str, Answer]) -> str:
    posted = answers.get("posted") == "yes"
    return (checks.POSTED if posted else {}).get(verdict.outcome, checks.VERDICTS[verdict.outcome])


def _on_first_screen(verdict: Verdict) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the clauses of the first screen, and the deciding ones that have no room there.

    Who has posted already sees at once that they may be asked to remove it.
    """
    last = (_COOPERATE,) if _COOPERATE in verdict.advice else ()
    room = SHOWN - len(last)
    return (*verdict.deciding[:room], *last), verdict.deciding[room:]


def _reminders(verdict: Verdict, policy: Policy) -> tuple[str, ...]:
    """Return the policy's own short words that go with a go-ahead."""
    if verdict.outcome not in _GO_AHEAD:
        return ()
    doubts = policy.clause("five-things.doubts").text.partition("– ")[2]
    permanent = policy.clause("five-things.permanent").text
    return tuple(checks.QUOTED.format(words=words) for words in (doubts, permanent))


def _footers(verdict: Verdict, context: Context, policy: Policy) -> tuple[str, ...]:
    lines = [checks.NOT_EXHAUSTIVE]
    if _FOI in verdict.advice:
        lines.append(checks.FOI)
    if policy.version.overdue(london_day(context.now)):
        lines.append(overdue_line(policy))
    return tuple(lines)
