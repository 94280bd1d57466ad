"""A report that is filled in and reviewed, for the tests of reporting."""

from typing import Any

from dialogs.effects.report_effects import SubmitReport
from storage.records import NewReport
from tests.dialogs.chat import Chat
from tests.dialogs.test_yammer_links import SHAPES

LINK = SHAPES[3]
FORM: dict[str, Any] = {
    "link": LINK,
    "principle": "hard-breach.hacked",
    "account": "It says that we were hacked.",
    "seen_when": "yesterday",
}


def reviewed(chat: Chat, **changes: str) -> Chat:
    return chat.say("report a post").press("Check before sending", **(FORM | changes))


def submitted(chat: Chat) -> NewReport:
    effect = chat.effect
    assert isinstance(effect, SubmitReport)
    return effect.report
