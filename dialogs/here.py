"""What a turn works with, in one value: where and when it happens, and the tools."""

from dataclasses import dataclass, field

from dialogs.toolbox import Toolbox
from dialogs.turn import Context
from policy_content.model import Finding


@dataclass(frozen=True, slots=True)
class Here:
    """The context of a turn and the toolbox."""

    context: Context
    toolbox: Toolbox
    _findings: dict[str, Finding] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def find(self, question: str) -> Finding:
        """Search the policy, once a turn for the same question: that is the dearest part of it."""
        if question not in self._findings:
            self._findings[question] = self.toolbox.find(question)
        return self._findings[question]
