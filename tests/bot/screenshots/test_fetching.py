"""A file is asked of listed hosts alone, at public addresses, within bounds of size and time."""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from typing_extensions import override

from bot.connector import NoBearer
from bot.screenshots import Fetcher, ScreenshotRefused, Sources, WhyRefused
from bot.screenshots.fetching import MAX_BYTES
from bot.screenshots.resolving import CheckedResolver, is_public
from tests.bot.screenshots.hostile import OFF_THE_LIST, PRIVATE, PUBLIC
from tests.waiting import PATIENCE_SECONDS

CONNECTOR = "smba.trafficmanager.net"
SERVICE_URL = f"https://{CONNECTOR}/uk/"
PASTED = f"https://{CONNECTOR}/uk/v3/attachments/0-abc/views/original"
SHARED = "https://ons-my.sharepoint.com/personal/x/_layouts/15/download.aspx?tempauth=s3cret"
SOURCES = Sources.of(("*.sharepoint.com", CONNECTOR))
Serve = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Told(AbstractResolver):
    """Resolves every name to one address, and remembers what it was asked."""

    def __init__(self, address: str, port: int = 443) -> None:
        self.address, self.port = address, port
        self.asked: list[str] = []

    @override
    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.asked.append(host)
        wide = ":" in self.address
        found = ResolveResult(
            hostname=host,
            host=self.address,
            port=self.port,
            family=socket.AF_INET6 if wide else socket.AF_INET,
            proto=0,
            flags=0,
        )
        return [found]

    @override
    async def close(self) -> None:
        """Hold nothing."""


