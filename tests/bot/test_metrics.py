"""Metrics: what is counted, by words of ours alone."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.observability.metrics import OTHER, Metrics
from policy_content.model import Finding
from storage.records import Backlog, DeliveryState

NOW = datetime(2026, 6, 2, 9, 0, tzinfo=UTC)


def samples(metrics: Metrics, backlog: Backlog | None = None) -> dict[tuple[str, str], float]:
    """Return each sample's value by its name and the values of its labels."""
    text = metrics.written(backlog, NOW).decode()
    return {
        (sample.name, ",".join(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_turns_are_timed_by_the_type_of_their_activity() -> None:
    metrics = Metrics()
    for kind in ("message", "message", "invoke"):
        with metrics.turn(kind):
            pass
    found = samples(metrics)
    assert found["bot_turn_seconds_count", "message"] == 2
    assert found["bot_turn_seconds_count", "invoke"] == 1
    assert 0 < found["bot_turn_seconds_sum", "message"] < 1


def test_a_turn_that_fails_is_timed_too() -> None:
    metrics = Metrics()
    with pytest.raises(RuntimeError), metrics.turn("message"):
        raise RuntimeError
    assert samples(metrics)["bot_turn_seconds_count", "message"] == 1


def test_whatever_a_caller_names_an_activity_is_no_label() -> None:
    metrics = Metrics()
    for number in range(100):
        with metrics.turn(f"canary-{number}"):
            pass
    assert samples(metrics)["bot_turn_seconds_count", OTHER] == 100
    assert "canary" not in metrics.written(None, NOW).decode()


def test_findings_are_counted_by_kind_and_never_by_words() -> None:
    metrics = Metrics()
    find = metrics.counting(
        lambda question: Finding("none" if "chess" in question else "answer", ())
    )
    for question in ("rules for chess", "photos of the office", "photos again"):
        find(question)
    found = samples(metrics)
    assert (found["bot_findings_total", "none"], found["bot_findings_total", "answer"]) == (1, 2)
    assert "chess" not in metrics.written(None, NOW).decode()


def test_faults_are_counted_by_action_and_only_what_looks_like_one_is_a_label() -> None:
    metrics = Metrics()
    log = logging.getLogger("bot.turns.turns")
    log.propagate = True
    with metrics.counting_faults():
        log.error("turn.failed", extra={"reference": "E-1"})
        log.warning("words for readers", extra={"action": "delivery.blocked"})
        logging.getLogger("some.library").warning("canary %s", "canary")
        log.warning("Canary said: a.b")
        log.info("turn.done")
    log.error("turn.failed")
    found = samples(metrics)
    assert found["bot_faults_total", "turn.failed,error"] == 1
    assert found["bot_faults_total", "delivery.blocked,warning"] == 1
    assert found["bot_faults_total", f"{OTHER},warning"] == 2
    assert "canary" not in metrics.written(None, NOW).decode().lower()


def test_deliveries_are_told_by_state_and_age() -> None:
    counts = dict.fromkeys(DeliveryState, 0) | {DeliveryState.BLOCKED: 3}
    oldest = {DeliveryState.BLOCKED: NOW - timedelta(minutes=20)}
    metrics = Metrics()
    found = samples(metrics, Backlog(counts, oldest))
    assert found["bot_deliveries", "blocked"] == 3
    assert found["bot_deliveries", "dead"] == 0
    assert found["bot_delivery_oldest_seconds", "blocked"] == 1200
    assert found["bot_database_up", ""] == 1
    # An old figure must not look like a new one.
    without = samples(metrics, None)
    assert without["bot_database_up", ""] == 0
    assert not [name for name, _ in without if name.startswith("bot_deliver")]
