"""A wrong value is named in a sentence: which setting, or which place, and what is wrong."""

import struct
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from manifest.checks import problems_of
from manifest.draw_icons import outline_icon
from manifest.package import Package
from manifest.png import encode
from manifest.schema import schema_problems
from tests.manifest.packages import Spoiling, sound, spoilt

CLEAR = np.zeros((192, 192, 4), np.uint8)
ID = "must be an id like"
HTTPS = "must be an https address"
HOST = "must be a host name alone"

BY_SETTING: list[tuple[dict[str, str], str]] = [
    ({"bot_app_id": "the-bot"}, f"BOT_APP_ID (bots[0].botId) {ID}"),
    ({"bot_app_id": "00000000-0000-0000-0000-000000000000"}, f"BOT_APP_ID (bots[0].botId) {ID}"),
    ({"app_package_id": "12345"}, f"APP_PACKAGE_ID (id) {ID}"),
    ({"app_package_host": "https://bot.example.org"}, f"APP_PACKAGE_HOST (validDomains[0]) {HOST}"),
    ({"app_package_host": "bot.example.org:3978"}, f"APP_PACKAGE_HOST (validDomains[0]) {HOST}"),
    ({"app_package_host": "*.example.org"}, f"APP_PACKAGE_HOST (validDomains[0]) {HOST}"),
    ({"app_package_host": "localhost"}, f"APP_PACKAGE_HOST (validDomains[0]) {HOST}"),
    ({"app_package_host": "10.0.0.1"}, f"APP_PACKAGE_HOST (validDomains[0]) {HOST}"),
    ({"app_package_short_name": "n" * 31}, "APP_PACKAGE_SHORT_NAME (name.short) has 31"),
    ({"app_package_full_name": "n" * 101}, "APP_PACKAGE_FULL_NAME (name.full) has 101"),
    ({"app_package_full_name": " "}, "APP_PACKAGE_FULL_NAME (name.full) is empty"),
    ({"app_package_short_name": "a\nb"}, "APP_PACKAGE_SHORT_NAME (name.short) holds a line break"),
    ({"app_package_developer": "d" * 33}, "APP_PACKAGE_DEVELOPER (developer.name) has 33"),
    (
        {"app_package_website_url": "http://www.example.org"},
        f"APP_PACKAGE_WEBSITE_URL (developer.websiteUrl) {HTTPS}",
    ),
    (
        {"app_package_privacy_url": "https://user@www.example.org"},
        f"APP_PACKAGE_PRIVACY_URL (developer.privacyUrl) {HTTPS}",
    ),
    (
        {"app_package_terms_url": "https://terms page"},
        f"APP_PACKAGE_TERMS_URL (developer.termsOfUseUrl) {HTTPS}",
    ),
]


def _set(place: str, value: Any) -> Callable[[Spoiling], Any]:
    return lambda parts: parts.manifest.__setitem__(place, value)


def _file(name: str, content: bytes) -> Callable[[Spoiling], Any]:
    return lambda parts: parts.files.__setitem__(name, content)


def _language(tag: str, name: str, **changes: Any) -> Callable[[Spoiling], Any]:
    return lambda parts: parts.add_language(tag, name, parts.pseudo() | changes)


def _twice(parts: Spoiling) -> None:
    parts.commands.append(parts.commands[0])


def _without_a_text(parts: Spoiling) -> None:
    texts = parts.pseudo()
    del texts["name.short"]
    parts.add_language("cy", "cy.json", texts)


def _interlaced() -> bytes:
    """Return an icon that says that it is interlaced."""
    header = struct.pack(">IIBBBBB", 32, 32, 8, 6, 0, 0, 0)
    return encode(outline_icon()).replace(header, header[:-1] + b"\x01")


