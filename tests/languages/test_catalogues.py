"""A language is added by adding its catalogue; nothing that people read is left out of it."""

import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import dialogs.wording
from dialogs.commands import Command, read_command
from dialogs.languages import CATALOGUES, ENGLISH, NoCatalogue, gettext, languages, speak, spoken
from dialogs.languages.__main__ import main
from dialogs.languages.owners_files import translated_policy
from dialogs.languages.template import ROOT, compiled, po_text, renew, stale, template
from policy_content.loader import load_policy
from storage.errors import NeedsSecondHandler

HELLO = dialogs.wording.WELCOME
QUESTION = "Where will you post it?"


def test_the_template_has_the_bots_sentences_the_owners_and_the_commands() -> None:
    known = {message.id for message in template()}
    assert {HELLO, QUESTION, str(NeedsSecondHandler())} <= known
    assert any("help me|" in str(phrases) for phrases in known)


def test_the_template_has_no_word_of_the_policy() -> None:
    names_of_decisions = {"Hard breach", "Soft breach"}  # as well as headings of the policy
    known = {message.id for message in template()} - names_of_decisions
    assert not known & {clause.text for clause in load_policy().clauses.values()}


def test_committed_catalogues_are_fresh() -> None:
    assert stale(CATALOGUES) == []


def test_a_catalogue_is_begun_renewed_and_kept(tmp_path: Path) -> None:
    source = renew(tmp_path, "cy")
    assert languages(tmp_path) == (ENGLISH, "cy")
    assert stale(tmp_path) == []
    text = source.read_text(encoding="utf-8").replace(
        f'msgid "{QUESTION}"\nmsgstr ""', f'msgid "{QUESTION}"\nmsgstr "XYZ"'
    )
    source.write_text(text, encoding="utf-8")
    assert stale(tmp_path) == ["cy"]
    renew(tmp_path, "cy")
    assert stale(tmp_path) == []
    with source.open("rb") as file:
        renewed = read_po(file)
    message = renewed.get(QUESTION)
    assert message is not None
    assert message.string == "XYZ"
    assert source.with_suffix(".mo").read_bytes() == compiled(renewed)


def test_a_sentence_that_is_missing_makes_a_catalogue_stale(tmp_path: Path) -> None:
    source = renew(tmp_path, "cy")
    text = source.read_text(encoding="utf-8")
    source.write_text(text.replace(f'msgid "{QUESTION}"', 'msgid "Where?"'), encoding="utf-8")
    assert stale(tmp_path) == ["cy"]


def test_the_language_cannot_be_chosen_once_the_sentences_are_read(tmp_path: Path) -> None:
    renew(tmp_path, "cy")
    with pytest.raises(RuntimeError, match="before the sentences are read"):
        speak("cy", tmp_path)
    speak(ENGLISH)
    assert spoken() == ENGLISH
    assert gettext("") == ""


def test_a_language_without_a_catalogue_cannot_be_spoken() -> None:
    script = "from dialogs.languages import speak; speak('tlh')"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=False
    )
    assert NoCatalogue.__name__ in done.stderr.decode()


def test_the_command_line_chooses_before_any_sentence_is_read() -> None:
    script = "import sys, bot.__main__; sys.exit('dialogs.wording' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()


def test_english_leaves_the_owners_files_as_they_are() -> None:
    policy = load_policy()
    assert translated_policy(policy) is policy
    assert read_command("Report a Yammer post") is Command.REPORT


def test_translators_have_a_command_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert main(["template"]) == 0
    assert capsys.readouterr().out == po_text(template())
    monkeypatch.setattr("dialogs.languages.__main__.CATALOGUES", tmp_path)
    assert main(["renew", "cy"]) == 0
    assert languages(tmp_path) == (ENGLISH, "cy")
    capsys.readouterr()
    for wrong in ("not a language", "xx-YY-zz-qq", "../cy"):
        assert main(["renew", wrong]) == 1
        assert "is not a language tag" in capsys.readouterr().err
