"""What forbids a pair, whatever speaks for it: same firm, hazard against food, an explicit exclusion."""

from collections.abc import Iterator
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from app.knowledge.vocabulary import vocabulary
from app.matching.compare import Pairing
from app.matching.reading import DESCRIPTION, Group
from app.matching.side import FOOD, PHARMA, SURE, Entry
from app.records import Part

# Groups of which something enters the other firm's product or premises.
_ENTERING = (Group.UNKNOWN, Group.GOODS, Group.WATER, Group.GAS)
_HOSTING = (Group.SPACE, Group.CAPACITY)
# What an offer says that it must not become ("gıda/yem olmaz"), as the divisions that would make that of it.
_USES = {"gida": (10,), "yem": (10,), "food": (10,), "feed": (10,), "ilac": PHARMA, "farma": PHARMA}


def doubtful(pair: Pairing) -> NDArray[np.bool_]:
    """Which pairs could be blocked at all; the exact rules then look only at these."""
    firm, other_firm = pair.have_want("firm")
    hazard, wanted_hazard = pair.have_want("hazard")
    giver_eaten, taker_eaten = pair.have_want("eaten")
    offer_excludes, need_excludes = pair.have_want("excludes")
    found: NDArray[np.bool_] = firm == other_firm
    found |= (hazard == 1) & (wanted_hazard != 1) & taker_eaten
    found |= (hazard != 1) & (wanted_hazard == 1) & giver_eaten
    found |= offer_excludes & taker_eaten
    for place in np.flatnonzero(need_excludes & ~found).tolist():
        found[place] = _touches(*pair.cards(place))
    return found


def _touches(have: Entry, want: Entry) -> bool:
    """Whether the offer says one word at least of something that the need rules out."""
    if want.ruled_out is None:
        want.ruled_out = frozenset(_telltales(want))
    words, kinds = have.reading.words.keys(), have.implied.is_a.keys()
    return not (
        words.isdisjoint(want.ruled_out)
        and kinds.isdisjoint(want.ruled_out)
        and all(map(want.ruled_out.isdisjoint, have.implied.also))
    )


def _telltales(want: Entry) -> Iterator[str]:
    """One word of everything that a need rules out, and the concepts."""
    reading = want.reading
    yield from chain(*reading.excluded_concepts)
    for phrase in (*map(_telling, reading.excluded), *chain(*reading.excluded_names)):
        if phrase:
            yield max(phrase, key=len)


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
        if phrase in reading.lacking:
            # "tozsuz" asks for a quality: an offer that could be dusty is no dust yet.
            if _says(have, phrase) or any(have.reading.concepts.get(concept, 0.0) >= SURE for concept in concepts):
                return phrase
            continue
        if any(have.implied.is_a.get(concept, 0.0) >= SURE for concept in concepts):
            return phrase
        telling = _telling(phrase)
        if telling and (_says(have, telling) or any(words.issuperset(telling) for words in have.implied.also)):
            return phrase
        if any(name[0] in have.reading.words and _says(have, name) for name in names):
            return phrase
    return None


def _telling(phrase: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part for part in phrase if part not in vocabulary().stop and len(part) > 1)


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
