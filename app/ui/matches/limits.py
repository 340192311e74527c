"""Where the bands begin, for the dotted line of the explanation."""

from app.matching.profile import DEFAULT_PROFILE
from app.records import Band
from app.ui.matches.waterfall import log_odds


def limit_of(band: Band, *, meaning: bool) -> tuple[float, Band]:
    """The log-odds from which a band holds, and that band. A weak match is shown the band it has not reached.

    `meaning` tells whether texts were compared by meaning too: the two kinds of score have limits of their own.
    """
    weights = DEFAULT_PROFILE.with_meaning if meaning else DEFAULT_PROFILE.without_meaning
    if band is Band.STRONG:
        return log_odds(weights.strong), Band.STRONG
    return log_odds(weights.likely), Band.LIKELY
