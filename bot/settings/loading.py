"""Reads the environment, and nothing else does.

`load_settings` either returns settings that the service can run with, or raises `SettingsError`
with every problem at once, each a sentence that names the variable and never its value.
"""

import os
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from bot.settings.group import PREFIX, variable
from bot.settings.model import Settings, conflicts


class SettingsError(Exception):
    """The settings cannot be used; `problems` holds one sentence for each fault."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def load_settings(*, local: bool, host: str | None = None, port: int | None = None) -> Settings:
    """Read and check the settings. Raises SettingsError with all problems at once.

    `host` and `port`, from the command line, stand before the environment's. `local` is
    the --local flag: authentication is off then, so it is allowed on loopback only and where no
    app id is set (Bot Framework authentication is off with an empty app id).
    """
    given: dict[str, Any] = {
        name: value for name, value in (("host", host), ("port", port)) if value is not None
    }
    problems = _unknown_variables(os.environ)
    try:
        settings = Settings(**given)
    except ValidationError as error:
        faults = {str(fault["loc"][0]): fault["msg"] for fault in error.errors()}
        problems += [_sentence(field, message) for field, message in faults.items()]
        # The rest is checked as well: the faulty ones stand at their defaults meanwhile.
        settings = Settings(**{field: _default(field) for field in faults})
    problems += conflicts(settings, local=local)
    if problems:
        raise SettingsError(tuple(problems))
    return settings


def _default(field: str) -> Any:
    return Settings.model_fields[field].default


def _unknown_variables(environment: Mapping[str, str]) -> list[str]:
    """Name every BOT_ variable that is no setting, since a misspelt one would be ignored."""
    known = [variable(name) for name in Settings.model_fields]
    problems = []
    for name in sorted(environment):
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            near = get_close_matches(name.upper(), known, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            problems.append(f"{name} is not a setting of this service.{hint}")
    return problems


def _sentence(field: str, message: str) -> str:
    return f"{variable(field)} cannot be used: {message[:1].lower()}{message[1:]}."
