"""Which activities were answered just now, so that their repetition has no second effect.

The channel repeats an activity within seconds. The durable mark of an activity is in the database;
this one is for turns that changed nothing, and for the answer that a repeated press is owed.
"""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field

from dialogs.turn import OpenPersonalChat, Reply

# An answer may show a report to its own reporter, so few are kept, and not for long.
ANSWERS = 256
ANSWER_SECONDS = 60.0
MARKS = 8192

Mark = tuple[str, str]


@dataclass(frozen=True, slots=True)
class TurnResult:
    """The replies of a turn; `repeated` where the activity had been answered before.

    `personal` is for the person's one-to-one chat, where the turn happened elsewhere. `told` are
    the references of reports whose delivery the replies tell of.
    """

    replies: tuple[Reply, ...] = ()
    personal: tuple[OpenPersonalChat, ...] = ()
    repeated: bool = False
    told: tuple[str, ...] = ()


@dataclass(slots=True)
class RecentTurns:
    """Marks of the last turns (conversation id, activity id), and the answers of the very last."""

    _marks: OrderedDict[Mark, None] = field(default_factory=OrderedDict)
    _answers: OrderedDict[Mark, TurnResult] = field(default_factory=OrderedDict)

    def remember(self, mark: Mark, answer: TurnResult | None) -> None:
        """Mark an activity as answered; `answer` is what its repetition is answered with too."""
        self._marks[mark] = None
        if len(self._marks) > MARKS:
            self._marks.popitem(last=False)
        if answer is not None:
            self._answers[mark] = answer
            loop = asyncio.get_running_loop()
            loop.call_later(ANSWER_SECONDS, self._answers.pop, mark, None)
            if len(self._answers) > ANSWERS:
                self._answers.popitem(last=False)

    def recall(self, mark: Mark) -> TurnResult | None:
        """Return what a repetition is answered with; None where the activity is new."""
        if mark not in self._marks:
            return None
        kept = self._answers.get(mark, TurnResult())
        return TurnResult(kept.replies, kept.personal, repeated=True)
