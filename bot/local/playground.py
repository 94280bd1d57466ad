"""One page of the Microsoft 365 Agents Playground: its configuration, and how it is started."""

from pathlib import Path
from typing import Any

import yaml

from bot.local.errors import LocalRunError
from bot.local.folder import PLAYGROUND, logs_in, make_local
from bot.local.part import Part
from bot.local.people import BOT_ID, BOT_NAME, COLLEAGUES, TENANT, Page, Person
from bot.local.ports import LOOPBACK

CONFIGURATION = ".m365agentsplayground.yml"
CLIENT = PLAYGROUND / "node_modules" / "@microsoft" / "m365agentsplayground" / "cli.js"
PRELOAD = PLAYGROUND / "loopback.cjs"


def service_url(port: int) -> str:
    """Return the address that the bot sends to, to write on the page of this port."""
    return f"http://{LOOPBACK}:{port}/_connector"


def configuration(page: Page) -> dict[str, Any]:
    """Return a page's world in the Playground's own terms; it requires every one of them."""
    return {
        "version": "0.1.1",
        "tenantId": TENANT,
        "bot": {"id": BOT_ID, "name": BOT_NAME},
        "currentUser": _user(page.acting),
        "users": [_user(person) for person in COLLEAGUES],
        "personalChat": {"id": page.personal_chat},
        "groupChat": {"id": page.group_chat, "name": f"{page.team_name} chat"},
        "team": {
            "id": page.team,
            "name": page.team_name,
            "aadGroupId": page.team_directory_id,
            "channels": [{"id": page.channel, "name": page.channel_name}],
        },
    }


def page_part(page: Page, port: int, bot_port: int, folder: Path, node: str) -> Part:
    """Write a page's configuration into a working folder of its own; return how to start it.

    `node` is the Node program. Raises LocalRunError where the pages are not installed.
    """
    if not CLIENT.exists():
        raise LocalRunError("The chat pages are not installed yet. Run: make setup")
    make_local(folder)
    text = yaml.safe_dump(configuration(page), sort_keys=False, allow_unicode=True)
    (folder / CONFIGURATION).write_text(text, encoding="utf-8")
    return Part(
        name=f"the page for {page.title}",
        command=(
            *(node, "--require", str(PRELOAD), str(CLIENT), "start"),
            *("--app-endpoint", f"http://{LOOPBACK}:{bot_port}/api/messages"),
            *("--channel-id", "msteams", "--port", str(port)),
            *("--service-url", service_url(port), "--disable-telemetry"),
        ),
        folder=folder,
        environment={"TEAMSAPPTESTER_BROWSER": "none", "STOP_WITH_STDIN": "1"},
        log=logs_in(folder.parent) / f"{page.slug}.log",
        port=port,
    )


def _user(person: Person) -> dict[str, str]:
    return {
        "id": person.id,
        "name": person.name,
        "userPrincipleName": person.address,  # spelt so by the Playground
        "aadObjectId": person.directory_id,
        "givenName": person.given_name,
        "surname": person.surname,
        "email": person.address,
    }
