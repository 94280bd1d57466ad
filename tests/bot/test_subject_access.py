"""What is held about a person is given to them without other people in it."""

import json
from datetime import UTC, datetime

from bot.commands.subject_access import as_json, without
from storage.records import (
    Addition,
    Author,
    AuthorshipHeld,
    CaseStatus,
    Decision,
    DecisionKind,
    Exchange,
    HeldAbout,
    ReportHeld,
    ReportStage,
    ReportStatus,
    StepAnswer,
    StepRecord,
)

AT = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
OTHERS = ("Ines Comms", "Aled Author", "aled.author@ons.example")
REPORT = ReportHeld(
    status=ReportStatus(
        reference="R-2222-3333",
        submitted_at=AT,
        delivered_at=None,
        stage=ReportStage.SAVED,
        principle="code",
    ),
    name="Pat Reporter",
    link="https://engage.cloud.microsoft/main/threads/1",
    account="I saw it at 9. Aled's post names Price, and (aled.author@ons.example) too.",
    seen_when="on Monday, with Ines",
    policy_version="3f2a",
    additions=(Addition(at=AT, text="Author, Aled wrote a second one."),),
    exchanges=(Exchange(at=AT, question="Did Gwenllian see it, asks Ines?", answer="No."),),
    others=OTHERS,
)
AUTHORSHIP = AuthorshipHeld(
    reference="C-2222-3333",
    status=CaseStatus.CLOSED,
    opened_at=AT,
    closed_at=AT,
    recorded=(Author(person="id-1", name="Pat Reporter"),),
    decisions=(Decision(kind=DecisionKind.SOFT, principle="code", reason="Huw says so."),),
    steps=(
        StepRecord(step="soft-breach.action.line-manager", answer=StepAnswer.DONE, by="Ines Comms"),
    ),
    notes=("Ines rang Pat's manager on 07700 900123.",),
    others=OTHERS,
)


def test_a_persons_own_words_are_given_without_the_names_that_the_record_knows() -> None:
    [report] = json.loads(as_json(HeldAbout(reports=(REPORT,))))["reports"]
    assert report["what_happened"] == "I saw it at 9. [name] post names Price, and [name] too."
    assert report["seen_when"] == "on Monday, with [name]"
    assert report["added"][0]["text"] == "[name] wrote a second one."
    assert (report["reference"], report["your_name"]) == ("R-2222-3333", "Pat Reporter")


def test_what_others_wrote_is_masked_besides() -> None:
    told = as_json(HeldAbout(reports=(REPORT,), authorships=(AUTHORSHIP,)))
    for secret in ("Ines", "Aled", "Gwenllian", "Huw", "07700"):
        assert secret not in told
    [authorship] = json.loads(told)["cases_that_name_the_person_as_author"]
    assert authorship["decisions"][0]["kind"] == "soft"
    assert authorship["recorded_as"] == [{"person": "id-1", "name": "Pat Reporter"}]
    assert "withheld" in authorship


def test_the_file_says_that_a_person_must_read_it_first() -> None:
    assert "before it is handed over" in json.loads(as_json(HeldAbout()))["before_handing_over"]


def test_a_text_without_names_stays_as_it_is() -> None:
    text = "It says  that we were hacked.\n\nŷ 🧵"
    assert without(text, OTHERS) == text
    assert without(text, ()) == text
