"""Builds the package: the template, filled in from the settings, with its icons and languages."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from manifest.package import Package, read_object
from manifest.settings import PackageProblems, PackageSettings

FOLDER = Path(__file__).parent
TEMPLATE = FOLDER / "template.json"
ICONS = ("color.png", "outline.png")
PROJECT = FOLDER.parent / "pyproject.toml"
SET_UP = "/team/set-up"
"""Where the service sets its page up as a tab."""

_PLACEHOLDER = re.compile(r"\$\{\{(\w+)\}\}")


def build_package(settings: PackageSettings, languages: Path | None = None) -> Package:
    """Return the package for these settings; it may still have problems (manifest/checks.py).

    `languages` is the folder of translated texts, the project's own if not given. Raises
    PackageProblems where one of those is not a JSON object.
    """
    values = settings.values() | {"VERSION": project_version()}
    manifest = _filled(template(), values)
    texts = language_files(languages or FOLDER / "languages")
    if texts:
        more = [{"languageTag": name.removesuffix(".json"), "file": name} for name in texts]
        manifest["localizationInfo"]["additionalLanguages"] = more
    if settings.app_package_read_channel_messages:
        manifest |= _reading_channel_messages() | _known_to_entra(settings)
    if settings.app_package_team_page:
        manifest |= _tab(settings) | _known_to_entra(settings)
    icons = {name: (FOLDER / name).read_bytes() for name in ICONS}
    return Package(manifest, {**icons, **texts})


def template() -> dict[str, Any]:
    """Return the template, with its placeholders."""
    return read_object(TEMPLATE.name, TEMPLATE.read_bytes())


def project_version() -> str:
    """Return the project's version, which the package follows."""
    version: str = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["version"]
    return version


def language_files(folder: Path) -> dict[str, bytes]:
    """Return the files of translated texts by name: `cy.json` holds the Welsh ones.

    Raises PackageProblems for two that differ in capitals only, which Teams cannot tell apart.
    """
    found = {file.name: file.read_bytes() for file in sorted(folder.glob("*.json"))}
    if len({name.lower() for name in found}) < len(found):
        raise PackageProblems(("Two language files differ in capital letters only.",))
    return found


def placeholders() -> dict[str, str]:
    """Return which variable fills which place of the manifest, as `name.short`, `bots[0].botId`."""
    return {
        path: found[1]
        for path, value in leaves(template())
        if isinstance(value, str) and (found := _PLACEHOLDER.fullmatch(value))
    }


def leaves(node: Any, path: str = "") -> list[tuple[str, Any]]:
    """Return every value of a JSON document that holds no others, with its path."""
    if isinstance(node, Mapping):
        within = [(f"{path}.{key}" if path else str(key), value) for key, value in node.items()]
    elif isinstance(node, list):
        within = [(f"{path}[{index}]", value) for index, value in enumerate(node)]
    else:
        return [(path, node)]
    return [leaf for inner_path, value in within for leaf in leaves(value, inner_path)]


def _filled(document: dict[str, Any], values: Mapping[str, str]) -> dict[str, Any]:
    def fill(node: Any) -> Any:
        if isinstance(node, dict):
            return {key: fill(value) for key, value in node.items()}
        if isinstance(node, list):
            return [fill(value) for value in node]
        if isinstance(node, str) and (found := _PLACEHOLDER.fullmatch(node)):
            return values[found[1]]
        return node

    filled: dict[str, Any] = fill(document)
    return filled


def _reading_channel_messages() -> dict[str, Any]:
    """Ask each team, when the bot is added, for the right to read its channels' messages."""
    permission = {"name": "ChannelMessage.Read.Group", "type": "Application"}
    return {"authorization": {"permissions": {"resourceSpecific": [permission]}}}


def _tab(settings: PackageSettings) -> dict[str, Any]:
    """Offer the team's page as a tab of a channel, and nowhere else."""
    tab = {
        "configurationUrl": f"https://{settings.app_package_host}{SET_UP}",
        "canUpdateConfiguration": False,
        "scopes": ["team"],
        "context": ["channelTab"],
    }
    return {"configurableTabs": [tab]}


def _known_to_entra(settings: PackageSettings) -> dict[str, Any]:
    """Name the application, and the address that its tokens are asked for by."""
    address = f"api://{settings.app_package_host}/botid-{settings.bot_app_id}"
    return {"webApplicationInfo": {"id": settings.bot_app_id, "resource": address}}
