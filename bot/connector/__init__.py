"""The way out: messages sent through the Bot Connector service."""

from bot.connector.bearer import Bearer, MsalBearer, NoBearer, bearer_for
from bot.connector.connector import Connector
from bot.connector.errors import (
    BearerUnavailable,
    ConnectorError,
    NeverSent,
    Refused,
    Uncertain,
)
from bot.connector.session import open_session

__all__ = [
    "Bearer",
    "BearerUnavailable",
    "Connector",
    "ConnectorError",
    "MsalBearer",
    "NeverSent",
    "NoBearer",
    "Refused",
    "Uncertain",
    "bearer_for",
    "open_session",
]