class Token(NoBearer):
    """A bearer with a token."""

    @override
    async def token(self) -> str | None:
        return "the-bots-own-token"


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Return where the session tried to connect to; nothing is connected."""
    tried: list[Any] = []

    async def connect(_self: Any, *_args: Any, **more: Any) -> Any:
        tried.append(more.get("addr_infos") or _args)
        raise OSError("no network in this test")

    monkeypatch.setattr(aiohttp.TCPConnector, "_wrap_create_connection", connect)
    return tried


@pytest.mark.parametrize("url", OFF_THE_LIST)
async def test_nothing_is_asked_of_what_is_not_on_the_list(
    url: str, connections: list[Any]
) -> None:
    told = Told("8.8.8.8")
    fetcher = Fetcher(SOURCES, Token(), resolver=CheckedResolver(told))
    try:
        with pytest.raises(ScreenshotRefused) as refused:
            await fetcher.fetch(url, SERVICE_URL)
    finally:
        await fetcher.close()
    assert refused.value.why is WhyRefused.UNKNOWN_PLACE
    assert (told.asked, connections) == ([], [])


@pytest.mark.parametrize("address", PRIVATE)
async def test_a_listed_host_at_a_private_address_is_not_connected_to(
    address: str, connections: list[Any]
) -> None:
    told = Told(address)
    fetcher = Fetcher(SOURCES, Token(), resolver=CheckedResolver(told))
    try:
        with pytest.raises(ScreenshotRefused):
            await fetcher.fetch(SHARED, SERVICE_URL)
    finally:
        await fetcher.close()
    assert told.asked == ["ons-my.sharepoint.com"]
    assert connections == []


@pytest.mark.parametrize("address", PUBLIC)
async def test_a_listed_host_is_connected_to_at_the_address_that_was_checked(
    address: str, connections: list[Any]
) -> None:
    told = Told(address)
    fetcher = Fetcher(SOURCES, Token(), resolver=CheckedResolver(told))
    try:
        with pytest.raises(ScreenshotRefused):
            await fetcher.fetch(SHARED, SERVICE_URL)
    finally:
        await fetcher.close()
    assert told.asked == ["ons-my.sharepoint.com"]  # once: there is no second look-up
    assert len(connections) == 1
    assert address in str(connections[0])


def test_there_are_enough_hostile_addresses() -> None:
    assert len(set(OFF_THE_LIST)) + len(set(PRIVATE)) >= 120
    assert not any(map(is_public, PRIVATE))
    assert all(map(is_public, PUBLIC))


def test_the_token_is_for_the_connectors_own_attachments_alone() -> None:
    assert SOURCES.read(PASTED, SERVICE_URL).with_token
    for url, service in (
        (SHARED, SERVICE_URL),
        (PASTED, "https://ons-my.sharepoint.com/"),
        (f"https://{CONNECTOR}/uk/v3/conversations/a/members", SERVICE_URL),
        (f"https://{CONNECTOR}/x?/v3/attachments/0-abc/views/original", SERVICE_URL),
        (f"https://{CONNECTOR}/../v3/attachments/a/../../x/views/original", SERVICE_URL),
        ("https://a.sharepoint.com/v3/attachments/0-abc/views/original", SERVICE_URL),
    ):
        assert not SOURCES.read(url, service).with_token, url


def test_local_running_asks_its_own_service_and_no_other_port() -> None:
    local = Sources.of((), local=True)
    here = "http://127.0.0.1:56150"
    assert not local.read(f"{here}/v3/attachments/1/views/original", f"{here}/_c/").with_token
    for url in ("http://127.0.0.1:22/", "http://localhost:56150/x", "https://127.0.0.1:56150/x"):
        with pytest.raises(ScreenshotRefused):
            local.read(url, f"{here}/_c/")
    with pytest.raises(ScreenshotRefused):
        SOURCES.read(f"{here}/x", here)
    with pytest.raises(ScreenshotRefused):
        local.read("http://10.0.0.1/x", "http://10.0.0.1/")


@asynccontextmanager
async def serving(
    serve: Serve, folder: Path, seconds: float = PATIENCE_SECONDS
) -> AsyncIterator[Fetcher]:
    """Serve over TLS on this machine, which stands for every listed host."""
    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", serve)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    server, client = _certificates(folder)
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=server)
    await site.start()
    port = int(runner.addresses[0][1])
    resolver = CheckedResolver(Told("127.0.0.1", port), lambda _address: True)
    fetcher = Fetcher(SOURCES, Token(), resolver=resolver, trusted=client, seconds=seconds)
    try:
        yield fetcher
    finally:
        await fetcher.close()
        await runner.cleanup()


def _certificates(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    now = datetime.now(UTC)
    names = [x509.DNSName("ons-my.sharepoint.com"), x509.DNSName(CONNECTOR)]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = folder / "test.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    pem.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(pem)
    return server, ssl.create_default_context(cafile=str(pem))


async def test_a_pasted_picture_is_fetched_with_the_token_and_a_shared_file_without(
    tmp_path: Path,
) -> None:
    heard: list[tuple[str, str | None]] = []

    async def serve(request: web.Request) -> web.Response:
        heard.append((request.path, request.headers.get("Authorization")))
        return web.Response(body=b"picture")

    async with serving(serve, tmp_path) as fetcher:
        assert await fetcher.fetch(PASTED, SERVICE_URL) == b"picture"
        assert await fetcher.fetch(SHARED, SERVICE_URL) == b"picture"
    assert [token for _, token in heard] == ["Bearer the-bots-own-token", None]


@pytest.mark.parametrize("status", [201, 204, 301, 302, 303, 307, 308, 401, 403, 404, 429, 500])
async def test_no_redirect_is_followed_and_nothing_but_a_whole_file_is_taken(
    tmp_path: Path, status: int
) -> None:
    paths = []

    async def serve(request: web.Request) -> web.Response:
        paths.append(request.path)
        return web.Response(status=status, headers={"Location": "https://127.0.0.1/secret"})

    async with serving(serve, tmp_path) as fetcher:
        with pytest.raises(ScreenshotRefused) as refused:
            await fetcher.fetch(PASTED, SERVICE_URL)
    assert refused.value.why is WhyRefused.NOT_FETCHED
    assert len(paths) == 1


async def test_more_than_ten_megabytes_are_not_taken_whatever_was_announced(
    tmp_path: Path,
) -> None:
    refused_already = asyncio.Event()

    async def announced(_request: web.Request) -> web.StreamResponse:
        return web.Response(body=bytes(MAX_BYTES + 1))

    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(bytes(MAX_BYTES + 1))
        await refused_already.wait()
        return response

    for serve in (announced, endless):
        refused_already.clear()
        async with serving(serve, tmp_path) as fetcher:
            with pytest.raises(ScreenshotRefused) as refused:
                await fetcher.fetch(SHARED, SERVICE_URL)
            refused_already.set()
        assert refused.value.why is WhyRefused.TOO_LARGE


async def test_a_server_that_dawdles_is_left(tmp_path: Path) -> None:
    async def serve(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(100):
            await response.write(b"x")
            await asyncio.sleep(0.02)
        return response

    async with serving(serve, tmp_path, seconds=0.2) as fetcher:
        with pytest.raises(ScreenshotRefused) as refused:
            await fetcher.fetch(SHARED, SERVICE_URL)
    assert refused.value.why is WhyRefused.NOT_FETCHED


async def test_a_server_that_cannot_prove_its_name_gets_nothing(tmp_path: Path) -> None:
    asked = []

    async def serve(request: web.Request) -> web.Response:
        asked.append(request.headers.get("Authorization"))
        return web.Response(body=b"picture")

    async with serving(serve, tmp_path) as fetcher:
        with pytest.raises(ScreenshotRefused):
            await fetcher.fetch("https://other.sharepoint.com/a.png", SERVICE_URL)
    assert asked == []


async def test_no_log_holds_an_address(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def serve(_request: web.Request) -> web.Response:
        return web.Response(status=500)

    caplog.set_level("DEBUG")
    async with serving(serve, tmp_path) as fetcher:
        with pytest.raises(ScreenshotRefused):
            await fetcher.fetch(SHARED, SERVICE_URL)
    own = [record for record in caplog.records if record.name.startswith("bot.")]
    assert own
    assert not any("s3cret" in str(vars(record)) for record in own)
