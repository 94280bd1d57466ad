"""Checks the translated texts: `languages/cy.json` holds the package's Welsh words.

A file is named for its language and holds one text for each text of the manifest that people read,
by its path (`name.short`, `bots[0].commandLists[0].commands[0].title`), so that no language is
half there.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from manifest.build import leaves
from manifest.package import MANIFEST, Package, read_object
from manifest.settings import PackageProblems

_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}")
_READ_BY_PEOPLE = re.compile(
    r"name\.(?:short|full)|description\.(?:short|full)"
    r"|bots\[0\]\.commandLists\[\d\]\.commands\[\d\]\.(?:title|description)"
    r"|composeExtensions\[0\]\.commands\[\d\]\.(?:title|description)"
    r"|composeExtensions\[0\]\.commands\[\d\]\.parameters\[\d\]\.(?:title|description)"
)
LONGEST = {"name.short": 30, "name.full": 100, "description.short": 80, "description.full": 4000}
_LONGEST_TITLE = 128
_SCHEMA = "$schema"


def texts_of(manifest: Mapping[str, Any]) -> dict[str, str]:
    """Return the texts that a language must have, by path, as the manifest has them."""
    return {
        path: value
        for path, value in leaves(manifest)
        if isinstance(value, str) and _READ_BY_PEOPLE.fullmatch(path)
    }


def languages_of(package: Package) -> dict[str, str]:
    """Return the file of each additional language, by its tag."""
    info = package.manifest.get("localizationInfo")
    more = info.get("additionalLanguages") if isinstance(info, Mapping) else None
    rows = [row for row in more or () if isinstance(row, Mapping)]
    return {str(row.get("languageTag") or ""): str(row.get("file") or "") for row in rows}


def language_problems(package: Package) -> Iterator[str]:
    """Yield what is wrong with the languages of a package."""
    info = package.manifest.get("localizationInfo")
    own = str(info.get("defaultLanguageTag") or "") if isinstance(info, Mapping) else ""
    if not own:
        yield f"{MANIFEST}: localizationInfo.defaultLanguageTag is missing."
    for tag, name in languages_of(package).items():
        if not _TAG.fullmatch(tag):
            yield f"{name}: {tag!r} is not a language tag, like cy or cy-gb."
        if tag.lower() == own.lower():
            yield f"{name}: {tag} is the language of {MANIFEST} itself."
        if name not in package.files:
            yield f"{name or tag} is named in {MANIFEST}, but not in the package."
            continue
        yield from _file_problems(name, package)


def _file_problems(name: str, package: Package) -> Iterator[str]:
    try:
        given = read_object(name, package.files[name])
    except PackageProblems as wrong:
        yield from wrong.problems
        return
    if not str(given.get(_SCHEMA) or "").endswith("MicrosoftTeams.Localization.schema.json"):
        yield f"{name} must name the official schema of localised texts in {_SCHEMA}."
    needed = texts_of(package.manifest)
    yield from (f"{name} has no text for {path}." for path in needed if path not in given)
    for path, text in given.items():
        longest = LONGEST.get(path, _LONGEST_TITLE)
        if path == _SCHEMA:
            continue
        if path not in needed:
            yield f"{name}: {path} is no text of {MANIFEST}."
        elif not isinstance(text, str) or not text.strip():
            yield f"{name}: {path} is empty."
        elif len(text) > longest:
            yield f"{name}: {path} has {len(text)} characters; Teams takes {longest}."
