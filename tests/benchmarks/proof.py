"""That figures are of real turns: answered by what was asked for, behind a token check."""

from dataclasses import dataclass

from tests.benchmarks.load import Talker, Turn
from tests.benchmarks.servers import Server
from tests.issuer import Issuer, rsa_key

FORGERS_KEY = 9


@dataclass(frozen=True, slots=True)
class Case:
    """One kind of turn of one bot.

    `shows` is the field that the bot's messages have then; empty where a turn sends no message.
    """

    name: str
    server: Server
    turn: Turn
    shows: str


async def answered(case: Case, talker: Talker) -> None:
    """Take a turn. Raises RuntimeError where it is not answered as it is in this kind of turn."""
    await case.turn(talker)
    message = await talker.last_message()
    if case.shows and not message.get(case.shows):
        raise RuntimeError(f"{case.name}: answered with {sorted(message)} instead of {case.shows}")


async def taken(talker: Talker) -> int:
    """Return how many messages the stub has taken of all bots."""
    async with talker.session.get(f"{talker.service_url}taken") as response:
        count: int = await response.json()
    return count


async def checks_tokens(issuer: Issuer, talker: Talker) -> bool:
    """Tell whether a bot refuses a token that somebody else signed, sending no message.

    The stock bot answers every such token with 500; what counts is that no turn is taken.
    """
    claims = issuer.claims(serviceurl=talker.service_url)
    forged = issuer.token(claims, key=rsa_key(FORGERS_KEY))
    before = await taken(talker)
    own, talker.headers = talker.headers, {"Authorization": f"Bearer {forged}"}
    try:
        await talker.say("thanks")
    except RuntimeError:
        return await taken(talker) == before
    finally:
        talker.headers = own
    return False
