"""The reference of all settings, made from their model: `python -m bot settings`.

It is kept as docs/settings.md; a test tells when that page is no longer what this makes.
"""

from collections.abc import Iterable
from typing import Any, Literal, get_args, get_origin

from annotated_types import Ge, Le
from pydantic import SecretStr
from pydantic.fields import FieldInfo

from bot.settings import Settings
from bot.settings.group import variable

_HEAD = """\
# Settings

Made by `python -m bot settings > docs/settings.md`; do not edit it by hand.

All are environment variables. What is wrong with them is told all at once, one sentence each, and
the service does not start. An empty variable counts as one that is not set.

| variable | what it is | values | default |
|---|---|---|---|"""
_KINDS = {bool: "true or false", int: "whole number", float: "number"}


def settings_page() -> str:
    """Return the page, in Markdown."""
    rows = [_row(name, field) for name, field in Settings.model_fields.items()]
    return "\n".join([_HEAD, *rows]) + "\n"


def _row(name: str, field: FieldInfo) -> str:
    cells = (f"`{variable(name)}`", field.description or "", _values(field), _default(field))
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _values(field: FieldInfo) -> str:
    """Tell what may be given, where that is not any text."""
    kind: Any = field.annotation
    if kind is SecretStr:
        return "secret"
    if get_origin(kind) is Literal:
        return " or ".join(f"`{choice}`" for choice in get_args(kind))
    if get_origin(kind) is tuple:
        return "list, with commas"
    return f"{_KINDS[kind]}{_bounds(field.metadata)}" if kind in _KINDS else "text"


def _bounds(limits: Iterable[object]) -> str:
    least = next((limit.ge for limit in limits if isinstance(limit, Ge)), None)
    most = next((limit.le for limit in limits if isinstance(limit, Le)), None)
    return f", {least} to {most}" if least is not None and most is not None else ""


def _default(field: FieldInfo) -> str:
    held = field.default
    if isinstance(held, SecretStr):
        held = held.get_secret_value()
    return "" if held in {"", ()} else f"`{held}`"
