"""The cards whose JSON is kept in `golden/`, so that a change of any card is seen in review.

After an intended change, renew the files and read their difference:

    python -m tests.dialogs.golden_cards
"""

import json
from pathlib import Path
from typing import Any

from dialogs.cards.dialog_card import dialog_card
from dialogs.cards.shared_cards import clause_card
from dialogs.effects.case_effects import (
    CardIsDuplicate,
    CaseRefused,
    CasesExported,
    CasesListed,
    DigestRead,
)
from dialogs.effects.report_effects import (
    ReportedBefore,
    ReportKept,
    ReportNotKept,
    ReportShown,
    ReportsListed,
    SubmitReport,
)
from dialogs.own.notices import notice
from dialogs.payloads.case_payloads import CaseView
from dialogs.seen_message import SeenMessage
from dialogs.toolbox import Toolbox
from dialogs.turn import Dialog, Installed, Opened, Place, Reply, Step
from policy_content import load_policy
from policy_content.model import Policy
from storage.records import (
    AddInformation,
    CaseQuery,
    CaseStatus,
    Decision,
    DecisionKind,
    DeliveryKind,
    Digest,
    DigestedCase,
    ReportOutcome,
    ReportStage,
    UpheldBreach,
)
from tests.dialogs.cases import (
    IDA,
    SAM,
    case,
    decided,
    export_row,
    report,
    shown,
    summary,
    taken,
)
from tests.dialogs.chat import MORNING, Chat, card_json
from tests.dialogs.conftest import find, read, toolbox_of
from tests.dialogs.own_reports import ASKED, MINE, status
from tests.dialogs.reporting import FORM, reviewed
from tests.dialogs.test_reports import RECEIPT
from tests.dialogs.test_reports_elsewhere import X

SOFT = Decision(kind=DecisionKind.SOFT, principle="soft-breach.agree-criticism")
EARLIER = UpheldBreach(
    reference="C-2222-3333", principle="soft-breach.agree-criticism", decided_at=MORNING
)
MESSAGE = SeenMessage("we were hacked", author="Tom Jones", sent_at=MORNING)
DIGEST = Digest(
    day=MORNING.date(),
    opened=(
        DigestedCase(reference="C-7K3M-9QXT", number=41),
        DigestedCase(reference="C-2222-3333", number=42),
    ),
    closed=("C-2222-3333",),
    last=42,
    late=1,
)
FILE = "https://bot.example/files/signed"
FOLDER = Path(__file__).parent / "golden"


def golden_cards() -> dict[str, dict[str, Any]]:
    """Return every golden card by its name."""
    toolbox = toolbox_of(load_policy(), find, read)
    return {
        **_of_answers(toolbox),
        **_of_checks(toolbox),
        **_of_reports(toolbox),
        **_of_own_reports(toolbox),
        **_of_menus(toolbox),
        **_of_cases(toolbox),
        **_of_erased_cases(toolbox),
    }


def text_of(card: dict[str, Any]) -> str:
    """Return a card's JSON as it is kept, without the policy's digest."""
    kept = json.dumps(card, indent=2, ensure_ascii=False)
    return kept.replace(str(load_policy().version), "VERSION") + "\n"


def _of_answers(toolbox: Toolbox) -> dict[str, dict[str, Any]]:
    chat, team = Chat(toolbox), Chat(toolbox, place=Place.CHANNEL)
    return {
        "welcome": _last(chat.happen(Installed())),
        "answer": _last(chat.say("can I moan about work on facebook?")),
        "answer-none": _last(chat.say("something near it")),
        "guesses": _last(chat.say("tell me about breaches")),
        "section": _last(chat.say("what counts as internal material?", "whole section")),
        "use-channel": _last(team.happen(Installed())),
    }


def _of_checks(toolbox: Toolbox) -> dict[str, dict[str, Any]]:
    chat = Chat(toolbox)
    return {
        "check-opening": _last(chat.say("should I post this?")),
        "check-question": _last(chat.say("we were hacked")),
        "check-ticks": _last(chat.say("yammer", "myself")),
        "check-verdict": _last(chat.say("2", "1")),
        "check-change": _last(chat.say("change an answer")),
        "check-closed": _last(chat.say("cancel")),
    }


def _of_reports(toolbox: Toolbox) -> dict[str, dict[str, Any]]:
    chat = Chat(toolbox)
    cards = {
        "report-form": _last(chat.say("report a post")),
        "report-form-problems": _last(chat.press("Check before sending", link="javascript:a")),
        "report-external": _last(chat.press("Check before sending", **FORM | {"link": X})),
        "report-form-again": _last(chat.press("Give a Yammer link")),
        "report-review": _last(chat.press("Check before sending", **FORM)),
    }
    (effect,) = chat.press("Send").step.effects
    assert isinstance(effect, SubmitReport)
    return cards | {
        "report-not-kept": _last(chat.tell(ReportNotKept(effect.report))),
        "report-receipt": _last(chat.tell(ReportKept(RECEIPT, delivered=True))),
    }


