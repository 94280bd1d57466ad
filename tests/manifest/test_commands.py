"""Every command that Teams lists is understood when it is sent."""

import pytest

from dialogs.commands import Command, read_command
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
