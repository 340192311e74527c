"""Who could be a partner at all: evidence over all rows, then a bounded set for the detailed comparison."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.matching.columns import Bag, Floats
from app.matching.side import Side, Spaces, Told

# The best rows of each kind of evidence; below ALL rows everything is compared.
BEST_OF_EACH = 80
ALL = 320
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A row for each card, a column for each row of the other side (dead ones too): cosines of words, letter runs and
    meanings, shared knowledge, what one card names and the other hints at, and how surely the division of the one takes
    what the other offers."""

    words: Floats
    grams: Floats
    meaning: Floats
    concept: Floats
    conversion: Floats
    hinted_concept: Floats
    hinted_conversion: Floats
    taker: Floats


def gather(told: Sequence[Told], side: Side, spaces: Spaces, *, offers: bool) -> Evidence:
    """Hold cards, which offer something or need it, against the whole other side."""
    named = [_telling(one.named, spaces) for one in told]
    hinted_concept, hinted_conversion = _hints(told, side, offers=offers)
    return Evidence(
        words=side.words.cosines([one.words for one in told]),
        grams=side.grams.cosines([one.grams for one in told]),
        meaning=_meaning(told, side),
        concept=side.named.best(named),
        conversion=side.named.best([_telling(one.served, spaces) for one in told])
        if offers
        else side.served.best(named),
        hinted_concept=hinted_concept,
        hinted_conversion=hinted_conversion,
        taker=side.divisions.best([one.divisions for one in told]),
    )


def _hints(told: Sequence[Told], side: Side, *, offers: bool) -> tuple[Floats, Floats]:
    """What the one card names and the other hints at, as the same thing and by a use; of a use both may only hint."""
    named, hinted = [one.named for one in told], [one.hinted for one in told]
    if offers:
        served, hinted_served = [one.served for one in told], [one.hinted_served for one in told]
        use = side.hinted.best(served) + side.named.best(hinted_served) + side.hinted.best(hinted_served)
    else:
        use = side.served.best(hinted) + side.hinted_served.best(named) + side.hinted_served.best(hinted)
    return side.hinted.best(named) + side.named.best(hinted), use


def choose(firms: NDArray[np.int32], side: Side, evidence: Evidence) -> tuple[Places, Places]:
    """The pairs to compare in detail, as places of the cards (whose firms are given) and rows of the side, both
    ascending: live, of another firm, the best of each kind of evidence."""
    usable = side.alive & (side.column("firm") != firms[:, None])
    for place in np.flatnonzero(usable.sum(axis=1) > ALL).tolist():
        usable[place] = _best(usable[place], evidence, place)
    ones, rows = np.nonzero(usable)
    return ones, rows


def _best(usable: NDArray[np.bool_], evidence: Evidence, place: int) -> NDArray[np.bool_]:
    rows = np.flatnonzero(usable)
    chosen = np.zeros_like(usable)
    kinds = ("words", "grams", "meaning", "concept", "conversion", "hinted_concept", "hinted_conversion")
    for scores in (getattr(evidence, kind) for kind in kinds):
        live = scores[place, rows]
        best = np.argpartition(-live, BEST_OF_EACH)[:BEST_OF_EACH]
        chosen[rows[best[live[best] > 0]]] = True
    return chosen


def _telling(bag: Bag, spaces: Spaces) -> Bag:
    """Confidences, less for concepts that many cards share."""
    return Bag(bag.numbers, bag.weights * spaces.concepts.rarity()[bag.numbers])


def _meaning(told: Sequence[Told], side: Side) -> Floats:
    """Card by card: in one product of matrices the last digits would depend on the company that a card is in."""
    near = np.zeros((len(told), side.size), np.float32)
    if side.vectors is not None:
        for place, one in enumerate(told):
            if one.vector is not None:
                near[place] = side.vectors.values @ one.vector
    return near
