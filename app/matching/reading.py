"""A card as the engine sees it: everything that can be read from it alone, read once."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from app.common.turkish import clean_text, match_key, turkish_lower
from app.knowledge import Knowledge, Place, division_of
from app.knowledge.colours import read_colours
from app.knowledge.limits import read_conditions
from app.knowledge.link import Linker
from app.knowledge.months import read_months
from app.knowledge.negation import ReadLine, read_line
from app.knowledge.vocabulary import vocabulary
from app.knowledge.words import grams, stems
from app.matching.quantities import Amount, reach_of, read_degrees, yearly_amount
from app.matching.terms import Terms, make_terms
from app.records import Category, Direction, Firm, ResourceCard

# A word of the title tells more than one of the description or of a private note.
TITLE, DESCRIPTION, NOTE = 1.0, 0.5, 0.3


_CAPITALS = re.compile(r"\b[A-ZÇĞİÖŞÜÂÎÛ]{5,}\b")


class Group(IntEnum):
    """Categories that mix freely in practice are one group."""

    UNKNOWN = 0
    GOODS = 1
    ENERGY = 2
    WATER = 3
    GAS = 4
    LOGISTICS = 5
    SPACE = 6
    CAPACITY = 7
    SERVICE = 8
    PEOPLE = 9


# Groups that move through pipes: of heat more is welcome than is asked for.
PIPED = (Group.ENERGY, Group.WATER, Group.GAS)
# Groups of which the giver takes something in: what it says of moisture or weight, it demands of that.
RECEIVING = (Group.LOGISTICS, Group.SPACE, Group.CAPACITY, Group.SERVICE)

_GROUPS = {
    None: Group.UNKNOWN,
    Category.MATERIAL: Group.GOODS,
    Category.BYPRODUCT_WASTE: Group.GOODS,
    Category.ENERGY: Group.ENERGY,
    Category.WATER: Group.WATER,
    Category.GAS: Group.GAS,
    Category.LOGISTICS: Group.LOGISTICS,
    Category.SPACE: Group.SPACE,
    Category.CAPACITY_EQUIPMENT: Group.CAPACITY,
    Category.EXPERTISE_SERVICE: Group.SERVICE,
    Category.PEOPLE: Group.PEOPLE,
}


@dataclass(frozen=True, slots=True)
class CardReading:
    """What one card says, in the terms in which cards are compared.

    `words` and `grams` are weighted bags, `concepts` confidences (0…1), `excluded` what the card rules out as phrases
    of stems, `lacking` those that are a quality ("tozsuz"), `excluded_concepts` the concepts that each phrase names,
    `excluded_names` all labels of these as stems, `place` None where the firm's place is unknown; `degrees` (°C) is the
    most that an offer of heat gives or the least that a need accepts, `reach` the farthest distance in km that the card
    allows, both NaN where nothing is said; `terms` are the conditions that it sets and the values that it states.
    """

    card: ResourceCard
    firm: Firm | None
    title: str
    words: Mapping[str, float]
    grams: Mapping[str, float]
    concepts: Mapping[str, float]
    excluded: tuple[tuple[str, ...], ...]
    lacking: frozenset[tuple[str, ...]]
    excluded_concepts: tuple[frozenset[str], ...]
    excluded_names: tuple[frozenset[tuple[str, ...]], ...]
    states: frozenset[str]
    group: Group
    division: int | None
    place: Place | None
    amount: Amount | None
    degrees: float
    reach: float
    code: str
    terms: Terms


def meaning_text(card: ResourceCard) -> str:
    """The text whose meaning is compared; private notes stay out of it.

    Words in capitals become small, for the encoder takes them for other words; short ones may be abbreviations.
    """
    parts = (card.title, card.description or "")
    text = clean_text(". ".join(part[:1000] for part in parts if part))
    return _CAPITALS.sub(lambda found: turkish_lower(found[0]), text)


def read_card(card: ResourceCard, firm: Firm | None, knowledge: Knowledge, linker: Linker) -> CardReading:
    """Read everything that the comparisons need; never raises, whatever the text."""
    offer = card.direction is Direction.HAVE
    lines = [
        (read_line(text, offer=offer), weight)
        for text, weight in (
            (card.title, TITLE),
            (card.description or "", DESCRIPTION),
            (card.quality or "", DESCRIPTION),
            (card.notes or "", NOTE),
        )
        if text
    ]
    group, division = _GROUPS[card.category], division_of(firm.nace) if firm else None
    told = match_key(
        " ; ".join(text[:1000] for text in (card.title, card.description, card.quality, card.notes) if text)
    )
    said, amount = read_conditions(told), yearly_amount(card)
    excluded = tuple(dict.fromkeys(phrase for line, _ in lines for phrase in line.excluded))
    ruled_out = tuple(linker.phrase(phrase) for phrase in excluded)
    return CardReading(
        card=card,
        firm=firm,
        title=match_key(card.title[:300]),
        words=_bag(((*stems(line.words), *linker.meant(line.words)), weight) for line, weight in lines),
        grams=_bag(
            (grams((*line.words, *linker.meant(line.words))), weight) for line, weight in lines if weight > NOTE
        ),
        concepts=_concepts(lines, linker, division),
        excluded=excluded,
        lacking=frozenset().union(*(line.lacking for line, _ in lines)),
        excluded_concepts=ruled_out,
        excluded_names=tuple(frozenset[tuple[str, ...]]().union(*map(linker.names_of, named)) for named in ruled_out),
        states=_states(lines, card),
        group=group,
        division=division,
        place=_place(card, firm, knowledge),
        amount=amount,
        degrees=read_degrees(told, offer=offer) if group in PIPED else math.nan,
        reach=reach_of(said.limits),
        code="".join(letter for letter in card.code or "" if letter.isdigit())[:6],
        terms=make_terms(
            said,
            # The heat in 1000 m³ of air is not that in 1000 m³ of water.
            None if group is Group.ENERGY and amount is not None and amount.unit == "m3" else amount,
            read_months(told),
            _colours(lines) if group is Group.GOODS else frozenset(),
            offer=offer,
            heat=group in PIPED,
            receives=group in RECEIVING,
        ),
    )


def _concepts(lines: Iterable[tuple[ReadLine, float]], linker: Linker, division: int | None) -> Mapping[str, float]:
    """What the card is about, each concept as surely as the best field names it."""
    found: dict[str, float] = {}
    for line, weight in lines:
        title = weight == TITLE
        for hit in linker.about(line, division, title=title):
            sure = hit.confidence * (weight if title else 0.7 * weight + 0.25)
            found[hit.concept] = max(found.get(hit.concept, 0.0), sure)
    return found


def _bag(fields: Iterable[tuple[Iterable[str], float]]) -> dict[str, float]:
    """Terms with the weight of the best field that names them: repeating a word says nothing new."""
    bag: dict[str, float] = {}
    for terms, weight in fields:
        for term in terms:
            if bag.get(term, 0.0) < weight:
                bag[term] = weight
    return bag


def _colours(lines: Iterable[tuple[ReadLine, float]]) -> frozenset[str]:
    """The colours that the card itself names; a private note is no description."""
    return read_colours([word for line, weight in lines if weight > NOTE for word in line.words])


def _states(lines: Iterable[tuple[ReadLine, float]], card: ResourceCard) -> frozenset[str]:
    said = {word for line, _ in lines for word in line.words}
    said.update(match_key(f"{card.state or ''} {card.condition or ''}").split(" "))
    found = {state for state, words in vocabulary().states.items() if not words.isdisjoint(said)}
    if not vocabulary().freedoms.isdisjoint(said):
        found.discard("edible")  # "gıda kalitesi şart değil"
    return frozenset(found)


def _place(card: ResourceCard, firm: Firm | None, knowledge: Knowledge) -> Place | None:
    """Where the card's resource is: the place named on the card, else the firm's site."""
    if card.place and (named := knowledge.places.find(osb=card.place, district=card.place, province=card.place)):
        return named
    if firm is None:
        return None
    return knowledge.places.find(osb=firm.osb, district=firm.district, province=firm.province)
