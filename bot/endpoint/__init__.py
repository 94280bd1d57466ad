"""The way in: POST /api/messages, hardened."""

from bot.endpoint.handler import Handle, InvokeAnswer, messages_handler, messages_route

__all__ = ["Handle", "InvokeAnswer", "messages_handler", "messages_route"]
