"""The bot's HTTP endpoint, as this client sends to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import aiohttp

ANSWER_SECONDS = 30.0


class NoAnswer(Exception):
    """The bot took no notice, or could not; the message says so."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where activities are sent. `service_url` is where the bot sends its replies."""

    session: aiohttp.ClientSession
    url: str
    service_url: str

    async def send(self, activity: Mapping[str, Any]) -> Any:
        """Send an activity; return the `value` of an invoke's answer. Raises NoAnswer."""
        sent = {**activity, "serviceUrl": self.service_url}
        timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
        try:
            async with self.session.post(self.url, json=sent, timeout=timeout) as response:
                if response.status != HTTPStatus.OK:
                    raise NoAnswer(f"The bot answered with status {response.status}.")
                is_json = response.content_type == "application/json"
                answer = await response.json() if is_json else None
        except TimeoutError:
            seconds = f"{ANSWER_SECONDS:.0f} seconds"
            raise NoAnswer(f"The bot has not answered within {seconds}.") from None
        except (aiohttp.ClientError, OSError):
            raise NoAnswer("The bot cannot be reached.") from None
        return answer.get("value") if isinstance(answer, dict) else None
