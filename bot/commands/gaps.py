"""Lists the questions that had no answer that helped, for the policy owner: `bot gaps`."""

from collections.abc import Iterator, Sequence

from bot.settings import Settings
from policy_content.gaps import AskedInVain, as_phrasings, group
from storage.database.sql import open_stores
from storage.records import KeptQuestion, WhyKept

_HEADING = (
    "# Questions that had no answer that helped, most often asked first. Copy what a clause",
    "# answers under its id in policy_content/policy/phrasings/, and what none answers under",
    "# messages: in policy_content/policy/off_topic/. Names, numbers and addresses were masked:",
    "# reword these.",
)
NONE_KEPT = "# No question is kept."


async def gaps(settings: Settings) -> Iterator[str]:
    """Return the list, line by line, ready to be pasted. Raises StorageError."""
    stores = await open_stores(settings.database_url, settings.ring().cipher())
    try:
        return listed(await stores.questions.all())
    finally:
        await stores.close()


def listed(questions: Sequence[KeptQuestion]) -> Iterator[str]:
    """Yield the lines for these questions."""
    if not questions:
        yield NONE_KEPT
        return
    yield from _HEADING
    asked = [AskedInVain(q.words, q.closest, q.why is WhyKept.UNHELPFUL) for q in questions]
    yield from as_phrasings(group(asked))
