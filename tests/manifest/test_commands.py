"""Every command that Teams lists is understood when it is sent, or opened from its menus."""

import pytest

from bot.teams.extensions import QUERY
from dialogs.commands import Command, read_command
from dialogs.turn import Dialog
from dialogs.yammer.yammer_links import PostLink, read_link
from tests.manifest.packages import sound

LISTED = [
    (scope, command["title"])
    for commands in sound().manifest["bots"][0]["commandLists"]
    for scope in commands["scopes"]
    for command in commands["commands"]
]


@pytest.mark.parametrize(("scope", "title"), LISTED)
def test_a_listed_command_is_understood(scope: str, title: str) -> None:
    assert read_command(title) is not None


def test_the_lists_offer_all_that_staff_can_do() -> None:
    def offered(scope: str) -> set[Command | None]:
        return {read_command(title) for listed, title in LISTED if listed == scope}

    public = {Command.ASK, Command.CHECK, Command.REPORT, Command.HELP}
    assert offered("personal") == public | {Command.MY_REPORTS}
    assert offered("team") == offered("groupChat") == public


MENUS = sound().manifest["composeExtensions"][0]


def test_the_menus_open_every_dialog_and_the_search_and_nothing_else() -> None:
    commands = {command["id"]: command for command in MENUS["commands"]}
    search = commands.pop("search-policy")
    assert (search["type"], search["parameters"][0]["name"]) == ("query", QUERY)
    assert set(commands) == {dialog.value for dialog in Dialog}


def test_a_report_and_a_look_are_in_a_messages_menu_alone() -> None:
    """What is being written is not told to a bot, so a message is needed."""
    contexts = {command["id"]: command["context"] for command in MENUS["commands"]}
    assert contexts[Dialog.REPORT] == contexts[Dialog.LOOK] == ["message"]
    assert "message" not in [*contexts[Dialog.CHECK], *contexts["search-policy"]]


def test_links_of_every_host_that_becomes_a_card_are_read() -> None:
    (handler,) = MENUS["messageHandlers"]
    assert handler["value"]["domains"]
    for host in handler["value"]["domains"]:
        link = f"https://{host}/main/threads/42"
        assert isinstance(read_link(link), PostLink), host
