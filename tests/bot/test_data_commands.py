"""The operator's commands about data, from the command line to the database and back."""

import asyncio
import base64
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest

from bot.__main__ import main
from bot.settings import Settings
from storage.data_protection.cipher import Cipher
from storage.database.sql import open_stores
from storage.errors import UnknownReport
from storage.migrations import migrate, roll_back
from tests.contracts.support import (
    CANARIES,
    NO_BREACH,
    REPORTER_PERSON,
    SetClock,
    World,
)

KEY, NEXT = bytes(range(32)), bytes([9] * 32)
T = TypeVar("T")


def written(key: bytes) -> str:
    return base64.b64encode(key).decode()


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Give a migrated database that the commands find through the environment."""
    for field in Settings.model_fields:
        monkeypatch.delenv(f"BOT_{field.upper()}", raising=False)
    url = f"sqlite:///{tmp_path / 'bot.sqlite3'}"
    monkeypatch.setenv("BOT_DATABASE_URL", url)
    monkeypatch.setenv("BOT_ENCRYPTION_KEY", written(KEY))
    monkeypatch.setenv("LOGNAME", "olwen")
    assert main(["migrate", "--local"]) == 0
    return url


def with_world(url: str, work: Callable[[World], Awaitable[T]], cipher: Cipher | None = None) -> T:
    """Do something in the database, as the service would."""

    async def do() -> T:
        stores = await open_stores(url, cipher or Cipher.from_key("1", KEY), SetClock())
        try:
            return await work(World(stores, SetClock()))
        finally:
            await stores.close()

    return asyncio.run(do())


async def a_closed_case(world: World) -> tuple[str, str]:
    receipt = await world.submit()
    reference = await world.case_reference(receipt)
    await world.close(reference, NO_BREACH)
    return receipt.reference, reference


def run(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    """Run a command that must go well; return what it said."""
    capsys.readouterr()
    assert main([*command, "--local"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    return said.out


def test_what_is_held_about_a_person_is_given_out_as_json(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    report, _ = with_world(url, a_closed_case)
    told = json.loads(run(capsys, "data", "export", REPORTER_PERSON))
    [own] = told["reports"]
    assert (own["reference"], own["what_happened"]) == (report, CANARIES["account"])


def test_erasure_tells_first_and_erases_when_told_twice(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    report, _ = with_world(url, a_closed_case)
    tried = run(capsys, "data", "erase", REPORTER_PERSON)
    assert "Would be erased:" in tried
    assert report in tried
    assert "--yes" in tried
    assert json.loads(run(capsys, "data", "export", REPORTER_PERSON))["reports"]
    done = run(capsys, "data", "erase", REPORTER_PERSON, "--yes")
    assert "Erased:" in done
    assert "register" in done
    assert not json.loads(run(capsys, "data", "export", REPORTER_PERSON))["reports"]
    assert "Nothing is held" in run(capsys, "data", "erase", REPORTER_PERSON, "--yes")


def test_a_case_on_hold_is_told_and_left(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    report, case = with_world(url, a_closed_case)
    assert "on hold" in run(capsys, "hold", case, "on")
    assert f"legal hold: {report}" in run(capsys, "data", "erase", REPORTER_PERSON, "--yes")
    assert "not on hold" in run(capsys, "hold", case, "off")
    assert "Erased:" in run(capsys, "data", "erase", REPORTER_PERSON, "--yes")


def test_an_unknown_case_is_refused_in_a_sentence(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["hold", "C-2222-2222", "on", "--local"]) == 1
    assert capsys.readouterr().err == "There is no case with this reference.\n"


def test_the_key_is_changed_in_three_steps(
    url: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with_world(url, a_closed_case)
    # The next key is known everywhere before it is used.
    monkeypatch.setenv("BOT_ENCRYPTION_OTHER_KEYS", f"2:{written(NEXT)}")
    assert "0 keys" in run(capsys, "rewrap")
    # It becomes the current one.
    monkeypatch.setenv("BOT_ENCRYPTION_KEY", written(NEXT))
    monkeypatch.setenv("BOT_ENCRYPTION_KEY_ID", "2")
    monkeypatch.setenv("BOT_ENCRYPTION_OTHER_KEYS", f"1:{written(KEY)}")
    assert "Nothing in the database needs another key" in run(capsys, "rewrap")
    # The earlier one is taken away.
    monkeypatch.delenv("BOT_ENCRYPTION_OTHER_KEYS")
    assert json.loads(run(capsys, "data", "export", REPORTER_PERSON))["reports"]


def test_with_a_missing_key_a_command_says_so(
    url: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with_world(url, a_closed_case)
    monkeypatch.setenv("BOT_ENCRYPTION_KEY_ID", "2")
    assert main(["rewrap", "--local"]) == 1
    told = capsys.readouterr().err
    assert told.startswith("The records were encrypted with a key that is not among the keys")


def test_a_version_before_is_gone_back_to_with_undo(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    report, _ = with_world(url, a_closed_case)
    assert "values" in run(capsys, "rewrap", "--undo")
    asyncio.run(roll_back(url, "0004"))
    asyncio.run(migrate(url, stopped=True))
    assert report in run(capsys, "data", "export", REPORTER_PERSON)


def test_after_a_restore_it_is_said_what_to_do(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with_world(url, lambda world: world.submit())
    told = run(capsys, "restored")
    assert told.startswith("2 messages may have been sent since the backup")
    assert "erase again" in told


def test_erasing_reaches_what_was_kept_before_there_were_own_keys(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    report, _ = with_world(url, a_closed_case)
    run(capsys, "rewrap", "--undo")
    run(capsys, "data", "erase", REPORTER_PERSON, "--yes")

    async def gone(world: World) -> None:
        with pytest.raises(UnknownReport):
            await world.stores.reports.report(REPORTER_PERSON, report)

    with_world(url, gone)
