"""The two pages: each has a world of its own, and the bot knows where the second one is."""

import socket
from pathlib import Path

import pytest
import yaml

from bot.local.bot_part import local_settings
from bot.local.errors import LocalRunError
from bot.local.key import local_key
from bot.local.people import INTERNAL_COMMUNICATIONS, PAGES, STAFF
from bot.local.playground import CONFIGURATION, page_part, service_url
from bot.local.ports import check_ports, read_port
from tests.ports import own_port


def ids(page_configuration: dict[str, object]) -> set[str]:
    """Return the ids of everything but the shared bot and colleagues."""
    personal, group = page_configuration["personalChat"], page_configuration["groupChat"]
    team, user = page_configuration["team"], page_configuration["currentUser"]
    assert isinstance(personal, dict)
    assert isinstance(group, dict)
    assert isinstance(team, dict)
    assert isinstance(user, dict)
    channel = team["channels"][0]["id"]
    return {personal["id"], group["id"], team["id"], team["aadGroupId"], user["id"], channel}


def test_no_two_pages_share_a_chat_a_team_or_a_person(tmp_path: Path) -> None:
    worlds = []
    for page in PAGES:
        page_part(page, 50000, 3978, tmp_path / page.slug, "node")
        text = (tmp_path / page.slug / CONFIGURATION).read_text(encoding="utf-8")
        worlds.append(yaml.safe_load(text))
    assert not ids(worlds[0]) & ids(worlds[1])
    assert all(len(world["users"]) == 5 for world in worlds)
    assert worlds[0]["tenantId"] == worlds[1]["tenantId"]


def test_a_page_is_pinned_to_this_machine_and_sends_no_telemetry(tmp_path: Path) -> None:
    part = page_part(STAFF, 50000, 3978, tmp_path / "staff", "node")
    assert part.command[1] == "--require"
    assert Path(part.command[2]).name == "loopback.cjs"
    assert "--disable-telemetry" in part.command
    assert service_url(50000) in part.command


def test_the_triage_channel_is_preset_so_that_a_first_report_arrives(tmp_path: Path) -> None:
    settings, notice = local_settings(tmp_path, service_url(50001))
    assert settings["BOT_TRIAGE_CHANNEL_ID"] == INTERNAL_COMMUNICATIONS.channel
    assert settings["BOT_TRIAGE_SERVICE_URL"] == service_url(50001)
    assert "NEW KEY" in notice


def test_a_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    file, database = tmp_path / "key", tmp_path / "records"
    key, new = local_key(file, database)
    assert new
    assert file.stat().st_mode & 0o777 == 0o600
    assert local_key(file, database) == (key, False)


def test_records_without_their_key_are_not_given_a_new_one(tmp_path: Path) -> None:
    (tmp_path / "records").touch()
    with pytest.raises(LocalRunError, match="is gone"):
        local_key(tmp_path / "key", tmp_path / "records")


def test_a_port_that_is_taken_is_told_with_the_variable_that_changes_it() -> None:
    with socket.socket() as taken:
        port, free = own_port(), own_port()
        taken.bind(("127.0.0.1", port))
        taken.listen()
        with pytest.raises(LocalRunError, match=rf"Port {port} is in use .* make run PORT="):
            check_ports(port, free)
        with pytest.raises(LocalRunError, match="make run PLAYGROUND_PORT="):
            check_ports(free, port)


@pytest.mark.parametrize("given", ["", "x", "0", "70000", "-1", "80.5", "８０"])
def test_a_port_must_be_a_number(given: str) -> None:
    with pytest.raises(LocalRunError, match="PORT must be a whole number"):
        read_port("PORT", given)
