"""Why a file was not taken as a screenshot. What the person hears of it, the dialogs say."""

from dialogs.effects.report_effects import WhyRefused


class ScreenshotRefused(Exception):
    """This file cannot be taken as a screenshot; `why` says no word of what is in it."""

    def __init__(self, why: WhyRefused) -> None:
        super().__init__(why.value)
        self.why = why


__all__ = ["ScreenshotRefused", "WhyRefused"]
