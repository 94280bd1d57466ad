"""Charts as SVG, made here: no script, no colour that alone tells something, text beside each.

Sizes and colours are the style sheet's; numbers stand in the tables, which screen readers read.
"""

from collections.abc import Sequence

from markupsafe import Markup

_COLUMN, _GAP, _HEIGHT = 20, 6, 100
_BAR = Markup(
    '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" '
    'focusable="false"><rect class="track" width="100" height="10"/>'
    '<rect class="mark" width="{width}" height="10"/></svg>'
)
_COLUMNS = Markup(
    '<svg class="columns" viewBox="0 0 {width} {height}" preserveAspectRatio="none" '
    'aria-hidden="true" focusable="false">{marks}</svg>'
)
_MARK = Markup('<rect class="{kind}" x="{x}" y="{y}" width="{width}" height="{height}"/>')


def bar(count: int, most: int) -> Markup:
    """Draw one bar, as long as `count` is of `most`."""
    return _BAR.format(width=_share(count, most))


def columns(counts: Sequence[int]) -> Markup:
    """Draw a column for each count, from left to right; an empty one keeps a line at its foot."""
    most, step = max(counts, default=0), _COLUMN + _GAP
    marks = Markup()
    for number, count in enumerate(counts):
        tall = max(round(_share(count, most)), 1)
        marks += _MARK.format(
            kind="mark" if count else "track",
            x=number * step,
            y=_HEIGHT - tall,
            width=_COLUMN,
            height=tall,
        )
    return _COLUMNS.format(width=max(len(counts) * step - _GAP, 1), height=_HEIGHT, marks=marks)


def _share(count: int, most: int) -> float:
    """Return a count as hundredths of the most, with one decimal place."""
    return round(100 * count / most, 1) if most else 0.0
