"""What must hold of a package before anybody uploads it; each fault is one sentence.

A fault names the setting that the value came from, or else the place in manifest.json. The official
schema is asked besides (manifest/schema.py): it knows every field, but not what its values mean.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from manifest.build import leaves, placeholders
from manifest.extensions import extension_problems
from manifest.hosts import is_host
from manifest.icons import icon_problems
from manifest.languages import language_problems
from manifest.package import MANIFEST, Package

# Where Teams' own limits are: the schema has the same ones, in words that name no setting.
LONGEST = {
    "name.short": 30,
    "name.full": 100,
    "description.short": 80,
    "description.full": 4000,
    "developer.name": 32,
}
LONGEST_TITLE = 128
MOST_COMMANDS = 10
SCOPES = ("personal", "team", "groupChat")
_ADDRESSES = ("developer.websiteUrl", "developer.privacyUrl", "developer.termsOfUseUrl")
_IDS = ("id", "bots[0].botId")
_VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")


def problems_of(package: Package) -> tuple[str, ...]:
    """Return what is wrong with a package, one sentence for each fault."""
    values = dict(leaves(package.manifest))
    return (
        *_text_problems(values),
        *_value_problems(values),
        *_domain_problems(package.manifest),
        *_bot_problems(package.manifest),
        *extension_problems(package.manifest),
        *_tab_problems(package.manifest),
        *icon_problems(package),
        *language_problems(package),
    )


def called(path: str) -> str:
    """Return what a place of the manifest is called: its setting, or else its path."""
    variable = placeholders().get(path, "")
    return f"{variable} ({path})" if variable not in {"", "VERSION"} else f"{MANIFEST}: {path}"


def _text_problems(values: Mapping[str, Any]) -> Iterator[str]:
    for path, longest in LONGEST.items():
        text = values.get(path)
        if not isinstance(text, str) or not text.strip():
            yield f"{called(path)} is empty."
        elif len(text) > longest:
            yield f"{called(path)} has {len(text)} characters; Teams takes {longest}."
        elif not text.isprintable():
            yield f"{called(path)} holds a line break or another character that cannot be shown."
    for path, value in values.items():
        if isinstance(value, str) and "${{" in value:
            yield f"{MANIFEST}: {path} still holds a placeholder of the template."


def _value_problems(values: Mapping[str, Any]) -> Iterator[str]:
    for path in _IDS:
        if not _is_id(values.get(path)):
            yield f"{called(path)} must be an id like 00000000-0000-0000-0000-000000000000."
    for path in _ADDRESSES:
        if not _is_https(values.get(path)):
            yield f"{called(path)} must be an https address, like https://www.example.org/page."
    if not _VERSION.fullmatch(str(values.get("version"))):
        yield f"The project's version ({values.get('version')}) must be three numbers, like 1.2.0."


def _domain_problems(manifest: Mapping[str, Any]) -> Iterator[str]:
    domains = manifest.get("validDomains")
    if not isinstance(domains, list) or not domains:
        yield f"{MANIFEST}: validDomains names no domain; the bot's own host belongs there."
        return
    for index, domain in enumerate(domains):
        if not isinstance(domain, str) or not is_host(domain):
            yield (
                f"{called(f'validDomains[{index}]')} must be a host name alone, in small letters, "
                "like bot.example.org: no https://, port, path, * or number address."
            )


def _bot_problems(manifest: Mapping[str, Any]) -> Iterator[str]:
    bots = manifest.get("bots")
    if not isinstance(bots, list) or len(bots) != 1 or not isinstance(bots[0], dict):
        yield f"{MANIFEST}: bots must hold one bot."
        return
    bot = bots[0]
    scopes = bot.get("scopes") or []
    for scope in SCOPES:
        if scope not in scopes:
            yield f"{MANIFEST}: bots[0].scopes lacks {scope}; the bot works there too."
    if bot.get("supportsFiles") is not True:
        yield f"{MANIFEST}: bots[0].supportsFiles must be true; screenshots could not be sent."
    listed: list[str] = []
    for index, commands in enumerate(bot.get("commandLists") or ()):
        listed += commands.get("scopes") or ()
        yield from _command_problems(f"bots[0].commandLists[{index}]", commands.get("commands"))
    for scope in dict.fromkeys(listed):
        if listed.count(scope) > 1:
            yield f"{MANIFEST}: two command lists are for {scope}; Teams would show one of them."
        if scope not in scopes:
            yield f"{MANIFEST}: a command list is for {scope}, where the bot is not."


def _tab_problems(manifest: Mapping[str, Any]) -> Iterator[str]:
    """Hold the tab to channels, to our own host, and to a name that Entra ID knows us by."""
    tabs = manifest.get("configurableTabs")
    if tabs is None:
        return
    tab = tabs[0] if isinstance(tabs, list) and len(tabs) == 1 else None
    if not isinstance(tab, dict):
        yield f"{MANIFEST}: configurableTabs must hold one tab."
        return
    address = tab.get("configurationUrl")
    host = urlsplit(str(address)).hostname if _is_https(address) else None
    if host is None or host not in (manifest.get("validDomains") or ()):
        yield f"{MANIFEST}: configurableTabs[0].configurationUrl must be a page of a valid domain."
    if tab.get("scopes") != ["team"]:
        yield f"{MANIFEST}: configurableTabs[0].scopes must be team alone: cases are not for chats."
    known = manifest.get("webApplicationInfo")
    resource = str(known.get("resource")) if isinstance(known, dict) else ""
    if not resource.startswith(f"api://{host}/botid-"):
        yield f"{MANIFEST}: webApplicationInfo.resource must be api://HOST/botid-APPID for a tab."


def _command_problems(path: str, commands: Any) -> Iterator[str]:
    if not isinstance(commands, list) or not 1 <= len(commands) <= MOST_COMMANDS:
        yield f"{MANIFEST}: {path} must list 1 to {MOST_COMMANDS} commands."
        return
    titles = [str(command.get("title") or "") for command in commands]
    for index, title in enumerate(titles):
        if not title.strip() or len(title) > LONGEST_TITLE:
            yield f"{MANIFEST}: {path}.commands[{index}] needs a title of 1 to 128 characters."
        if titles.index(title) < index:
            yield f"{MANIFEST}: {path} lists the command {title!r} twice."


def _is_https(text: Any) -> bool:
    if not isinstance(text, str) or len(text) > 2048 or any(c.isspace() for c in text):
        return False
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    plain = parts.username is None and port in {None, 443}
    return parts.scheme == "https" and plain and is_host((parts.hostname or "").lower())


def _is_id(text: Any) -> bool:
    try:
        return isinstance(text, str) and str(UUID(text)) == text.lower() and UUID(text).int != 0
    except ValueError:
        return False
