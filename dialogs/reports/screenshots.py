"""Takes screenshots that were sent: with the report that is open, or with what is added to one.

The state holds ids alone. The pictures are fetched, made anew and kept by the service.
"""

from dialogs.effects.report_effects import KeepScreenshots, ScreenshotsKept
from dialogs.here import Here
from dialogs.own import own_asking
from dialogs.reports import report_asking
from dialogs.state import Conversation, OwnReport, ReportFlow
from dialogs.turn import Reply, Step
from dialogs.wording import screenshots
from dialogs.wording.screenshots import count_words
from storage.records import MOST_SCREENSHOTS


def wanted(conversation: Conversation) -> bool:
    """Tell whether something is open that screenshots can go with."""
    return _added_to(conversation) is not None or isinstance(conversation.flow, ReportFlow)


def offered(
    conversation: Conversation, files: tuple[str, ...], text: str, here: Here
) -> KeepScreenshots:
    """Return the effect that keeps them; what was typed beside them is taken up after it."""
    room = MOST_SCREENSHOTS - len(_held(conversation))
    return KeepScreenshots(here.context.person, files, room, text)


def kept(conversation: Conversation, outcome: ScreenshotsKept, here: Here) -> Step:
    """Note what was kept, and say so; a screenshot by itself is added to a sent report at once."""
    lines = _lines(outcome)
    own, flow = _added_to(conversation), conversation.flow
    ids = tuple(dict.fromkeys((*_held(conversation), *outcome.kept)))
    if own is not None:
        added = own.model_copy(update={"screenshots": ids})
        after = conversation.model_copy(update={"own": added})
        said = Step(after, (Reply(" ".join(lines)),))
        return _sent_on(said, added, here) if ids and not outcome.text else said
    if not isinstance(flow, ReportFlow):
        return Step(conversation, (Reply(screenshots.NO_FORM),))
    with_them = flow.model_copy(update={"screenshots": ids})
    if outcome.kept:
        lines += [screenshots.WITH_THE_REPORT, screenshots.CROP_NAMES]
    remark = " ".join(lines)
    if outcome.text:
        after = conversation.model_copy(update={"flow": with_them})
        return Step(after, (Reply(remark),))
    return report_asking.ask(conversation, with_them, here.toolbox, remark)


def _sent_on(said: Step, own: OwnReport, here: Here) -> Step:
    """Add the screenshots to the report by themselves, with a line that says how many."""
    line = count_words(len(own.screenshots), screenshots.ADDED_ONE, screenshots.ADDED)
    adding = own_asking.with_text(said.conversation, own, line, here)
    return Step(adding.conversation, (*said.replies, *adding.replies), adding.effects)


def _lines(outcome: ScreenshotsKept) -> list[str]:
    count = len(outcome.kept)
    lines = [count_words(count, screenshots.KEPT_ONE, screenshots.KEPT)] if count else []
    return lines + [screenshots.WHY_NOT[why] for why in dict.fromkeys(outcome.refused)]


def _added_to(conversation: Conversation) -> OwnReport | None:
    own = conversation.own
    return own if own is not None and own.do == "add" and own.reference else None


def _held(conversation: Conversation) -> tuple[object, ...]:
    own, flow = _added_to(conversation), conversation.flow
    if own is not None:
        return own.screenshots
    return flow.screenshots if isinstance(flow, ReportFlow) else ()
