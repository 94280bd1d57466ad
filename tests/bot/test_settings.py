"""Settings: what the service refuses to start with, and in which words."""

import base64
import logging

import pytest

from bot.addresses import is_loopback, is_safe_url
from bot.settings import Settings, SettingsError, load_settings
from tests.issuer import APP_ID, TENANT_ID

KEY = base64.b64encode(bytes(range(32))).decode()
GOOD = {
    "BOT_APP_ID": APP_ID,
    "BOT_APP_PASSWORD": "canary-password",
    "BOT_TENANT_ID": TENANT_ID,
    "BOT_ENCRYPTION_KEY": KEY,
}


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for field in Settings.model_fields:
        monkeypatch.delenv(f"BOT_{field.upper()}", raising=False)


def _load(monkeypatch: pytest.MonkeyPatch, **changes: str) -> Settings:
    for name, value in (GOOD | changes).items():
        monkeypatch.setenv(name, value)
    return load_settings(local=False)


def _load_locally(monkeypatch: pytest.MonkeyPatch, **changes: str) -> Settings:
    for name, value in ({"BOT_ENCRYPTION_KEY": KEY} | changes).items():
        monkeypatch.setenv(name, value)
    return load_settings(local=True)


def _problems(monkeypatch: pytest.MonkeyPatch, **changes: str) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        _load(monkeypatch, **changes)
    return caught.value.problems


def _problems_locally(monkeypatch: pytest.MonkeyPatch, **changes: str) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        _load_locally(monkeypatch, **changes)
    return caught.value.problems


def test_a_service_starts_with_four_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = _load(monkeypatch)
    assert (settings.host, settings.port) == ("127.0.0.1", 3978)
    assert settings.encryption_key_bytes() == bytes(range(32))
    assert settings.app_type == "SingleTenant"
    assert settings.issuer == "https://api.botframework.com"


