"""What the application asks of a delivery engine."""

from typing import Protocol


class Engine(Protocol):
    """Brings what is due to the courier. What dies with it is made good by any other within 60 s.

    `bot.deliveries.delivery.Courier.deliver` decides what happens to a delivery, whichever engine
    brings it.
    """

    async def run(self) -> None:
        """Work until stopped, through every outage of the database."""

    async def stop(self) -> None:
        """Begin nothing more; `run` returns once what is under way is finished."""
