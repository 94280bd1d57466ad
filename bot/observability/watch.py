"""Who watches the service at work: nobody, or bot.observability.traces."""

from typing import Protocol

from typing_extensions import override

from bot.deliveries.delivery import Courier
from bot.endpoint import Handle
from dialogs.toolbox import Finder
from storage.ports.stores import Stores


class Watch(Protocol):
    """Wraps the parts whose time is of interest, before they are joined."""

    def handling(self, handle: Handle) -> Handle:
        """Return the handler of activities, each turn watched."""

    def finding(self, find: Finder) -> Finder:
        """Return the matcher, each question watched."""

    def storing(self, stores: Stores) -> Stores:
        """Return the stores, each transaction watched."""

    def delivering(self, courier: Courier) -> Courier:
        """Return the courier, each delivery watched."""

    async def close(self) -> None:
        """Let go of what is held for it."""


class Unwatched(Watch):
    """Nobody watches: every part stays as it is, and costs what it costs."""

    @override
    def handling(self, handle: Handle) -> Handle:
        return handle

    @override
    def finding(self, find: Finder) -> Finder:
        return find

    @override
    def storing(self, stores: Stores) -> Stores:
        return stores

    @override
    def delivering(self, courier: Courier) -> Courier:
        return courier

    @override
    async def close(self) -> None:
        return
