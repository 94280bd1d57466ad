"""Every command that Teams lists is understood when it is sent, or opened from its menus."""

import pytest

from bot.teams.extensions import QUERY
from dialogs.commands import Command, read_command
from dialogs.effects.case_effects import ListQueue, ReadDigest
from dialogs.turn import Dialog, Place
from dialogs.yammer.yammer_links import PostLink, read_link
from policy_content import load_policy
from tests.dialogs.chat import Chat
from tests.dialogs.conftest import find, read, toolbox_of
from tests.manifest.packages import sound

FOR_THE_TEAM = {"Queue": ListQueue, "Digest": ReadDigest}
LISTED = [
    (scope, command["title"])
    for commands in sound().manifest["bots"][0]["commandLists"]
    for scope in commands["scopes"]
    for command in commands["commands"]
]


@pytest.mark.parametrize(("scope", "title"), LISTED)
def test_a_listed_command_is_understood(scope: str, title: str) -> None:
    assert read_command(title) is not None or title in FOR_THE_TEAM


def test_what_is_listed_for_the_team_is_understood_in_its_channel() -> None:
    for title, effect in FOR_THE_TEAM.items():
        assert ("team", title) in LISTED
        toolbox = toolbox_of(load_policy(), find, read)
        assert isinstance(Chat(toolbox, place=Place.TRIAGE).say(title).effect, effect)


def test_the_lists_offer_all_that_staff_can_do() -> None:
    def offered(scope: str) -> set[Command | None]:
        titles = {title for listed, title in LISTED if listed == scope}
        return {read_command(title) for title in titles - FOR_THE_TEAM.keys()}

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
