"""Reads a draft post within one turn, and says what was noticed. Nothing of a draft is kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from dialogs.state import Answer
from dialogs.text.inert import clean, inert
from dialogs.toolbox import Toolbox
from dialogs.wording import checks
from policy_content.model import Concern, Policy

_SHOWN = 3
_WORDS = 80
_PASSWORDS = "corporate-accounts.passwords"


@dataclass(frozen=True, slots=True)
class Noticed:
    """What a draft raised: the bot's sentences, and lines with the draft's own words."""

    remarks: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()

    @classmethod
    def of(cls, concerns: Sequence[Concern], policy: Policy, *, quoting: bool) -> "Noticed":
        """Describe concerns; the draft's own words only where `quoting`, for its writer alone."""
        if not concerns:
            return cls((checks.NOTICED_NOTHING,))
        lines = (_line(concern, policy, quoting=quoting) for concern in concerns[:_SHOWN])
        return cls((checks.NOTICED,), tuple(lines))


NOTHING = Noticed()


def read_draft(
    draft: str, channel: Answer | None, capacity: Answer | None, toolbox: Toolbox
) -> tuple[Concern, ...]:
    """Return the concerns that a draft raises, for where and as whom it is to be posted."""
    where = "yammer" if channel == "yammer" else "external"
    who = capacity if isinstance(capacity, str) else "personal"
    concerns = toolbox.read(clean(draft), where, who)
    return tuple(c for c in concerns if c.clause in toolbox.policy.clauses)


def _line(concern: Concern, policy: Policy, *, quoting: bool) -> str:
    clause = policy.clause(concern.clause)
    about = f"{clause.title} ({clause.id})"
    # Words that may be a password are not shown again.
    quoting = quoting and concern.clause != _PASSWORDS
    words = ", ".join(f"“{inert(word, _WORDS)}”" for word in concern.words[:_SHOWN])
    return f"{words}: {about}" if quoting and words else about