def test_local_mode_starts_with_a_key_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = _load_locally(monkeypatch)
    assert settings.app_id == ""
    assert settings.encryption_key_bytes() == bytes(range(32))
    [problem] = _problems_locally(monkeypatch, BOT_ENCRYPTION_KEY="")
    assert problem.startswith("BOT_ENCRYPTION_KEY is not set")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_local_mode_may_listen_on_loopback(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    assert _load_locally(monkeypatch, BOT_HOST=host).host == host


@pytest.mark.parametrize("host", ["::", "10.0.0.5", "example.com", "127.0.0.1.nip.io"])
def test_local_mode_refuses_every_other_address(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    [problem] = _problems_locally(monkeypatch, BOT_HOST=host)
    assert problem.startswith("BOT_HOST must be 127.0.0.1")


def test_without_an_app_id_nothing_starts_but_local_mode(monkeypatch: pytest.MonkeyPatch) -> None:
    for changes in ({"BOT_APP_ID": ""}, {"BOT_APP_ID": "", "BOT_HOST": "127.0.0.1"}):
        [problem] = _problems(monkeypatch, **changes)
        assert problem.startswith("BOT_APP_ID is not set")
        assert "--local" in problem


def test_an_app_id_and_local_mode_exclude_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    [problem] = _problems_locally(monkeypatch, BOT_APP_ID=APP_ID)
    assert problem.startswith("BOT_APP_ID is set, but ")


FAULTS = {
    "BOT_TENANT_ID": ("", "contoso.example", "{" + TENANT_ID + "}"),
    "BOT_APP_ID": ("my-bot",),
    "BOT_APP_PASSWORD": ("",),
    "BOT_APP_TYPE": ("MultiTenant", "singletenant"),
    "BOT_ENCRYPTION_KEY": ("", "canary", base64.b64encode(bytes(31)).decode(), KEY + "é"),
    "BOT_PORT": ("canary", "-1", "70000", "80.5"),
    "BOT_OPERATORS": ("canary", f"{APP_ID};{TENANT_ID}"),
    "BOT_OPENID_METADATA_URL": ("http://login.example/x", "canary"),
    "BOT_LOGIN_URL": ("ftp://login.example/", "https://user:canary@login.example/"),
    "BOT_DATABASE_URL": ("sqlite+aiosqlite:///canary.db", "mysql://canary"),
    "BOT_DELIVERY_ENGINE": ("canary", "procrastinate"),  # with SQLite, as here
    "BOT_ENCRYPTION_KEY_ID": ("x" * 33,),
}


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in FAULTS.items() for value in values]
)
def test_a_broken_setting_is_named_in_a_sentence_without_its_value(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    problems = _problems(monkeypatch, **{name: value})
    assert any(problem.startswith(name) for problem in problems)
    assert all(problem.endswith((".", "?")) for problem in problems)
    assert "canary" not in " ".join(problems)


def test_all_problems_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    problems = _problems(
        monkeypatch,
        BOT_PORT="many",
        BOT_APP_TYPE="Any",
        BOT_APP_ID="",
        BOT_ENCRYPTION_KEY="short",
        BOT_TRIAGE_TEAM_ID="19:team",
        BOT_APPID="x",
    )
    named = {problem.split()[0] for problem in problems}
    assert named == {
        "BOT_PORT",
        "BOT_APP_TYPE",
        "BOT_APP_ID",
        "BOT_ENCRYPTION_KEY",
        "BOT_TRIAGE_CHANNEL_ID",
        "BOT_APPID",
    }


def test_a_misspelt_setting_is_not_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    [problem] = _problems(monkeypatch, BOT_TENANTID="x")
    assert problem == "BOT_TENANTID is not a setting of this service. Did you mean BOT_TENANT_ID?"
    monkeypatch.delenv("BOT_TENANTID")
    [problem] = _problems(monkeypatch, BOT_ZZZZ="x")
    assert problem == "BOT_ZZZZ is not a setting of this service."


def test_a_managed_identity_needs_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    changes = {"BOT_APP_TYPE": "UserAssignedMSI", "BOT_APP_PASSWORD": ""}
    assert _load(monkeypatch, **changes).app_type == "UserAssignedMSI"


def test_operators_are_a_list_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = _load(monkeypatch, BOT_OPERATORS=f" {APP_ID}, {TENANT_ID},")
    assert settings.operators == (APP_ID, TENANT_ID)


def test_the_triage_channel_is_set_wholly_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = {
        "BOT_TRIAGE_TEAM_ID": "19:team",
        "BOT_TRIAGE_CHANNEL_ID": "19:channel",
        "BOT_TRIAGE_SERVICE_URL": "https://smba.trafficmanager.net/uk/",
    }
    assert _load(monkeypatch, **whole).triage_channel_id == "19:channel"
    [problem] = _problems(monkeypatch, BOT_TRIAGE_CHANNEL_ID="")
    assert problem.startswith("BOT_TRIAGE_CHANNEL_ID must be set too")


def test_every_setting_is_described() -> None:
    assert all(field.description for field in Settings.model_fields.values())


def test_no_secret_is_shown(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    url = "postgresql+psycopg://bot:canary-password@db/bot"
    settings = _load(monkeypatch, BOT_DATABASE_URL=url)
    logging.getLogger("bot").warning("settings %s", settings)
    for shown in (repr(settings), str(settings), caplog.text):
        assert "canary" not in shown
        assert KEY not in shown


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("[::1]", True),
        ("LOCALHOST", True),
        ("localhost.example", False),
        ("127.1", False),
        ("", False),
        ("::", False),
    ],
)
def test_what_counts_as_loopback(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://smba.trafficmanager.net/uk/", True),
        ("https://smba.trafficmanager.net:443/uk", True),
        ("http://127.0.0.1:56150/_connector", True),
        ("http://localhost:5/", True),
        ("http://[::1]:5/", True),
        ("http://example.com/", False),
        ("https:///path", False),
        ("https://a@b/", False),
        ("https://a/?q", False),
        ("https://a/#f", False),
        ("https://a\\b/", False),
        ("https://a\tb/", False),
        ("https://a\u200bb/", False),
        ("https://a:port/", False),
        ("javascript:alert(1)", False),
        ("", False),
    ],
)
def test_where_a_secret_may_be_sent(url: str, safe: bool) -> None:
    assert is_safe_url(url) is safe


def test_a_language_without_a_catalogue_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    (problem,) = _problems(monkeypatch, BOT_LANGUAGE="tlh")
    assert problem == "BOT_LANGUAGE has no catalogue here. There are catalogues for: en."
    assert _load(monkeypatch, BOT_LANGUAGE="en").language == "en"


def test_metrics_are_not_served_where_the_public_is(monkeypatch: pytest.MonkeyPatch) -> None:
    [problem] = _problems(monkeypatch, BOT_PORT="9000", BOT_METRICS_PORT="9000")
    assert problem == "BOT_METRICS_PORT must not be BOT_PORT: the public has no business there."


def test_the_teams_page_wants_an_address_in_teams_and_a_member_in_local_mode(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = {"BOT_TEAM_PAGE": "true"}
    [problem] = _problems(monkeypatch, **page)
    assert problem.startswith("BOT_PUBLIC_URL must be set for BOT_TEAM_PAGE")
    member = {"BOT_TEAM_PAGE_MEMBER": TENANT_ID}
    [problem] = _problems(monkeypatch, **member)
    assert problem.startswith("BOT_TEAM_PAGE_MEMBER works with --local only.")


def test_in_local_mode_the_teams_page_is_shown_to_a_member_who_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    [problem] = _problems_locally(monkeypatch, BOT_TEAM_PAGE="true")
    assert problem == "BOT_TEAM_PAGE_MEMBER must be set for BOT_TEAM_PAGE with --local."
    member = {"BOT_TEAM_PAGE": "true", "BOT_TEAM_PAGE_MEMBER": TENANT_ID}
    assert _load_locally(monkeypatch, **member).team_page
