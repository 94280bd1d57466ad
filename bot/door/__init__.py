"""The door: who may talk to the bot at all, and how much (bot.teams.doorman stands there)."""

from bot.door.rates import Pass, Rates
from bot.door.staff import Caller, NobodyCanTell, Staff

__all__ = ["Caller", "NobodyCanTell", "Pass", "Rates", "Staff"]
