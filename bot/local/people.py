"""The made-up people, team and chats of the two pages. Ids have the shapes that Teams uses."""

from dataclasses import dataclass

TENANT = "5b6f2c9e-0d47-4a9c-8a53-2f1f6a7d9c10"
BOT_ID = "28:social-media-policy-bot"
BOT_NAME = "Social media policy"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the made-up tenant. `number` makes their ids differ from everybody else's."""

    number: int
    given_name: str
    surname: str

    @property
    def name(self) -> str:
        """Return the name that is shown."""
        return f"{self.given_name} {self.surname}"

    @property
    def id(self) -> str:
        """Return the id in the channel, as Teams gives it per bot."""
        return f"29:person-{self.number:04}"

    @property
    def directory_id(self) -> str:
        """Return the directory object id."""
        return f"a2c8e6d4-3b1f-4c57-9e08-{self.number:012}"

    @property
    def address(self) -> str:
        """Return the address, in a domain that is reserved for examples."""
        return f"{self.given_name}.{self.surname}@staff.example.org".lower()


@dataclass(frozen=True, slots=True)
class Page:
    """One page's world: who acts, and the ids of the chats. No two pages share a chat."""

    slug: str
    title: str
    acting: Person
    team: str
    team_directory_id: str
    team_name: str
    channel: str
    channel_name: str

    @property
    def personal_chat(self) -> str:
        """Return the id of the one-to-one chat with the bot."""
        return f"a:{self.slug}-with-the-bot"

    @property
    def group_chat(self) -> str:
        """Return the id of the group chat."""
        return f"19:{self.slug}-group@thread.v2"


COLLEAGUES = (
    Person(11, "Megan", "Hughes"),
    Person(12, "Daniel", "Price"),
    Person(13, "Aisha", "Khan"),
    Person(14, "Owen", "Clarke"),
    Person(15, "Grace", "Mensah"),
)

STAFF = Page(
    slug="staff",
    title="a member of staff",
    acting=Person(1, "Rhian", "Morgan"),
    team="19:household-surveys@thread.tacv2",
    team_directory_id="c0d4be73-51a8-4be2-9a0f-000000000001",
    team_name="Household surveys",
    channel="19:household-surveys-news@thread.tacv2",
    channel_name="News",
)

INTERNAL_COMMUNICATIONS = Page(
    slug="internal-communications",
    title="a member of Internal Communications",
    acting=Person(2, "Tomasz", "Okafor"),
    team="19:internal-communications@thread.tacv2",
    team_directory_id="c0d4be73-51a8-4be2-9a0f-000000000002",
    team_name="Internal Communications",
    channel="19:social-media-reports@thread.tacv2",
    channel_name="Social media reports",
)

PAGES = (STAFF, INTERNAL_COMMUNICATIONS)
