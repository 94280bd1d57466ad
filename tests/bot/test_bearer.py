"""The bot's own token: one request for all, renewed in time, and nothing secret in an error."""

import asyncio
import json
import threading
from typing import Any

import pytest
from pydantic import SecretStr

from bot.connector import BearerUnavailable, MsalBearer, NoBearer, bearer_for
from bot.connector import bearer as bearer_module
from bot.connector.grants import Grant, client_credentials, managed_identity
from bot.settings import Settings
from tests.bot.conftest import Seconds
from tests.issuer import APP_ID, TENANT_ID
from tests.waiting import PATIENCE_SECONDS, until


class Login:
    """A login service that counts, and fails on demand."""

    def __init__(self) -> None:
        self.asked: list[bool] = []
        self.failure: BearerUnavailable | None = None
        self.seconds = 3600.0
        self.answers = threading.Event()
        self.answers.set()
        self.threads: set[int] = set()

    def __call__(self, refused: bool) -> Grant:
        self.asked.append(refused)
        self.threads.add(threading.get_ident())
        assert self.answers.wait(PATIENCE_SECONDS)
        if self.failure is not None:
            raise self.failure
        return Grant(f"token-{len(self.asked)}", self.seconds)


@pytest.fixture
def login() -> Login:
    return Login()


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def bearer(login: Login, seconds: Seconds) -> MsalBearer:
    return MsalBearer(login, clock=seconds)


async def test_a_hundred_replies_at_once_ask_for_one_token(
    bearer: MsalBearer, login: Login
) -> None:
    login.answers.clear()
    replies = asyncio.gather(*(bearer.token() for _ in range(100)))
    await until(lambda: login.asked)
    login.answers.set()
    assert set(await replies) == {"token-1"}
    assert login.asked == [False]
    assert threading.get_ident() not in login.threads


async def test_a_token_is_renewed_before_it_runs_out_and_nobody_waits(
    bearer: MsalBearer, login: Login, seconds: Seconds
) -> None:
    await bearer.token()
    seconds.now += 3600 - 301
    assert await bearer.token() == "token-1"
    assert len(login.asked) == 1
    seconds.now += 2
    assert await bearer.token() == "token-1"
    await bearer._acquiring.join()
    assert await bearer.token() == "token-2"


async def test_a_token_that_is_good_goes_on_serving_while_the_login_fails(
    bearer: MsalBearer, login: Login, seconds: Seconds
) -> None:
    await bearer.token()
    login.failure = BearerUnavailable("login-down")
    for _ in range(4):
        seconds.now = 1000 + 3600 - 200
        assert await bearer.token() == "token-1"
        await until(lambda: not bearer._acquiring.under_way)
    assert len(login.asked) == 2
    seconds.now = 1000 + 3600
    with pytest.raises(BearerUnavailable, match="login-down"):
        await bearer.token()


async def test_a_failing_login_is_not_asked_by_every_reply(
    bearer: MsalBearer, login: Login, seconds: Seconds
) -> None:
    login.failure = BearerUnavailable("login-invalid_client")
    for _ in range(20):
        with pytest.raises(BearerUnavailable, match="login-invalid_client"):
            await bearer.token()
    assert len(login.asked) == 1
    login.failure = None
    seconds.now += 2
    assert await bearer.token() == "token-2"


async def test_a_token_of_no_duration_does_not_make_a_storm(
    bearer: MsalBearer, login: Login, seconds: Seconds
) -> None:
    login.seconds = 100.0
    for _ in range(20):
        await bearer.token()
        await asyncio.sleep(0)
    assert len(login.asked) == 1


async def test_a_refused_token_is_replaced_past_every_cache_and_once_for_all(
    bearer: MsalBearer, login: Login, seconds: Seconds
) -> None:
    await bearer.token()
    seconds.now += 61
    renewed = await asyncio.gather(*(bearer.renew("token-1") for _ in range(10)))
    assert set(renewed) == {"token-2"}
    assert login.asked == [False, True]


async def test_a_brand_new_token_that_is_refused_is_not_replaced(
    bearer: MsalBearer, login: Login, seconds: Seconds
) -> None:
    await bearer.token()
    for _ in range(5):
        assert await bearer.renew("token-1") is None
    assert login.asked == [False]


async def test_a_hanging_login_is_not_waited_for(
    bearer: MsalBearer, login: Login, monkeypatch: pytest.MonkeyPatch
) -> None:
    login.answers.clear()
    with monkeypatch.context() as soon:
        soon.setattr(bearer_module, "WAIT_SECONDS", 0.05)
        with pytest.raises(BearerUnavailable, match="login-timeout"):
            await bearer.token()
    login.answers.set()
    await bearer._acquiring.join()
    assert await bearer.token() == "token-1"


