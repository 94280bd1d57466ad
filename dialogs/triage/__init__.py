"""What Internal Communications do with cases, in their channel only.

A typed message or a pressed button becomes a payload, a payload becomes an effect, and what came of
the effect is shown: `typed` → `asks` → `outcomes`. What is shown to one person alone replaces the
card in their own view, and the case's own card is updated for everybody by its delivery.
"""

from dialogs.triage.outcomes import commands, outcome
from dialogs.triage.presses import pressed
from dialogs.triage.typed import said

__all__ = ["commands", "outcome", "pressed", "said"]
