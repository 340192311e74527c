"""What nobody has said yet about a pair and the two firms should ask each other, as keys."""

import re
from collections.abc import Iterator

from app.i18n.units import find_unit
from app.knowledge import Knowledge
from app.knowledge.concepts import Concept
from app.matching.reading import CardReading, Group
from app.matching.side import Entry
from app.matching.term_parts import askings, term_questions
from app.matching.terms import TEMPERATURE
from app.records import Category, Direction

# Groups whose amount decides whether a pair is worth a telephone call.
_MEASURED = (Group.UNKNOWN, Group.GOODS, Group.ENERGY, Group.WATER, Group.GAS)
# Groups of which one has to know when they are free.
_TIMED = (Group.CAPACITY, Group.SPACE, Group.LOGISTICS, Group.PEOPLE)
# Properties that a general question asks for already.
_SAME_QUESTION = frozenset({TEMPERATURE})
# State of a thing → what makes the one worth more than the other.
_QUALITIES = {
    "item": "condition",
    "liquid": "strength",
    "gas": "strength",
    "powder": "fineness",
    "granular": "fineness",
    "solid": "mixture",
    "fibrous": "mixture",
}
_DEGREES = re.compile(r"\d\s*(?:°|derece|c\b)|kcal|kwh?\b|mw|bar\b", re.IGNORECASE)


def questions(have: Entry, want: Entry, knowledge: Knowledge) -> tuple[str, ...]:
    """Keys of what the two firms should ask each other."""
    asked = _questions_of(have, knowledge) + _questions_of(want, knowledge)
    if want.reading.terms.demands:
        asked = _open_terms(have, want, _SAME_QUESTION.intersection(asked)) + asked
    return asked if have.reading.place and want.reading.place else (*asked, "place")


def told_text(reading: CardReading) -> str:
    """Everything that the card says in words."""
    card = reading.card
    return f"{card.title} {card.description or ''} {card.quality or ''} {card.notes or ''}"[:2000]


def _open_terms(have: Entry, want: Entry, skipped: frozenset[str]) -> tuple[str, ...]:
    """The need's demands that the offer leaves open; a lorry or a hall is not asked how moist it is."""
    offer, need = have.reading, want.reading
    if offer.group not in _MEASURED and offer.group != need.group:
        return ()
    if want.askings is None:
        want.askings = askings(need.terms)
    return term_questions(want.askings, offer.terms, have.numbers["gives"], skipped)


def _questions_of(entry: Entry, knowledge: Knowledge) -> tuple[str, ...]:
    """What one card leaves open; found once for each card."""
    if entry.questions is None:
        entry.questions = tuple(_open_in(entry.reading, knowledge))
    return entry.questions


def _open_in(reading: CardReading, knowledge: Knowledge) -> Iterator[str]:
    card, group = reading.card, reading.group
    measured = group in _MEASURED
    if card.direction is Direction.WANT:
        if measured and card.quantity is None:
            yield "want_quantity"
        return
    if measured and card.quantity is None:
        yield "have_quantity"
    elif measured and card.period is None and not _paced(card.unit):
        yield "hours" if group is Group.ENERGY else "have_period"
    if group is Group.GOODS:
        yield from _open_of_goods(reading, _surest(reading, knowledge))
    if group is Group.ENERGY and not _DEGREES.search(told_text(reading)):
        yield "temperature"
    if group in _TIMED and not card.description:
        yield "when"


def _open_of_goods(reading: CardReading, thing: Concept | None) -> Iterator[str]:
    """Whether it is hazardous, where that is open, and what it is like, where the card is silent."""
    card = reading.card
    doubtful = card.category is Category.BYPRODUCT_WASTE if thing is None else thing.hazard != "no"
    if card.hazardous is None and doubtful and not reading.code:
        yield "hazardous"
    if not (card.description or card.quality):
        yield "quality" if thing is None else _QUALITIES.get(thing.state, "quality")


def _surest(reading: CardReading, knowledge: Knowledge) -> Concept | None:
    """The thing that the card is most about, as far as its words tell."""
    named = {concept: sure for concept, sure in reading.concepts.items() if knowledge.concepts[concept].state != "none"}
    best = max(named, key=lambda concept: (named[concept], concept), default=None)
    return None if best is None else knowledge.concepts[best]


def _paced(unit: str | None) -> bool:
    """Whether the unit itself says how often the amount comes: m³/h."""
    known = find_unit(unit) if unit else None
    return known is not None and known.per is not None
