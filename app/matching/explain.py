"""A scored pair → a Match: parts that add up, as data, and what should be asked. Worded in `app.i18n.reasons`."""

import math
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from app.common.turkish import match_key, turkish_lower
from app.knowledge import Knowledge, distance_km
from app.matching.conditions import without
from app.matching.expand import telling
from app.matching.normalise import is_word, stem
from app.matching.profile import Weights
from app.matching.reading import CardReading, Group
from app.matching.score import SIGNALS
from app.matching.side import Entry
from app.records import Band, Match, Part

SHOWN_WORDS = 4
# Nearness from which two texts are called close in meaning.
CLOSE_POINTS = 1.5
# Groups whose amount decides whether a pair is worth a telephone call.
_MEASURED = (Group.GOODS, Group.ENERGY, Group.WATER, Group.GAS)

_SPLIT = re.compile(r"[^\w]+")
_DEGREES = re.compile(r"\d\s*(?:°|derece|c\b)|kcal|kwh?\b|mw|bar\b", re.IGNORECASE)


def make_match(
    have: Entry,
    want: Entry,
    signals: Iterable[float],
    limit: float,
    weights: Weights,
    knowledge: Knowledge,
    extra: tuple[Part, ...] = (),
    blocks: tuple[Part, ...] = (),
    refused: bool = False,
) -> Match:
    """Put a pair's points together; `extra` are feedback parts, `refused` = somebody called the pair wrong."""
    offer, need = have.reading, want.reading
    kilometres = distance_km(offer.place, need.place) if offer.place and need.place else None
    parts = [
        Part(signal, points, *_found(signal, points, have, want, knowledge, kilometres))
        for signal, points in zip(SIGNALS, signals, strict=True)
        if points
    ]
    parts.sort(key=lambda part: -abs(part.points))
    parts.append(Part("base", weights.base, "base"))
    if limit:
        parts.append(Part("limit", limit, "limit"))
    blocks = tuple(_as_typed(block, need if block.level == "excluded_by_want" else offer) for block in blocks)
    parts += [*extra, *blocks]
    score = 1.0 / (1.0 + math.exp(-math.fsum(part.points for part in parts)))
    band = Band.STRONG if score >= weights.strong else Band.LIKELY if score >= weights.likely else Band.WEAK
    return Match(
        have_id=offer.card.id,
        want_id=need.card.id,
        score=score,
        band=band,
        suggested=score >= weights.suggest and not blocks and not refused,
        parts=tuple(parts),
        blocks=blocks,
        questions=questions(offer, need),
        distance_km=None if kilometres is None else round(kilometres, 1),
    )


def _as_typed(block: Part, reading: CardReading) -> Part:
    """The block with the words of its phrase as its card spells them."""
    if "stems" not in block.params:
        return block
    typed = _typed(told_text(reading))
    words = " ".join(typed.get(part, part) for part in block.params["stems"])
    return Part(block.signal, block.points, block.level, {"words": words})


def told_text(reading: CardReading) -> str:
    """Everything that the card says in words."""
    card = reading.card
    return f"{card.title} {card.description or ''} {card.quality or ''} {card.notes or ''}"[:2000]


def _found(
    signal: str, points: float, have: Entry, want: Entry, knowledge: Knowledge, kilometres: float | None
) -> tuple[str, Mapping[str, Any]]:
    """What a comparison found, as a level and the values that its wording shows."""
    offer, need = have.reading, want.reading
    if signal == "words":
        return "shared", {"words": shared_words(offer, need)}
    if signal == "meaning":
        return ("close" if points >= CLOSE_POINTS else "related"), {}
    if signal == "concept":
        return "same", _shared_concept(have, want, knowledge)
    if signal == "conversion":
        return "serves", _conversion(have, want, knowledge)
    if signal == "category":
        return ("same" if offer.group == need.group else "near" if points > 0 else "far"), {}
    if signal == "code":
        return _code_level(offer.code, need.code), {"have": offer.code, "want": need.code}
    if signal == "sector":
        return "usual", _sectors(offer, need, knowledge)
    if signal == "quantity":
        return "differs", _amounts(offer, need)
    if signal == "place":
        return ("near" if points > 0 else "far"), {"km": None if kilometres is None else round(kilometres)}
    return signal, {}


