"""The operator's list of what could not be delivered (bot/commands/stuck_deliveries.py)."""

import asyncio
import base64
from datetime import timedelta
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.commands.stuck_deliveries import NONE_STUCK
from storage.data_protection.cipher import Cipher
from storage.database.sql import open_stores
from storage.migrations import migrate
from storage.records import DeliveryState, NotSent
from tests.contracts.support import CANARIES, a_report

KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Give an empty database that the command line's settings name."""
    url = f"sqlite:///{tmp_path / 'bot.sqlite3'}"
    monkeypatch.setenv("BOT_DATABASE_URL", url)
    monkeypatch.setenv("BOT_ENCRYPTION_KEY", KEY)
    asyncio.run(migrate(url))
    return url


async def give_up(url: str) -> str:
    """Have the card of a report refused for good; return its delivery's id."""
    stores = await open_stores(url, Cipher.from_key("1", base64.b64decode(KEY)))
    receipt = await stores.reports.submit(a_report())
    claimed = await stores.outbox.claim(receipt.card_delivery, timedelta(seconds=30))
    assert claimed is not None
    await stores.outbox.settle(claimed, NotSent(state=DeliveryState.DEAD, reason="refused-413"))
    await stores.close()
    return str(receipt.card_delivery)


def test_without_any_it_says_so(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["deliveries", "--local"]) == 0
    assert capsys.readouterr().out == f"{NONE_STUCK}\n"


def test_a_dead_delivery_is_listed_without_content_and_can_be_requeued(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    delivery = asyncio.run(give_up(url))
    assert main(["deliveries", "list", "--local"]) == 0
    listed = capsys.readouterr().out
    assert all(word in listed for word in (delivery, "case-card", "dead", "refused-413", "never"))
    assert not any(canary in listed for canary in CANARIES.values())
    assert main(["deliveries", "requeue", delivery, "--local"]) == 0
    assert "ready again" in capsys.readouterr().out
    assert main(["deliveries", "requeue", delivery, "--local"]) == 1
    assert capsys.readouterr().err == (
        "This delivery is neither blocked nor dead. It needs nothing.\n"
    )


@pytest.mark.parametrize("words", [["requeue"], ["list", "0" * 32], ["requeue", "canary"]])
def test_what_makes_no_sense_is_refused(url: str, words: list[str]) -> None:
    with pytest.raises(SystemExit) as refusal:
        main(["deliveries", *words, "--local"])
    assert refusal.value.code == 2
