"""What is said about screenshots, to reporters and to Internal Communications."""

from dialogs.effects.report_effects import WhyRefused
from dialogs.languages import gettext as _

KEPT_ONE = _("I kept 1 screenshot, without its metadata (such as where and when it was made).")
KEPT = _(
    "I kept {count} screenshots, without their metadata (such as where and when they were made)."
)
WITH_THE_REPORT = _("Internal Communications get to see it only if you send the report.")
CROP_NAMES = _("If your own name is in a picture, they will see it.")
NO_FORM = _(
    "I did not take the file. I take screenshots only while a report is open. For a report that "
    "you have sent, type add and its reference first."
)
LABEL = _("Screenshots")
ADDED_ONE = _("1 screenshot was added.")
ADDED = _("{count} screenshots were added.")
SENT_ONE = _("With 1 screenshot, without its metadata.")
SENT = _("With {count} screenshots, without their metadata.")
LOST = _("I had to let go of a screenshot. You can send it again: type add and the reference.")

WHY_NOT = {
    WhyRefused.NO_PICTURE: _(
        "I could not read one file as a picture. I take PNG, JPEG, GIF and WebP."
    ),
    WhyRefused.TOO_LARGE: _("One file is larger than 10 MB, so I did not take it."),
    WhyRefused.TOO_MANY_PIXELS: _(
        "One picture has more than 25 million pixels, or is longer than 12,000 pixels on a side, "
        "so I did not take it."
    ),
    WhyRefused.NOT_FETCHED: _("I could not fetch one file. Please send it again."),
    WhyRefused.UNKNOWN_PLACE: _(
        "One file is kept in a place that I do not fetch from. Please paste the picture here."
    ),
    WhyRefused.TOO_MANY: _("A report can have five screenshots at most, so I left the rest."),
}

COUNT = _("Screenshots: {count}")
COUNT_TYPE = _("Screenshots: {count}. Type: screenshots {ref}")
TITLE = _("Screenshots of {ref}")
NONE = _("There are no screenshots with this case.")
OPEN = _("Screenshot {number} of report {report}")
LINKS_LAST = _("Each link works for ten minutes, for this case only. Do not pass it on.")
NO_LINKS = _("They cannot be opened: the service has no public address (BOT_PUBLIC_URL).")
FILE_NAME = "screenshot-{ref}.{ending}"


def count_words(count: int, one: str, many: str) -> str:
    """Return the sentence for one, or the one for several."""
    return one if count == 1 else many.format(count=count)
