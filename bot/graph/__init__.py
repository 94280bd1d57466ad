"""Microsoft Graph, which tells whether a card whose sending broke off stands in the channel.

Only where it is configured (docs/operating.md, decision 0024). Nothing else is asked of it.
"""

from bot.graph.channel_messages import ChannelMessages, LookUpFailed

__all__ = ["ChannelMessages", "LookUpFailed"]
