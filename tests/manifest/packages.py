"""Packages for tests: a sound one, and ways to spoil it."""

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from manifest.build import build_package
from manifest.languages import texts_of
from manifest.package import Package
from manifest.settings import PackageSettings

APP_ID = "7d8f0c5e-3c1a-4f0e-9b55-2b6a1f0e9d11"
ENVIRONMENT = {
    "BOT_APP_ID": APP_ID,
    "APP_PACKAGE_HOST": "bot.example.org",
    "APP_PACKAGE_WEBSITE_URL": "https://www.example.org/bot",
    "APP_PACKAGE_PRIVACY_URL": "https://www.example.org/bot/privacy",
    "APP_PACKAGE_TERMS_URL": "https://www.example.org/bot/terms",
}
LOCALIZATION = (
    "https://developer.microsoft.com/json-schemas/teams/v1.22/"
    "MicrosoftTeams.Localization.schema.json"
)


def sound(**changes: Any) -> Package:
    """Return the package for sound settings; `changes` are other ones, by variable."""
    given = {name.lower(): value for name, value in ENVIRONMENT.items()}
    return build_package(PackageSettings(**(given | changes)))


@dataclass
class Spoiling:
    """A package taken apart, for one thing in it to be spoilt."""

    manifest: dict[str, Any]
    files: dict[str, bytes]

    @property
    def bot(self) -> dict[str, Any]:
        bot: dict[str, Any] = self.manifest["bots"][0]
        return bot

    @property
    def commands(self) -> list[dict[str, str]]:
        commands: list[dict[str, str]] = self.bot["commandLists"][0]["commands"]
        return commands

    @property
    def extension(self) -> dict[str, Any]:
        extension: dict[str, Any] = self.manifest["composeExtensions"][0]
        return extension

    @property
    def tab(self) -> dict[str, Any]:
        """The tab, which a package has only where it is switched on."""
        switched_on = sound(app_package_team_page=True).manifest
        for place in ("configurableTabs", "webApplicationInfo"):
            self.manifest.setdefault(place, switched_on[place])
        tab: dict[str, Any] = self.manifest["configurableTabs"][0]
        return tab

    def menu(self, index: int) -> dict[str, Any]:
        """Return a command of Teams' own menus."""
        command: dict[str, Any] = self.extension["commands"][index]
        return command

    def add_language(self, tag: str, name: str, content: Any) -> None:
        """Add a language with this file."""
        more = self.manifest["localizationInfo"].setdefault("additionalLanguages", [])
        more.append({"languageTag": tag, "file": name})
        self.files[name] = content if isinstance(content, bytes) else json.dumps(content).encode()

    def pseudo(self) -> dict[str, str]:
        """Return all texts in a made-up language."""
        return pseudo_texts(self.manifest)


def spoilt(spoil: Callable[[Spoiling], Any]) -> Package:
    """Return a sound package with one thing spoilt."""
    package = sound()
    parts = Spoiling(copy.deepcopy(dict(package.manifest)), dict(package.files))
    spoil(parts)
    return Package(parts.manifest, parts.files)


def pseudo_texts(manifest: Any) -> dict[str, str]:
    """Return a language file that says in a made-up language what the manifest says."""
    texts = {path: f"Ŧ{text[1:]}" for path, text in texts_of(manifest).items()}
    return {"$schema": LOCALIZATION, **texts}
