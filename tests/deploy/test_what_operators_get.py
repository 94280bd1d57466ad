"""Alerts, dashboard, compose file and Azure template speak of what the service really has."""

import json
import logging
import re
from typing import Any

import pytest
import yaml

from bot.app import MESSAGES
from bot.deliveries.delivery import STOP_SECONDS
from bot.local.folder import ROOT
from bot.observability.metrics import Metrics
from bot.settings import Settings
from policy_content.model import Finding
from storage.records import Backlog, DeliveryState
from tests.bot.test_metrics import NOW
from tests.deploy import image

DEPLOY = ROOT / "deploy"
ALERTS = yaml.safe_load((DEPLOY / "observability" / "alerts.yaml").read_text())
DASHBOARD = json.loads((DEPLOY / "observability" / "dashboard.json").read_text())
COMPOSE = yaml.safe_load((DEPLOY / "container" / "compose.yaml").read_text())
BICEP = (DEPLOY / "azure" / "main.bicep").read_text()
SETTINGS = {f"BOT_{name.upper()}" for name in Settings.model_fields}
# bot/__main__.py gives the turns under way so long; then the deliveries have theirs.
TURNS_STOP_SECONDS = 10.0

RULES = [rule for group in ALERTS["groups"] for rule in group["rules"]]
QUERIES = [rule["expr"] for rule in RULES] + [
    target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"]
]
each_query = pytest.mark.parametrize("query", QUERIES)


def samples() -> dict[str, set[str]]:
    """Return every sample that the service can give, with the names of its labels."""
    metrics = Metrics()
    with metrics.turn("message"), metrics.counting_faults():
        metrics.counting(lambda _question: Finding("none", ()))("")
        logging.getLogger("bot").warning("turn.failed")
    counts = dict.fromkeys(DeliveryState, 0)
    metrics.written(Backlog(counts, {DeliveryState.READY: NOW}), NOW)
    found = [sample for family in metrics.registry.collect() for sample in family.samples]
    return {sample.name: set(sample.labels) for sample in found} | {"up": {"job"}}


@each_query
def test_a_query_asks_for_metrics_and_labels_that_the_service_has(query: str) -> None:
    known = samples()
    asked = re.findall(r"\b((?:bot|process)_\w+|up)(?:\{([^}]*)\})?", query)
    assert asked
    for name, labels in asked:
        assert name in known
        assert set(re.findall(r"(\w+)(?==~?|!~?)", labels)) <= known[name]
    for labels in re.findall(r"by \(([\w, ]+)\)", query):
        assert set(labels.split(", ")) <= set().union(*(known[name] for name, _ in asked))


@each_query
def test_a_query_asks_for_actions_that_are_logged_and_states_that_exist(query: str) -> None:
    code = "".join(path.read_text() for path in (ROOT / "bot").rglob("*.py"))
    for action in re.findall(r'action="([^"]+)"', query):
        assert f'"{action}"' in code
    for states in re.findall(r'state(?:!?~|=)"?([\w|-]+)"', query):
        assert set(states.split("|")) <= {state.value for state in DeliveryState}


def test_every_alert_has_a_sentence_and_a_place_in_the_operators_page() -> None:
    page = (ROOT / "docs" / "operating.md").read_text()
    for rule in RULES:
        assert rule["annotations"]["summary"].endswith(".")
        assert f"| `{rule['alert']}` |" in page


def test_the_compose_file_runs_two_replicas_that_may_finish_what_they_do() -> None:
    bot = COMPOSE["services"]["bot"]
    assert bot["deploy"]["replicas"] == 2
    assert float(bot["stop_grace_period"].rstrip("s")) > TURNS_STOP_SECONDS + STOP_SECONDS
    for name in ("bot", "migrate"):
        service: dict[str, Any] = COMPOSE["services"][name]
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
    assert COMPOSE["services"]["migrate"]["command"] == ["migrate"]
    assert bot["depends_on"]["migrate"]["condition"] == "service_completed_successfully"


def test_the_proxy_and_prometheus_find_the_service_on_its_ports() -> None:
    ports = image.environment()
    proxy = (DEPLOY / "container" / "Caddyfile").read_text()
    assert f"dynamic a bot {ports['BOT_PORT']}" in proxy
    assert f"path {MESSAGES} /files/*" in proxy
    scraped = yaml.safe_load((DEPLOY / "observability" / "prometheus.yaml").read_text())
    [job] = scraped["scrape_configs"]
    assert str(job["dns_sd_configs"][0]["port"]) == ports["BOT_METRICS_PORT"]
    assert any(f'job="{job["job_name"]}"' in query for query in QUERIES)


def test_examples_and_templates_name_settings_that_exist() -> None:
    example = (DEPLOY / "container" / "bot.env.example").read_text()
    named = set(re.findall(r"\bBOT_[A-Z_]+", example + image.DOCKERFILE + BICEP))
    assert named <= SETTINGS
    given = dict(line.split("=", 1) for line in example.splitlines() if line.startswith("BOT_"))
    assert given["BOT_DELIVERY_ENGINE"] == "procrastinate"
    assert {name for name, value in given.items() if "PASSWORD" in name and value} == set()


def test_the_azure_template_gives_the_service_what_it_cannot_start_without() -> None:
    for name in ("APP_ID", "TENANT_ID", "ENCRYPTION_KEY", "DATABASE_URL", "APP_TYPE"):
        assert f"'BOT_{name}'" in BICEP
    secrets = re.findall(r"name: 'BOT_(ENCRYPTION_KEY|DATABASE_URL)', (\w+):", BICEP)
    assert [how for _, how in secrets] == ["secretRef", "secretRef"]
    assert MESSAGES in BICEP
    for path in ("/healthz", "/readyz"):
        assert f"path: '{path}', port: {image.environment()['BOT_PORT']}" in BICEP
    grace = re.search(r"terminationGracePeriodSeconds: (\d+)", BICEP)
    assert grace is not None
    assert float(grace[1]) > TURNS_STOP_SECONDS + STOP_SECONDS


def test_every_symbol_of_the_azure_template_is_declared_and_every_bracket_closed() -> None:
    code = re.sub(r"^\s*//.*", "", BICEP, flags=re.MULTILINE)
    declared = set(re.findall(r"^\s*(?:param|var|resource) (\w+)", code, re.MULTILINE))
    used = set(re.findall(r"\b(\w+)\.(?:properties|id|listKeys)", code))
    assert used <= declared
    for opening, closing in ("{}", "[]", "()"):
        assert code.count(opening) == code.count(closing)
