"""What the tests of the team's actions share."""

from typing import Any

from dialogs.effects.case_effects import (
    ActOnCase,
)
from dialogs.turn import Effect
from tests.dialogs.cases import IDA, REFERENCE


def done(effect: Effect) -> Any:
    """Return the action that an effect asks for, on our case, by whoever is at the desk."""
    assert isinstance(effect, ActOnCase)
    assert (effect.reference, effect.actor) == (REFERENCE, IDA)
    return effect.action
