"""What "and on LinkedIn?", "why?" and "what happens then?" mean after an answer.

The owner's lists are in `policy/follow_ups.yaml`. A group of clauses is named by the beginning of
their ids: `soft-breach` is the clause of that id and all whose ids begin with `soft-breach.`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Platform:
    """A place where people post.

    `says` is what the bot says of it; `clauses` are quoted as well. Clauses that are in
    `not_there` do not hold there and are left out, which `left_out` explains. For those in
    `ask_first` the sentence `ask` is said. `then` are clauses on what happens there. A platform
    that is not `covered` is one that the policy does not mention.
    """

    name: str
    says: str
    clauses: tuple[str, ...] = ()
    not_there: tuple[str, ...] = ()
    left_out: str = ""
    ask_first: tuple[str, ...] = ()
    ask: str = ""
    then: tuple[str, ...] = ()
    covered: bool = True


@dataclass(frozen=True, slots=True)
class Onward:
    """Where one goes from clauses of the groups `of` (from any, where there are none)."""

    of: tuple[str, ...]
    clauses: tuple[str, ...]
    says: str = ""


@dataclass(frozen=True, slots=True)
class FollowUps:
    """All of follow_ups.yaml; `names` are the words for each platform, in plain words."""

    platforms: tuple[Platform, ...] = ()
    names: Mapping[str, Platform] = field(default_factory=dict)
    why: tuple[Onward, ...] = ()
    then: tuple[Onward, ...] = ()

    def platform_called(self, name: str) -> Platform | None:
        """Return the platform shown under this name; None where there is none."""
        return next((one for one in self.platforms if one.name == name), None)

    def reasons_for(self, clauses: Sequence[str]) -> Onward | None:
        """Return what stands behind the first of these clauses that has something behind it."""
        return next((o for c in clauses[:1] for o in self.why if not o.of or within(c, o.of)), None)

    def after(self, clauses: Sequence[str]) -> tuple[Onward, ...]:
        """Return what follows on these clauses, or what holds where no class is given."""
        fitting = tuple(o for o in self.then if o.of and any(within(c, o.of) for c in clauses))
        return fitting or tuple(o for o in self.then if not o.of)


def within(clause: str, groups: Sequence[str]) -> bool:
    """Tell whether a clause is one of these, or belongs to one of these groups."""
    return any(clause == group or clause.startswith(f"{group}.") for group in groups)
