"""What forbids a pair, whatever speaks for it: same firm, hazard against food, an explicit exclusion."""

import numpy as np
from numpy.typing import NDArray

from app.knowledge.vocabulary import vocabulary
from app.matching.columns import Rows
from app.matching.reading import DESCRIPTION, Group
from app.matching.side import FOOD, PHARMA, SURE, Entry, Side
from app.records import Part

# Groups of which something enters the other firm's product or premises.
_ENTERING = (Group.UNKNOWN, Group.GOODS, Group.WATER, Group.GAS)
_HOSTING = (Group.SPACE, Group.CAPACITY)
# What an offer says that it must not become ("gıda/yem olmaz"), as the divisions that would make that of it.
_USES = {"gida": (10,), "yem": (10,), "food": (10,), "feed": (10,), "ilac": PHARMA, "farma": PHARMA}


def doubtful(entry: Entry, side: Side, rows: Rows) -> NDArray[np.bool_]:
    """Which rows could be blocked at all; the exact rules then look only at these."""
    excludes, hazards = side.column("excludes")[rows], side.column("hazard")[rows]
    if entry.numbers["excludes"] or entry.numbers["hazard"] == 1:
        return np.ones(len(rows), np.bool_)
    same_firm = [side.row_of[card] for card in side.cards_of(entry.reading.card.firm_id)]
    found: NDArray[np.bool_] = excludes | (hazards == 1) | np.isin(rows, same_firm)
    return found


def find_blocks(have: Entry, want: Entry, points: float) -> tuple[Part, ...]:
    """The reasons that forbid the pair, each as a part worth `points`; empty where it is allowed."""
    found = []
    if have.reading.card.firm_id == want.reading.card.firm_id:
        found.append(Part("block", points, "same_firm"))
    if level := _hazard(have, want):
        found.append(Part("block", points, level))
    if phrase := _excluded(want, have):
        found.append(Part("block", points, "excluded_by_want", {"stems": phrase}))
    elif phrase := _excluded_use(have, want):
        found.append(Part("block", points, "excluded_by_have", {"stems": phrase}))
    return tuple(found)


def _hazard(have: Entry, want: Entry) -> str | None:
    offer, need = have.reading, want.reading
    if offer.card.hazardous and not need.card.hazardous and want.numbers["eaten"]:
        if offer.group in _ENTERING and need.group in _ENTERING:
            return "hazard_pharma" if need.division in PHARMA else "hazard_food"
        return None
    if need.card.hazardous and not offer.card.hazardous and offer.division in FOOD and offer.group in _HOSTING:
        return "hazard_in_food_plant"
    return None


def _excluded(want: Entry, have: Entry) -> tuple[str, ...] | None:
    """The phrase of the need that the offer hits, by concept, word for word, or by another name of either."""
    reading = want.reading
    if not reading.excluded or have.reading.group not in (*_ENTERING, Group.ENERGY):
        return None
    ruled_out = zip(reading.excluded, reading.excluded_concepts, reading.excluded_names, strict=True)
    for phrase, concepts, names in ruled_out:
        if any(have.implied.is_a.get(concept, 0.0) >= SURE for concept in concepts):
            return phrase
        telling = tuple(part for part in phrase if part not in vocabulary().stop and len(part) > 1)
        if telling and (_says(have, telling) or have.implied.also.issuperset(telling)):
            return phrase
        if any(_says(have, name) for name in names):
            return phrase
    return None


def _says(have: Entry, name: tuple[str, ...]) -> bool:
    """Whether all words of a name stand in the title or the description."""
    return all(have.reading.words.get(part, 0.0) >= DESCRIPTION for part in name)


def _excluded_use(have: Entry, want: Entry) -> tuple[str, ...] | None:
    """The use that the offer rules out and that the taker would make of it."""
    if have.reading.group not in _ENTERING or want.reading.group not in _ENTERING:
        return None
    for phrase in have.reading.excluded:
        if any(want.reading.division in _USES.get(part, ()) for part in phrase):
            return phrase
    return None