BY_PLACE: list[tuple[Callable[[Spoiling], Any], str]] = [
    (_set("version", "1.0"), "The project's version (1.0) must be three numbers"),
    (_set("validDomains", []), "validDomains names no domain"),
    (_set("bots", []), "bots must hold one bot"),
    (_set("icons", {"color": "color.png"}), "The outline icon (not named) is not in the package"),
    (_set("localizationInfo", {}), "localizationInfo.defaultLanguageTag is missing"),
    (_set("description", {"short": "s" * 81, "full": "f"}), "description.short has 81 characters"),
    (_set("accentColor", "${{COLOUR}}"), "accentColor still holds a placeholder"),
    (lambda parts: parts.bot["scopes"].remove("team"), "bots[0].scopes lacks team"),
    (lambda parts: parts.bot.pop("supportsFiles"), "bots[0].supportsFiles must be true"),
    (lambda parts: parts.commands.clear(), "commandLists[0] must list 1 to 10 commands"),
    (lambda parts: parts.commands.extend(parts.commands * 2), "must list 1 to 10 commands"),
    (_twice, "lists the command 'Ask a question' twice"),
    (lambda parts: parts.commands[0].update(title=""), "commands[0] needs a title"),
    (
        lambda parts: parts.bot["commandLists"][1]["scopes"].append("personal"),
        "two command lists are for personal",
    ),
    (
        lambda parts: parts.bot["commandLists"][1]["scopes"].append("copilot"),
        "a command list is for copilot, where the bot is not",
    ),
    (_set("configurableTabs", []), "configurableTabs must hold one tab"),
    (
        lambda parts: parts.tab.update(configurationUrl="https://evil.example/team/set-up"),
        "configurableTabs[0].configurationUrl must be a page of a valid domain",
    ),
    (
        lambda parts: parts.tab.update(scopes=["team", "groupChat"]),
        "configurableTabs[0].scopes must be team alone",
    ),
    (
        lambda parts: parts.tab and parts.manifest.pop("webApplicationInfo"),
        "webApplicationInfo.resource must be api://HOST/botid-APPID",
    ),
    (_set("composeExtensions", []), "composeExtensions must hold one message extension"),
    (
        lambda parts: parts.extension.update(botId="another"),
        "composeExtensions[0].botId is not the bot's own id",
    ),
    (
        lambda parts: parts.extension["commands"].clear(),
        "composeExtensions[0].commands must list 1 to 10 commands",
    ),
    (
        lambda parts: parts.menu(1).update(id="report-message"),
        "commands[1] needs an id that no other command has",
    ),
    (
        lambda parts: parts.menu(0).update(title="Report to Internal Communications"),
        "commands[0] needs a title of 1 to 32 characters",
    ),
    (
        lambda parts: parts.menu(0).update(context=["chat"]),
        "commands[0].context must name commandBox, compose, message",
    ),
    (lambda parts: parts.menu(0).pop("fetchTask"), "commands[0].fetchTask must be true"),
    (
        lambda parts: parts.menu(3).update(parameters=[]),
        "commands[3] is a search, and needs a parameter",
    ),
    (
        lambda parts: parts.extension.update(messageHandlers=[{}] * 6),
        "messageHandlers has 6 entries; Teams takes 5",
    ),
    (
        lambda parts: parts.extension["messageHandlers"][0]["value"].update(domains=["*.x.com"]),
        "messageHandlers[0] names '*.x.com', which is no host name",
    ),
    (_file("color.png", b"GIF89a"), "color.png is not a PNG picture"),
    (_file("color.png", encode(CLEAR)), "color.png has transparent pixels"),
    (_file("color.png", encode(CLEAR[:96, :96] + 255)), "color.png is 96 by 96 pixels"),
    (_file("outline.png", encode(CLEAR[:32, :32] + 9)), "outline.png has pixels that are not"),
    (_file("outline.png", encode(CLEAR[:32, :32] + 255)), "a transparent ground"),
    (_file("outline.png", _interlaced()), "outline.png is not a PNG picture"),
    (_file("outline.png", encode(outline_icon())[:90]), "outline.png is not a PNG picture"),
    (_language("cymraeg", "cy.json"), "'cymraeg' is not a language tag"),
    (_language("en-GB", "en.json"), "en-GB is the language of manifest.json itself"),
    (_without_a_text, "cy.json has no text for name.short"),
    (_language("cy", "cy.json", **{"name.short": "n" * 31}), "name.short has 31 characters"),
    (_language("cy", "cy.json", **{"name.tiny": "n"}), "name.tiny is no text of manifest.json"),
    (_language("cy", "cy.json", **{"name.full": ""}), "cy.json: name.full is empty"),
    (_language("cy", "cy.json", **{"$schema": ""}), "cy.json must name the official schema"),
    (
        lambda parts: parts.add_language("cy", "cy.json", b"{,}"),
        "cy.json, line 1: this is not JSON",
    ),
    (lambda parts: parts.add_language("cy", "cy.json", []), "cy.json must hold one JSON object"),
    (
        lambda parts: (_language("cy", "cy.json")(parts), parts.files.pop("cy.json")),
        "cy.json is named in manifest.json, but not in the package",
    ),
]


@pytest.mark.parametrize(("changes", "sentence"), BY_SETTING, ids=lambda v: str(v)[:50])
def test_a_wrong_setting_is_named(changes: dict[str, str], sentence: str) -> None:
    _says(sound(**changes), sentence)


@pytest.mark.parametrize(("spoil", "sentence"), BY_PLACE, ids=[row[1][:50] for row in BY_PLACE])
def test_a_spoilt_package_is_refused(spoil: Callable[[Spoiling], Any], sentence: str) -> None:
    _says(spoilt(spoil), sentence)


def _says(package: Package, sentence: str) -> None:
    problems = problems_of(package)
    assert any(sentence in problem for problem in problems), problems
    assert all(problem.endswith(".") for problem in problems)


BY_SCHEMA: list[tuple[Callable[[Spoiling], Any], str]] = [
    (_set("accentColor", "blue"), "manifest.json: accentColor must match pattern"),
    (_set("colour", "blue"), "manifest.json must NOT have additional properties: colour"),
    (lambda parts: parts.manifest.pop("name"), "must have required property 'name'"),
    (
        lambda parts: parts.bot.update(scopes=["personal", "team", "groupchat"]),
        "bots[0].scopes[2] must be equal to one of the allowed values: team, personal, groupChat",
    ),
    (
        lambda parts: parts.manifest["name"].update(short=7),
        "APP_PACKAGE_SHORT_NAME (name.short) must be string",
    ),
    (
        _language("cy", "cy.json", **{"name.tiny": "n"}),
        "cy.json must NOT have additional properties: name.tiny",
    ),
]


@pytest.mark.parametrize(("spoil", "sentence"), BY_SCHEMA, ids=[row[1][:50] for row in BY_SCHEMA])
def test_the_official_schema_refuses_what_it_does_not_know(
    spoil: Callable[[Spoiling], Any], sentence: str
) -> None:
    problems = schema_problems(spoilt(spoil))
    assert any(sentence in problem for problem in problems), problems
