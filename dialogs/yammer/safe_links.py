"""Takes off what Outlook and Teams wrap around links: a Safe Link names who received it.

Outlook: https://<region>.safelinks.protection.outlook.com/?url=…&data=…|<address>|…
Teams: https://statics.teams.cdn.office.net/evergreen-assets/safelinks/…?url=…&locale=…
"""

from urllib.parse import parse_qs, urlsplit

_OUTLOOK = ".safelinks.protection.outlook.com"
_TEAMS = (".teams.cdn.office.net", "/evergreen-assets/safelinks/")
_MOST_LAYERS = 5  # Teams wraps what Outlook wrapped; nobody honest wraps more often


def unwrapped(link: str) -> str:
    """Return the link inside; `link` itself where it is not wrapped; empty where that is unclear.

    Never raises.
    """
    for _ in range(_MOST_LAYERS):
        inner = _inside(link)
        if inner is None:
            return link
        link = inner
    return "" if _inside(link) is not None else link


def _inside(link: str) -> str | None:
    """Return what a Safe Link wraps, None where a link is none."""
    try:
        parts = urlsplit(link)
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    by_teams = host.endswith(_TEAMS[0]) and parts.path.startswith(_TEAMS[1])
    if not (host.endswith(_OUTLOOK) or by_teams):
        return None
    return parse_qs(parts.query).get("url", [""])[0].strip()
