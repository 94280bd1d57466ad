"""From a verdict to what is shown of it, with the footers that apply (policy inventory)."""

from collections.abc import Mapping

from dialogs.answering import overdue_line
from dialogs.cards.check_cards import VerdictView
from dialogs.state import Answer
from dialogs.turn import Context
from dialogs.wording import checks, london_day
from policy_content.model import OutcomeOfCheck, Policy, Verdict

SHOWN = 3
SENTENCES = 2
_PERMANENT = "five-things.permanent"
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
    shown, more = verdict.deciding[:SHOWN], verdict.deciding[SHOWN:]
    told = {*verdict.deciding, *verdict.advice}
    return VerdictView(
        first_line=checks.VERDICTS[verdict.outcome],
        shown=shown,
        would_change=" ".join(verdict.would_change[:SENTENCES]),
        would_change_more=verdict.would_change[SENTENCES:],
        more=more,
        advice=verdict.advice,
        from_draft=tuple(clause for clause in concerns if clause not in told),
        notes=verdict.notes,
        footers=_footers(verdict, context, policy),
        reporting=answers.get("channel") == "yammer" and answers.get("posted") == "yes",
    )


def _footers(verdict: Verdict, context: Context, policy: Policy) -> tuple[str, ...]:
    lines = [checks.NOT_EXHAUSTIVE]
    if verdict.outcome in _GO_AHEAD:
        doubts = policy.clause("five-things.doubts").text.partition("– ")[2]
        lines.append(checks.IF_IN_DOUBT.format(doubts=doubts))
    if _PERMANENT in verdict.advice:
        lines.append(checks.PERMANENT.format(permanent=policy.clause(_PERMANENT).text))
    if _FOI in verdict.advice:
        lines.append(checks.FOI)
    if policy.version.overdue(london_day(context.now)):
        lines.append(overdue_line(policy))
    return tuple(lines)
