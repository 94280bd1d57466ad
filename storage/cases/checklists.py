"""The policy's checklist for a decision: its steps by clause id, in the policy's order.

Clauses soft-breach.action.* and hard-breach.action.*. What is mandatory for Internal Communications
is to record that the line manager was told: of the breach (…line-manager) and, after a hard breach,
of the step with the Employee Relations Casework Manager (…disciplinary), by whom and when. It is
never recorded that discipline happened. Storage does not know the policy's words; a test holds
these ids, their order and "if appropriate" to them.
"""

from collections.abc import Mapping

from storage.records import DecisionKind, Need

_CHECKLISTS: Mapping[DecisionKind, Mapping[str, Need]] = {
    DecisionKind.SOFT: {
        "soft-breach.action.line-manager": Need.MANDATORY,
        "soft-breach.action.repeated": Need.IF_REPEATED,
    },
    DecisionKind.HARD: {
        "hard-breach.action.line-manager": Need.MANDATORY,
        "hard-breach.action.disciplinary": Need.MANDATORY,
        "hard-breach.action.it-security-officer": Need.IF_APPROPRIATE,
        "hard-breach.action.director": Need.IF_APPROPRIATE,
    },
}


def checklist(kind: DecisionKind) -> Mapping[str, Need]:
    """Return a decision's steps in the policy's order, each with how far it is needed."""
    return _CHECKLISTS.get(kind, {})
