"""The policy as the bot holds it: clauses, versions, the checks' questions and rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

from typing_extensions import override

Gap = Literal["redacted", "blank", "no-link"]


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause, its text verbatim.

    `follows` is the id of the list heading that the clause is an item of. `related` are clauses
    that qualify it or conflict with it and are shown beside it. `note` is the operator's, not
    policy. `gap` tells what the source leaves out here.
    """

    id: str
    title: str
    text: str
    section: str
    follows: str = ""
    related: tuple[str, ...] = ()
    note: str = ""
    gap: Gap | None = None


@dataclass(frozen=True, slots=True)
class PolicyVersion:
    """Which text an answer rests on: a digest of the clauses and the review months (first days)."""

    digest: str
    last_review: date
    next_review: date

    def overdue(self, on: date) -> bool:
        """Tell whether the month in which the next review was due has begun before `on`."""
        return on > self.next_review

    @override
    def __str__(self) -> str:
        return f"{self.digest} (reviewed {self.last_review:%B %Y})"


class OutcomeOfCheck(StrEnum):
    """The verdicts of "should I post this?", strictest first."""

    HARD_BREACH = "hard-breach"
    SOFT_BREACH = "soft-breach"
    DONT = "dont"
    NOT_AUTHORISED = "not-authorised"
    FIX_FIRST = "fix-first"
    ASK_FIRST = "ask-first"
    GO_AHEAD_WITH_CARE = "go-ahead-with-care"
    GO_AHEAD = "go-ahead"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that may be chosen; a rule that asks for `counts_as` holds for this one too."""

    id: str
    text: str
    counts_as: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: `name` is a question, or the fact `before_0930`.

    It holds where `value` is the option chosen, is among those ticked, or is the fact's "yes" or
    "no".
    """

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the check; `many` means that several options may be ticked, or none.

    `clauses` are those that the question is about; a draft that raises one of them has the
    question asked early. `leads` keeps it ahead of those. It is asked only where all of `when`
    hold; with `after`, it is asked last, and only if the verdict has come to one of these.
    """

    id: str
    text: str
    options: tuple[Option, ...]
    help: str = ""
    many: bool = False
    clauses: tuple[str, ...] = ()
    leads: bool = False
    when: tuple[Condition, ...] = ()
    after: tuple[OutcomeOfCheck, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """Where all of `when` hold, the verdict is at least as strict as `outcome`, for `clauses`."""

    when: tuple[Condition, ...]
    outcome: OutcomeOfCheck
    clauses: tuple[str, ...]
    advice: tuple[str, ...] = ()
    would_change: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """Advice or a sentence that goes with a verdict of one of `outcomes`; it decides nothing."""

    outcomes: tuple[OutcomeOfCheck, ...]
    when: tuple[Condition, ...] = ()
    advice: tuple[str, ...] = ()
    says: str = ""


@dataclass(frozen=True, slots=True)
class Checks:
    """All of "should I post this?": questions in the order of asking, rules and remarks.

    Made of these once, since every step asks for them: the rules, `strictest_first`, and those of
    them that ask for a question's answer, by its id (`rules_on`).
    """

    questions: tuple[Question, ...]
    rules: tuple[Rule, ...]
    remarks: tuple[Remark, ...] = ()
    strictest_first: tuple[Rule, ...] = field(init=False, repr=False, compare=False)
    rules_on: Mapping[str, tuple[Rule, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        outcomes = list(OutcomeOfCheck)
        ordered = tuple(sorted(self.rules, key=lambda rule: outcomes.index(rule.outcome)))
        rules_on = {
            question.id: tuple(r for r in ordered if any(c.name == question.id for c in r.when))
            for question in self.questions
        }
        object.__setattr__(self, "strictest_first", ordered)
        object.__setattr__(self, "rules_on", rules_on)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check comes to.

    `deciding` are all clauses that decide it, strictest first; `advice` are further clauses to
    show; `would_change` are sentences on what would change it, strictest rule first; `remarks` are
    sentences that go with it; `notes` are operator's notes, which are not policy.
    """

    outcome: OutcomeOfCheck
    deciding: tuple[str, ...]
    advice: tuple[str, ...] = ()
    would_change: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A clause found for a question, with the probability that it answers it."""

    clause: str
    probability: float


@dataclass(frozen=True, slots=True)
class Finding:
    """What the matcher makes of a question: an answer, a few guesses, or an honest none.

    `citations` are best first, at most three; for "none" they are only the closest.
    """

    kind: Literal["answer", "unsure", "none"]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Concern:
    """A clause that a draft may offend, and the words that raised it (with their spans)."""

    clause: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """Everything the owner's files say, checked."""

    clauses: Mapping[str, Clause]
    version: PolicyVersion
    checks: Checks

    def clause(self, clause_id: str) -> Clause:
        """Return one clause. Raises KeyError for an id that is not in the policy."""
        return self.clauses[clause_id]
