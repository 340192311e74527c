"""Where the bands of a score begin, for screens that draw them."""

from app.matching.profile import DEFAULT_PROFILE
from app.records import Band


def band_start(band: Band, *, meaning: bool) -> float:
    """The score (0 to 1) from which `band` holds; a weak match begins at 0.

    `meaning` tells whether texts were compared by meaning too: the two kinds of score have bands of their own.
    """
    weights = DEFAULT_PROFILE.with_meaning if meaning else DEFAULT_PROFILE.without_meaning
    return {Band.STRONG: weights.strong, Band.LIKELY: weights.likely, Band.WEAK: 0.0}[band]
