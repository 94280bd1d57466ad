"""What the operator decides, read from the environment here alone."""

from bot.settings.loading import SettingsError, load_settings
from bot.settings.model import Settings

__all__ = ["Settings", "SettingsError", "load_settings"]
