"""Where the service listens, and where it is reached."""

from importlib.util import find_spec

from pydantic import Field

from bot.addresses import is_host_pattern, is_loopback
from bot.settings.group import Listed, SettingsGroup, not_safe_urls


class Serving(SettingsGroup):
    """Where the service listens and is reached, and where it may fetch from."""

    host: str = Field("127.0.0.1", description="The address that the service listens on.")
    port: int = Field(3978, ge=0, le=65535, description="The port that the service listens on.")
    metrics_port: int = Field(
        0, ge=0, le=65535, description="The port that serves /metrics to Prometheus; 0 serves none."
    )
    traces_url: str = Field(
        "",
        description="Where traces go (OTLP over HTTP, such as http://127.0.0.1:4318/v1/traces); "
        "without it there are none. Needs the packages of requirements/otel.txt.",
    )
    traces_share: float = Field(1, ge=0, le=1, description="Which share of turns is traced.")
    public_url: str = Field(
        "",
        description=(
            "The address that staff reach this service at, for links to files; without it there "
            "are none."
        ),
    )
    screenshot_hosts: Listed = Field(
        ("*.sharepoint.com", "smba.trafficmanager.net"),
        description=(
            "Hosts that screenshots may be fetched from, with commas; `*.` stands for one name."
        ),
    )


def serving_problems(given: Serving, *, local: bool) -> list[str]:
    """Name what cannot be listened on or fetched from."""
    problems = not_safe_urls(given, "public_url", "traces_url")
    if given.traces_url and find_spec("opentelemetry") is None:
        problems.append("BOT_TRACES_URL needs the packages of requirements/otel.txt.")
    if local and not is_loopback(given.host):
        problems.append(
            "BOT_HOST must be 127.0.0.1 with --local, since callers are not checked there."
        )
    if given.metrics_port and given.metrics_port == given.port:
        problems.append("BOT_METRICS_PORT must not be BOT_PORT: the public has no business there.")
    if not all(is_host_pattern(host) for host in given.screenshot_hosts):
        problems.append(
            "BOT_SCREENSHOT_HOSTS must be names of hosts, such as *.sharepoint.com, with commas."
        )
    return problems
