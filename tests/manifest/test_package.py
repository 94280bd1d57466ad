"""`make package`: one zip that Teams takes, of the same bytes every time."""

import json
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from manifest.__main__ import main
from manifest.build import FOLDER, build_package, placeholders, project_version
from manifest.checks import problems_of
from manifest.package import Package, read_zip, zip_bytes
from manifest.schema import schema_problems
from manifest.settings import (
    PackageProblems,
    PackageSettings,
    load_package_settings,
    variable_of,
)
from tests.manifest.packages import APP_ID, ENVIRONMENT, pseudo_texts, sound
from tests.waiting import PATIENCE_SECONDS

ROOT = FOLDER.parent
TOOLKIT = ROOT / "deploy" / "agents-toolkit" / "node_modules" / ".bin" / "atk"


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith(("APP_PACKAGE_", "BOT_")):
            monkeypatch.delenv(name)
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)


def test_the_package_is_sound_by_our_checks_and_the_official_schema() -> None:
    for package in (
        sound(),
        sound(app_package_read_channel_messages=True),
        sound(app_package_team_page=True),
        sound(app_package_team_page=True, app_package_read_channel_messages=True),
    ):
        assert problems_of(package) == ()
        assert schema_problems(package) == ()


def test_it_holds_the_manifest_and_two_icons_at_its_top_and_nothing_else(tmp_path: Path) -> None:
    assert main(["build", "--to", str(tmp_path)]) == 0
    (file,) = tmp_path.iterdir()
    assert file.name == f"social-media-policy-{project_version()}.zip"
    with zipfile.ZipFile(file) as archive:
        assert sorted(archive.namelist()) == ["color.png", "manifest.json", "outline.png"]
        manifest = json.loads(archive.read("manifest.json"))
    assert manifest["version"] == project_version()
    assert manifest["id"] == manifest["bots"][0]["botId"] == APP_ID
    assert main(["check", str(file)]) == 0


