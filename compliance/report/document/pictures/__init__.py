"""Geometry of the figures: where each part is drawn. The templates in ``templates/pictures`` draw it.

Lengths are CSS pixels (96 an inch) from the top left; a picture is as wide as the text, :data:`WIDTH`.
"""

from compliance.report.wording.width import columns

#: The width of the text on the page: 210 mm less the margins of 24 mm each, in pixels.
WIDTH = 612.0


def room(text: str, size: float) -> float:
    """About how much room ``text`` takes in letters of ``size`` pixels; letters of the sans serif face, on average."""
    return columns(text) * size * 0.49
