"""What a turn works with, in one value: where and when it happens, and the tools."""

from dataclasses import dataclass

from dialogs.toolbox import Toolbox
from dialogs.turn import Context


@dataclass(frozen=True, slots=True)
class Here:
    """The context of a turn and the toolbox."""

    context: Context
    toolbox: Toolbox