async def test_a_request_under_way_ends_with_the_service(bearer: MsalBearer, login: Login) -> None:
    login.answers.clear()
    waiting = asyncio.create_task(bearer.token())
    await until(lambda: login.asked)
    await bearer.close()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    login.answers.set()


class Answer:
    """What the HTTP client inside msal returns."""

    def __init__(self, status: int, body: dict[str, Any]) -> None:
        self.status_code = status
        self.text = json.dumps(body)
        self.headers: dict[str, str] = {}

    def raise_for_status(self) -> None:
        if self.status_code >= 400:
            raise OSError("the body would stand here: canary")


class LoginService:
    """The login service as msal's HTTP client sees it."""

    def __init__(self, status: int, body: dict[str, Any]) -> None:
        self.status = status
        self.body = body
        self.posts = 0
        self.gets: list[str] = []

    def get(self, url: str, **_: Any) -> Answer:
        self.gets.append(url)
        if "metadata/identity" in url:
            return Answer(self.status, self.body)
        base = f"https://login.microsoftonline.com/{TENANT_ID}"
        endpoints = {
            "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
            "token_endpoint": f"{base}/oauth2/v2.0/token",
            "issuer": f"{base}/v2.0",
            "metadata": [],
        }
        return Answer(200, endpoints)

    def post(self, url: str, **_: Any) -> Answer:
        self.posts += 1
        body = self.body | {"access_token": f"secret-{self.posts}"} if self.status == 200 else {}
        return Answer(self.status, body or self.body)

    def close(self) -> None:
        return


GOOD = {"token_type": "Bearer", "expires_in": 3600, "access_token": "secret-1"}
REFUSAL = {"error": "invalid_client", "error_description": "AADSTS7000215: canary"}


def _client_credentials(service: LoginService) -> Any:
    return client_credentials(
        APP_ID,
        "client-secret",
        authority=f"https://login.microsoftonline.com/{TENANT_ID}",
        scope="https://api.botframework.com/.default",
        http_client=service,
    )


def test_a_single_tenant_bot_logs_in_with_its_secret() -> None:
    service = LoginService(200, GOOD)
    acquire = _client_credentials(service)
    assert acquire(False).token == "secret-1"
    assert acquire(False).token == "secret-1"  # msal's own cache
    assert acquire(True).token == "secret-2"
    assert service.posts == 2


def test_a_managed_identity_is_asked_of_the_machine() -> None:
    service = LoginService(200, GOOD | {"resource": "https://api.botframework.com"})
    acquire = managed_identity(APP_ID, resource="https://api.botframework.com", http_client=service)
    grant = acquire(False)
    assert (grant.token, grant.seconds) == ("secret-1", 3600.0)
    acquire(True)
    assert len(service.gets) == 2


def test_a_refused_login_names_its_code_and_nothing_more() -> None:
    with pytest.raises(BearerUnavailable) as caught:
        _client_credentials(LoginService(401, REFUSAL))(False)
    assert str(caught.value) == "never-sent:login-invalid_client"


@pytest.mark.parametrize("body", [{"error": "two words"}, {"error": "é"}, {"error": "x" * 99}, {}])
def test_a_refusal_without_a_proper_code_is_only_a_refusal(body: dict[str, Any]) -> None:
    with pytest.raises(BearerUnavailable) as caught:
        _client_credentials(LoginService(400, body))(False)
    assert str(caught.value) == "never-sent:login-refused"


def test_a_login_service_that_fails_is_not_quoted() -> None:
    with pytest.raises(BearerUnavailable) as caught:
        _client_credentials(LoginService(500, {"error": "canary"}))(False)
    assert str(caught.value).startswith("never-sent:login-")
    assert "canary" not in repr(caught.value.__cause__)


def test_a_grant_does_not_show_its_token() -> None:
    assert "secret" not in repr(Grant("secret", 5.0))


async def test_the_app_type_decides_how_the_bot_logs_in() -> None:
    assert isinstance(bearer_for(Settings()), NoBearer)
    assert await NoBearer().token() is None
    assert await NoBearer().renew("any") is None
    for app_type in ("SingleTenant", "UserAssignedMSI"):
        settings = Settings(
            app_id=APP_ID, tenant_id=TENANT_ID, app_password=SecretStr("s"), app_type=app_type
        )
        assert isinstance(bearer_for(settings), MsalBearer)
