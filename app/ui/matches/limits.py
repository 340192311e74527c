"""Where the bands begin, for the dotted line of the explanation."""

from app.records import Band
from app.services.bands import band_start
from app.ui.matches.waterfall import log_odds


def limit_of(band: Band, *, meaning: bool) -> tuple[float, Band]:
    """The log-odds from which a band holds, and that band. A weak match is shown the band it has not reached.

    `meaning` tells whether texts were compared by meaning too: the two kinds of score have limits of their own.
    """
    shown = Band.STRONG if band is Band.STRONG else Band.LIKELY
    return log_odds(band_start(shown, meaning=meaning)), shown
