"""What must hold of the commands in Teams' own menus, and of the links that become cards."""

from collections.abc import Iterator, Mapping
from typing import Any

from manifest.hosts import is_host
from manifest.package import MANIFEST

MOST_COMMANDS = 10
MOST_HANDLERS = 5
LONGEST_TITLE = 32
CONTEXTS = frozenset({"compose", "commandBox", "message"})
_AT = f"{MANIFEST}: composeExtensions"


def extension_problems(manifest: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with the message extension, one sentence for each fault."""
    extensions = manifest.get("composeExtensions")
    if not isinstance(extensions, list) or len(extensions) != 1:
        yield f"{_AT} must hold one message extension; Teams takes no more."
        return
    extension = extensions[0] if isinstance(extensions[0], dict) else {}
    if extension.get("botId") not in {bot.get("botId") for bot in _dicts(manifest.get("bots"))}:
        yield f"{_AT}[0].botId is not the bot's own id, so its menus would reach nobody."
    yield from _command_problems(extension.get("commands"))
    yield from _handler_problems(extension.get("messageHandlers"))


def _command_problems(commands: Any) -> Iterator[str]:
    listed = _dicts(commands)
    if not 1 <= len(listed) <= MOST_COMMANDS:
        yield f"{_AT}[0].commands must list 1 to {MOST_COMMANDS} commands."
    ids = [str(command.get("id") or "") for command in listed]
    for index, command in enumerate(listed):
        place = f"{_AT}[0].commands[{index}]"
        if not ids[index] or ids.index(ids[index]) < index:
            yield f"{place} needs an id that no other command has."
        title = str(command.get("title") or "")
        if not title.strip() or len(title) > LONGEST_TITLE:
            yield f"{place} needs a title of 1 to {LONGEST_TITLE} characters."
        context = command.get("context")
        if not isinstance(context, list) or not context or not CONTEXTS.issuperset(context):
            yield f"{place}.context must name {', '.join(sorted(CONTEXTS))}, or some of them."
        if command.get("type") == "action" and command.get("fetchTask") is not True:
            yield f"{place}.fetchTask must be true; the bot makes its dialog when it is opened."
        if command.get("type") == "query" and not command.get("parameters"):
            yield f"{place} is a search, and needs a parameter to type into."


def _handler_problems(handlers: Any) -> Iterator[str]:
    listed = _dicts(handlers)
    if len(listed) > MOST_HANDLERS:
        yield f"{_AT}[0].messageHandlers has {len(listed)} entries; Teams takes {MOST_HANDLERS}."
    for index, handler in enumerate(listed):
        value = handler.get("value")
        domains = value.get("domains") if isinstance(value, dict) else None
        for domain in domains if isinstance(domains, list) else ():
            if not isinstance(domain, str) or not is_host(domain):
                yield (
                    f"{_AT}[0].messageHandlers[{index}] names {domain!r}, which is no host name: "
                    "no https://, port, path, * or number address."
                )


def _dicts(entries: Any) -> list[dict[str, Any]]:
    if not isinstance(entries, list):
        return []
    return [entry for entry in entries if isinstance(entry, dict)]