def _of_own_reports(toolbox: Toolbox) -> dict[str, dict[str, Any]]:
    chat = Chat(toolbox)
    closed = status(ReportStage.CLOSED, reference="R-2", outcome=ReportOutcome.ACTED)
    listed = ReportsListed([status(ReportStage.SAVED, reference="R-1"), closed])
    question = notice(DeliveryKind.NOTICE_QUESTION, status(questions=(ASKED,)), ASKED)
    report, add = status(questions=(ASKED,)), AddInformation(text="More.")
    before = ReportedBefore(status())
    return {
        "own-list": _last(chat.tell(listed)),
        "own-status": _last(chat.tell(ReportShown(report))),
        "own-added": _last(chat.tell(ReportShown(report, add))),
        "own-notice": card_json(notice(DeliveryKind.NOTICE_OUTCOME, closed)),
        "own-question": card_json(question),
        "own-add": _last(chat.say(f"add {MINE}").tell(ReportShown(report))),
        "own-warning": _last(chat.say("Pat saw it.")),
        "own-withdraw": _last(chat.say(f"withdraw {MINE}").tell(ReportShown(report))),
        "own-share-name": _last(chat.say(f"share my name {MINE}").tell(ReportShown(report))),
        "own-reported-before": _last(reviewed(Chat(toolbox)).tell(before)),
    }


def _of_erased_cases(toolbox: Toolbox) -> dict[str, dict[str, Any]]:
    desk = Chat(toolbox, place=Place.TRIAGE, person="ic-1", name="Ida Comms")
    wordless = taken(reports=(report(account="", seen_when="", erased=True),))
    expired = decided(status=CaseStatus.CLOSED, expired=True)
    return {
        "case-erased-words": _last(shown(desk, wordless)),
        "case-expired": _last(shown(desk, expired)),
    }


def _of_menus(toolbox: Toolbox) -> dict[str, dict[str, Any]]:
    """Return what dialogs show as they show it, and what is put into a chat."""
    chat, policy = Chat(toolbox), toolbox.policy
    look = chat.happen(Opened(Dialog.LOOK, MESSAGE)).step
    form = chat.happen(Opened(Dialog.REPORT, MESSAGE)).step
    check = chat.happen(Opened(Dialog.CHECK)).step
    return {
        "dialog-look": _in_a_dialog(look),
        "dialog-report": _in_a_dialog(form),
        "dialog-check": _in_a_dialog(check),
        "shared-clause": clause_card_json(policy, "hard-breach.hacked"),
        "shared-clause-redacted": clause_card_json(policy, "meta.owner"),
    }


def clause_card_json(policy: Policy, clause: str) -> dict[str, Any]:
    """Return a clause's card as it is put into a chat."""
    return card_json(Reply("-", clause_card(policy, clause, MORNING)))


def _in_a_dialog(step: Step) -> dict[str, Any]:
    shown = dialog_card(step.replies)
    assert shown is not None
    return shown


def _of_cases(toolbox: Toolbox) -> dict[str, dict[str, Any]]:
    desk = Chat(toolbox, place=Place.TRIAGE, person="ic-1", name="Ida Comms")
    two = (report(), report(number=2, own_post=True, seen_when="yesterday"))
    stages = {
        "case-new": case(),
        "case-taken": taken(reports=two),
        "case-decided": decided(done=("line-manager",)),
        "case-closed": decided(status=CaseStatus.CLOSED, outcome=ReportOutcome.ACTED),
    }
    views = [view for view in CaseView if view is not CaseView.CARD]
    soft = decided(SOFT, repeats=(EARLIER,), author_recorded=True)
    now = {view: decided(done=("line-manager",)) for view in views} | {CaseView.DECIDE: taken()}
    cards = {name: _last(shown(desk, one)) for name, one in stages.items()}
    cards |= {
        f"case-view-{view}": _last(
            shown(desk, now[view], view, step="director", members=(IDA, SAM), link=FILE)
        )
        for view in views
    }
    return cards | {
        "case-view-steps-soft": _last(shown(desk, soft, CaseView.STEPS)),
        "case-refused": _last(desk.tell(CaseRefused("Sam Second took this case.", taken()))),
        "case-duplicate": _last(desk.tell(CardIsDuplicate("C-7K3M-9QXT", "1780000000000"))),
        "case-digest": _last(desk.tell(DigestRead(DIGEST))),
        "case-queue": _last(desk.tell(CasesListed([summary(), summary(owner="Ida Comms")]))),
        "case-find": _last(desk.say("find")),
        "case-export": _last(desk.tell(CasesExported([export_row()], CaseQuery(), FILE))),
        "case-help": _last(desk.say("help")),
    }


def _last(chat: Chat) -> dict[str, Any]:
    return chat.cards[-1]


def renew() -> None:
    """Write every golden card anew, and remove those that are no more."""
    cards = golden_cards()
    FOLDER.mkdir(exist_ok=True)
    for path in FOLDER.glob("*.json"):
        if path.stem not in cards:
            path.unlink()
    for name, card in cards.items():
        (FOLDER / f"{name}.json").write_text(text_of(card), encoding="utf-8")


if __name__ == "__main__":
    renew()
