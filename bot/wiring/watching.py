"""Who watches the service at work, as the settings say."""

from bot.observability.watch import Unwatched, Watch
from bot.settings import Settings


def watch_for(settings: Settings) -> Watch:
    """Return what makes traces where they are wanted."""
    if not settings.traces_url:
        return Unwatched()
    # Its packages are installed only where they are wanted.
    from bot.observability.traces import Traces  # noqa: PLC0415 - see above

    return Traces.to(settings.traces_url, settings.traces_share)
