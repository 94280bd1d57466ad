"""Screenshots that reporters send: fetched from known hosts alone, and made anew without metadata.

See docs/decisions/0016.
"""

from bot.screenshots.cleaning import Cleaner, Picture
from bot.screenshots.fetching import Fetcher
from bot.screenshots.refusals import ScreenshotRefused, WhyRefused
from bot.screenshots.sources import Sources

__all__ = ["Cleaner", "Fetcher", "Picture", "ScreenshotRefused", "Sources", "WhyRefused"]
