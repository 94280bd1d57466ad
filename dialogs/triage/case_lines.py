"""One line in the thread of a case's card for what the team should hear of, and the deputy's."""

from dialogs.turn import Reply
from dialogs.wording import case_lines
from storage.records import CaseEvent


def case_line(reference: str, event: CaseEvent, *, may_repeat: bool = False) -> Reply:
    """Return the line about an event; what was written itself stands on the card alone.

    Raises ValueError for an event that has no line.
    """
    template = case_lines.LINES.get(event.kind)
    if event.reminder is not None:
        template = case_lines.REMINDERS[event.reminder]
    if template is None:
        raise ValueError("an event without a line")
    lines = [template.format(ref=reference, number=event.report)]
    if may_repeat:
        lines.append(case_lines.MAY_REPEAT)
    return Reply("\n\n".join(lines))


def deputy_notice(reference: str) -> Reply:
    """Return what a deputy hears: that a case needs a second handler, and nothing else of it."""
    return Reply(case_lines.DEPUTY.format(ref=reference))
