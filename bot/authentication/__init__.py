"""Who is calling: tokens of the Bot Framework, checked before anything of a request is read."""

from bot.authentication.claims import Authenticator, Claims
from bot.authentication.errors import AuthenticationError, KeysUnavailable, Unauthenticated
from bot.authentication.keys import SigningKeys
from bot.authentication.local import NoAuthentication
from bot.authentication.tabs import TabTokens, TabUser
from bot.authentication.tokens import TokenAuthentication

__all__ = [
    "AuthenticationError",
    "Authenticator",
    "Claims",
    "KeysUnavailable",
    "NoAuthentication",
    "SigningKeys",
    "TabTokens",
    "TabUser",
    "TokenAuthentication",
    "Unauthenticated",
]
