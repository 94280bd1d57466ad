"""What docs/internal-communications.md tells the team to press and type is there and understood."""

import re
from pathlib import Path
from uuid import UUID

import pytest

from dialogs.effects.case_effects import ActOnCase, FindCases, ListQueue, ReadDigest, ShowCase
from dialogs.payloads.case_payloads import CaseView
from dialogs.wording import case_lists
from storage.cases.checklists import checklist
from storage.records import CaseStatus, DecisionKind, ReportOutcome
from tests.dialogs.cases import IDA, SAM, case, decided, report, shown, taken
from tests.dialogs.chat import Chat

PAGE = (Path(__file__).parents[2] / "docs" / "internal-communications.md").read_text("utf-8")
TABLE = PAGE.partition("| on the card | or type |")[2].partition("\n\n")[0]
ROWS = re.findall(r"^\| ([^|]*?) ?\| (?:`([^`]+)` )?\|", TABLE, re.MULTILINE)
TYPED = [typed for _, typed in ROWS if typed and typed != "help"]
PRESSED = {title for titles, _ in ROWS for title in titles.split(", ") if title}


@pytest.mark.parametrize("typed", TYPED)
def test_every_command_of_the_page_is_understood(desk: Chat, typed: str) -> None:
    (effect,) = desk.say(typed).step.effects
    about_one = isinstance(effect, ShowCase | ActOnCase)
    assert about_one is ("C-7K3M-9QXT" in typed)


@pytest.mark.parametrize("listed", [command for command, _ in case_lists.COMMANDS])
def test_every_command_that_help_lists_is_on_the_page(listed: str) -> None:
    first = re.split(r" C-…| hacked| closed", listed)[0]
    assert any(typed.startswith(first.replace("C-…", "C-7K3M")) for typed in TYPED), listed


def test_every_button_of_a_case_is_on_the_page_and_the_other_way_round(desk: Chat) -> None:
    closed = decided(status=CaseStatus.CLOSED, outcome=ReportOutcome.ACTED)
    done = decided(done=("line-manager", "disciplinary", "officer", "director"))
    there: set[str] = set()
    pictured = case(reports=(report(screenshots=(UUID(int=1),)),))
    for one in (case(), pictured, taken(), decided(), done, closed):
        for view in (CaseView.CARD, CaseView.MORE):
            there |= set(shown(desk, one, view, members=(IDA, SAM)).titles())
    there |= set(desk.say("find").titles()) | set(desk.say("help").titles())
    named = {"Record: …" if title.startswith("Record: ") else title for title in there}
    assert named - {"Show details", "Back to the case"} == PRESSED - {"Open C-…"}


def test_every_step_of_the_policy_is_on_the_page() -> None:
    for kind in DecisionKind:
        for step in checklist(kind):
            assert f"`{step}`" in PAGE


def test_the_lists_of_the_page_are_lists(desk: Chat) -> None:
    assert isinstance(desk.say("queue").effect, ListQueue)
    assert isinstance(desk.say("digest").effect, ReadDigest)
    assert isinstance(desk.say("mine").effect, FindCases)
