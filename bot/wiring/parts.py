"""What the application is made of, where it is not to be made from the settings."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID, uuid4

from bot.clock import utc_now
from bot.connector import Bearer
from bot.observability.watch import Watch
from bot.screenshots import Fetcher
from dialogs.toolbox import Toolbox
from storage.ports.clock import Clock
from storage.ports.stores import Stores


@dataclass(frozen=True, slots=True)
class Parts:
    """What the application is made of, where it is not to be made from the settings."""

    stores: Stores | None = None
    bearer: Bearer | None = None
    toolbox: Toolbox | None = None
    fetcher: Fetcher | None = None
    watch: Watch | None = None
    clock: Clock = utc_now
    new_id: Callable[[], UUID] = uuid4