def shared_words(offer: CardReading, need: CardReading) -> str:
    """The offer's words that the need names too, as they were typed, the most telling ones first."""
    shared = [word for word in offer.words if word in need.words]
    shared.sort(key=lambda word: (-offer.words[word] * need.words[word], -len(word), word))
    typed = _typed(told_text(offer))
    return ", ".join(typed.get(word, word) for word in shared[:SHOWN_WORDS])


@lru_cache(maxsize=4096)
def _typed(text: str) -> Mapping[str, str]:
    """Each stem of a text with the word that it was made from."""
    found: dict[str, str] = {}
    for word in _SPLIT.split(text):
        key = match_key(word)
        if not key or not is_word(key):
            continue
        shown = turkish_lower(word) if len(word) > 3 else word
        found.setdefault(stem(key), shown)
        if (root := without(key)) is not None:
            found.setdefault(stem(root), shown)
    return found


def _shared_concept(have: Entry, want: Entry, knowledge: Knowledge) -> Mapping[str, Any]:
    table = knowledge.concepts
    needs = want.implied.needs
    shared = [
        (weight * needs[concept] * telling(concept, table), concept)
        for concept, weight in have.implied.is_a.items()
        if concept in needs
    ]
    if not shared:
        return {}
    best = table[max(shared)[1]]
    return {"concept": best.id, "tr": best.name("tr"), "en": best.name("en")}


def _conversion(have: Entry, want: Entry, knowledge: Knowledge) -> Mapping[str, Any]:
    table = knowledge.concepts
    needs = want.implied.needs
    ways = [
        (confidence * needs[target], target, source)
        for target, (confidence, source) in have.implied.serves.items()
        if target in needs
    ]
    if not ways:
        return {}
    _, target, source = max(ways)
    return {
        "source": source,
        "target": target,
        "source_tr": table[source].name("tr"),
        "source_en": table[source].name("en"),
        "target_tr": table[target].name("tr"),
        "target_en": table[target].name("en"),
    }


def _code_level(one: str, other: str) -> str:
    return "equal" if one == other else "group" if one[:4] == other[:4] else "chapter"


def _sectors(offer: CardReading, need: CardReading, knowledge: Knowledge) -> Mapping[str, Any]:
    giver = knowledge.sectors.get(offer.division or 0)
    taker = knowledge.sectors.get(need.division or 0)
    if giver is None or taker is None:
        return {}
    return {"giver_tr": giver.tr, "giver_en": giver.en, "taker_tr": taker.tr, "taker_en": taker.en}


def _amounts(offer: CardReading, need: CardReading) -> Mapping[str, Any]:
    if offer.amount is None or need.amount is None:
        return {}
    return {
        "have": offer.amount.value,
        "want": need.amount.value,
        "unit": offer.amount.unit,
        "yearly": offer.amount.flow,
    }


def questions(offer: CardReading, need: CardReading) -> tuple[str, ...]:
    """Keys of what nobody has said yet and the two firms should ask each other."""
    asked = []
    if offer.group in (*_MEASURED, Group.UNKNOWN):
        if offer.card.quantity is None:
            asked.append("have_quantity")
        elif offer.card.period is None:
            asked.append("have_period")
    if need.group in (*_MEASURED, Group.UNKNOWN) and need.card.quantity is None:
        asked.append("want_quantity")
    if Group.GOODS in (offer.group, need.group) and offer.card.hazardous is None:
        asked.append("hazardous")
    text = f"{offer.card.title} {offer.card.description or ''} {offer.card.quality or ''}"
    if offer.group is Group.ENERGY and not _DEGREES.search(text):
        asked.append("temperature")
    if offer.group is Group.GOODS and not (offer.card.description or offer.card.quality):
        asked.append("quality")
    if offer.group in (Group.CAPACITY, Group.SPACE, Group.LOGISTICS, Group.PEOPLE) and not offer.card.description:
        asked.append("when")
    if offer.place is None or need.place is None:
        asked.append("place")
    return tuple(asked)
