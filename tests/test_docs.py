"""What the documents say is true: their links, settings, commands and file names."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from pydantic import SecretStr

from bot.__main__ import PURPOSES
from bot.commands.settings_page import settings_page
from bot.local.folder import ROOT
from bot.settings import Settings

DOCUMENTS = sorted(
    path
    for path in [
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/**/*.md"),
        *ROOT.glob("policy_content/**/*.md"),
    ]
    if "clauses" not in path.parts
)
MAKEFILE = (ROOT / "Makefile").read_text()
ROOMS = "bot|dialogs|policy_content|storage|tests|docs|deploy|manifest"
each_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)


@each_document
def test_every_link_leads_to_a_file(document: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", document.read_text())
    local = [link for link in links if not link.startswith("http")]
    assert [link for link in local if not (document.parent / link).exists()] == []


@each_document
def test_every_file_that_is_named_exists(document: Path) -> None:
    named = re.findall(rf"`((?:{ROOMS})/[\w./-]*)`", document.read_text())
    assert [name for name in named if not (ROOT / name).exists()] == []


@each_document
def test_every_make_target_that_is_named_exists(document: Path) -> None:
    named = set(re.findall(r"(?:`|^ *)make ([a-z]+)", document.read_text(), re.MULTILINE))
    targets = {line.split(":")[0] for line in MAKEFILE.splitlines() if "## " in line}
    assert named - targets == set()


def test_the_page_of_settings_is_the_one_that_the_model_makes() -> None:
    assert (ROOT / "docs" / "settings.md").read_text() == settings_page()


def test_every_setting_is_on_that_page_with_its_description_and_no_secret_has_a_default() -> None:
    rows = settings_page().splitlines()
    for name, field in Settings.model_fields.items():
        [row] = [row for row in rows if row.startswith(f"| `BOT_{name.upper()}` |")]
        assert f"| {field.description} |" in row
        if field.annotation is SecretStr:
            assert row.endswith("| secret |  |")


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = (folder / "README.md").read_text()
    for record in folder.glob("0*.md"):
        assert f"({record.name})" in listed
        title = record.read_text().splitlines()[0].removeprefix(f"# {record.name[:4]}: ")
        assert title in listed


def test_the_page_on_leaving_the_sdk_names_every_module_that_touches_it() -> None:
    page = (ROOT / "docs" / "leaving-botbuilder.md").read_text()
    touched = page[page.index("## What touches it") : page.index("## How")]
    importing = re.compile(r"^from (?:botbuilder|botframework)\b", re.MULTILINE)
    modules = [path for path in (ROOT / "bot").rglob("*.py") if importing.search(path.read_text())]
    named = re.findall(r"`(bot/[\w/]+\.py)`", touched)
    assert sorted(named) == sorted(str(path.relative_to(ROOT)) for path in modules)


def test_the_changelog_begins_with_the_present_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert newest is not None
    assert newest[1] == version


def test_what_runs_before_a_commit_is_what_the_check_runs() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]
    assert [repository["repo"] for repository in hooks] == ["local"]
    entries = " ".join(hook["entry"] for hook in hooks[0]["hooks"])
    check = MAKEFILE[MAKEFILE.index("\ncheck:") : MAKEFILE.index("\npackage:")]
    for command in re.findall(r"(?:\$\(IN_VENV\)|bin/python) (.+)", check):
        assert command in entries


def test_every_command_is_documented() -> None:
    pages = "".join(
        (ROOT / "docs" / page).read_text() for page in ("operating.md", "data-protection.md")
    )
    for command in PURPOSES:
        assert f"python -m bot {command}" in pages
