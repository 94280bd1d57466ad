"""What the operator decides, read from the environment here alone."""

from bot.settings.model import Settings, SettingsError, load_settings

__all__ = ["Settings", "SettingsError", "load_settings"]
