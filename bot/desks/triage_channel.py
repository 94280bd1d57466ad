"""Where Internal Communications are: the channel set by the operator, or one they confirmed."""

import time
from dataclasses import dataclass

from dialogs.languages import gettext as _
from dialogs.turn import Context
from storage.ports.channels import TriageChannels
from storage.records import TriageChannel

CACHE_SECONDS = 10.0


@dataclass(slots=True)
class TriageDesk:
    """Knows the triage channel. One that is set in the settings cannot be changed from chat."""

    channels: TriageChannels
    tenant: str
    preset: TriageChannel | None = None
    _confirmed: TriageChannel | None = None
    _looked_at: float = -CACHE_SECONDS

    async def channel(self) -> TriageChannel | None:
        """Return the channel that receives cases, None where there is none yet."""
        if self.preset is not None:
            return self.preset
        if time.monotonic() - self._looked_at >= CACHE_SECONDS:
            # Another replica may have been told of another channel.
            self._confirmed = await self.channels.confirmed()
            self._looked_at = time.monotonic()
        return self._confirmed

    async def confirm(self, context: Context) -> str:
        """Use an operator's turn's channel for cases; return a sentence where that cannot be."""
        if self.preset is not None:
            return _("The channel for reports is set in my settings. It cannot be changed here.")
        service_url = str(context.reference.get("serviceUrl") or "")
        chosen = TriageChannel(
            team=context.team,
            channel=context.channel,
            tenant=self.tenant,
            service_url=service_url,
        )
        await self.channels.confirm(chosen, context.person)
        self._confirmed = chosen
        return ""