def test_the_same_settings_give_the_same_bytes(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        main(["build", "--to", str(tmp_path / folder)])
    (first,), (second,) = (tmp_path / "a").iterdir(), (tmp_path / "b").iterdir()
    assert first.read_bytes() == second.read_bytes()
    assert zip_bytes(read_zip(first)) == first.read_bytes()


def test_the_bot_is_there_one_to_one_in_groups_and_in_teams_and_takes_files() -> None:
    (bot,) = sound().manifest["bots"]
    assert set(bot["scopes"]) == {"personal", "team", "groupChat"}
    assert bot["supportsFiles"] is True
    listed = [scope for commands in bot["commandLists"] for scope in commands["scopes"]]
    assert sorted(listed) == sorted(bot["scopes"])


def test_channel_messages_may_be_read_only_where_the_operator_switched_it_on() -> None:
    plain = json.dumps(sound().manifest)
    assert "resourceSpecific" not in plain
    assert "webApplicationInfo" not in plain
    reading = sound(app_package_read_channel_messages=True).manifest
    assert reading["authorization"]["permissions"]["resourceSpecific"] == [
        {"name": "ChannelMessage.Read.Group", "type": "Application"}
    ]
    assert reading["webApplicationInfo"]["id"] == APP_ID


def test_the_teams_page_is_a_tab_of_channels_where_the_operator_switched_it_on() -> None:
    assert "configurableTabs" not in sound().manifest
    manifest = sound(app_package_team_page=True).manifest
    (tab,) = manifest["configurableTabs"]
    assert tab["configurationUrl"] == f"https://{manifest['validDomains'][0]}/team/set-up"
    assert (tab["scopes"], tab["context"]) == (["team"], ["channelTab"])
    host = manifest["validDomains"][0]
    assert manifest["webApplicationInfo"]["resource"] == f"api://{host}/botid-{APP_ID}"
    assert "authorization" not in manifest


def test_a_package_may_have_an_id_of_its_own() -> None:
    other = "0b7f6a8c-1111-4222-8333-444455556666"
    manifest = sound(app_package_id=other).manifest
    assert (manifest["id"], manifest["bots"][0]["botId"]) == (other, APP_ID)


def test_a_language_is_added_by_adding_its_file(tmp_path: Path) -> None:
    package = _with_a_made_up_language(tmp_path)
    more = package.manifest["localizationInfo"]["additionalLanguages"]
    assert more == [{"languageTag": "en-xa", "file": "en-xa.json"}]
    assert problems_of(package) == ()
    assert schema_problems(package) == ()


def test_all_that_is_missing_or_misspelt_is_said_at_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for name in ENVIRONMENT:
        monkeypatch.delenv(name)
    monkeypatch.setenv("APP_PACKAGE_HOTS", "bot.example.org")
    monkeypatch.setenv("APP_PACKAGE_READ_CHANNEL_MESSAGES", "perhaps")
    assert main(["build", "--to", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert (
        "APP_PACKAGE_HOTS is not a setting of the package. Did you mean APP_PACKAGE_HOST?" in said
    )
    assert "APP_PACKAGE_READ_CHANNEL_MESSAGES must be true or false." in said
    for name in ENVIRONMENT:
        assert f"{name} is not set. It is " in said
    assert list(tmp_path.iterdir()) == []


def test_an_unsound_package_is_not_written(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("APP_PACKAGE_HOST", "https://bot.example.org")
    assert main(["build", "--to", str(tmp_path)]) == 1
    assert "APP_PACKAGE_HOST (validDomains[0]) must be a host name" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_package_is_refused_in_a_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    text, empty, large = (tmp_path / name for name in ("text.zip", "empty.zip", "large.zip"))
    text.write_text("not a zip")
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("folder/manifest.json", "{}")
    with zipfile.ZipFile(large, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", " " * 2_000_000)
    for file, sentence in (
        (text, "text.zip is not a zip file that can be read."),
        (empty, "empty.zip has no manifest.json at its top."),
        (large, "large.zip holds a file that is far too large."),
        (tmp_path / "none.zip", "none.zip is not a zip file that can be read."),
    ):
        assert main(["check", str(file)]) == 1
        assert sentence in capsys.readouterr().err


def test_without_node_the_schema_is_not_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(PackageProblems, match="Node was not found"):
        schema_problems(sound())


def test_an_unknown_manifest_version_is_named() -> None:
    package = sound()
    newer = Package({**package.manifest, "manifestVersion": "9.9"}, package.files)
    with pytest.raises(PackageProblems, match=r"no official schema of version 9\.9"):
        schema_problems(newer)


def test_every_placeholder_of_the_template_is_a_setting_or_the_version() -> None:
    known = {variable_of(field) for field in PackageSettings.model_fields}
    assert set(placeholders().values()) - {"VERSION"} <= known


def test_the_agents_toolkit_passes_the_package_and_refuses_a_spoilt_one(tmp_path: Path) -> None:
    passed = _toolkit(_with_a_made_up_language(tmp_path), tmp_path / "sound")
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert "All passed" in passed.stdout
    package = sound()
    spoilt = Package({**package.manifest, "accentColor": "blue"}, package.files)
    refused = _toolkit(spoilt, tmp_path / "spoilt")
    assert refused.returncode != 0
    assert "/accentColor must match pattern" in refused.stdout


def _with_a_made_up_language(folder: Path) -> Package:
    languages = folder / "languages"
    languages.mkdir()
    texts = pseudo_texts(sound().manifest)
    (languages / "en-xa.json").write_text(json.dumps(texts), encoding="utf-8")
    return build_package(load_package_settings(), languages)


def _toolkit(package: Package, folder: Path) -> subprocess.CompletedProcess[str]:
    """Ask Microsoft's own tool, which reads an unpacked package."""
    folder.mkdir()
    (folder / "package.zip").write_bytes(zip_bytes(package))
    shutil.unpack_archive(folder / "package.zip", folder)
    command = [str(TOOLKIT), "validate", "--manifest-file", "./manifest.json", "--env", "none"]
    command += ["--telemetry", "false", "-i", "false"]
    home = {**os.environ, "HOME": str(folder)}
    return subprocess.run(
        command,
        cwd=folder,
        env=home,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_SECONDS,
    )
