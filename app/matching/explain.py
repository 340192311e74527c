"""A scored pair → a Match: parts that add up, as data, and what should be asked. Worded in `app.i18n.reasons`."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from app.common.turkish import match_key, turkish_lower
from app.knowledge import Knowledge, distance_km
from app.knowledge.negation import without
from app.knowledge.words import is_word, stem
from app.matching.expand import telling
from app.matching.profile import Weights
from app.matching.reading import CardReading, Group
from app.matching.score import SIGNALS
from app.matching.side import Entry
from app.matching.term_parts import askings, term_part, term_questions
from app.matching.terms import TEMPERATURE, judge
from app.records import Band, Direction, Match, Part

SHOWN_WORDS = 4
# Nearness from which two texts are called close in meaning.
CLOSE_POINTS = 1.5
# Groups whose amount decides whether a pair is worth a telephone call.
_MEASURED = (Group.UNKNOWN, Group.GOODS, Group.ENERGY, Group.WATER, Group.GAS)
# Groups of which one has to know when they are free.
_TIMED = (Group.CAPACITY, Group.SPACE, Group.LOGISTICS, Group.PEOPLE)

# Signals whose name says all that was found.
_VALUELESS = frozenset({"fuzzy", "alone", "reach", "state", "temperature", "hazard"})
# Properties that a general question asks for already.
_SAME_QUESTION = frozenset({TEMPERATURE})
_NOTHING: Mapping[str, Any] = {}

_SPLIT = re.compile(r"[^\w]+")
_DEGREES = re.compile(r"\d\s*(?:°|derece|c\b)|kcal|kwh?\b|mw|bar\b", re.IGNORECASE)


def make_match(
    have: Entry,
    want: Entry,
    signals: Iterable[float],
    limit: float,
    base: float,
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
    parts.sort(key=_weight, reverse=True)
    parts.append(Part("base", base, "base"))
    if limit:
        parts.append(Part("limit", limit, "limit"))
    blocks = tuple(_as_typed(block, want if block.level == "excluded_by_want" else have) for block in blocks)
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
        questions=questions(have, want),
        distance_km=None if kilometres is None else round(kilometres, 1),
    )


def _weight(part: Part) -> float:
    return abs(part.points)


def _as_typed(block: Part, entry: Entry) -> Part:
    """The block with the words of its phrase as its card spells them."""
    if "stems" not in block.params:
        return block
    typed = _typed(entry)
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
    if signal in _VALUELESS:
        return signal, _NOTHING
    offer, need = have.reading, want.reading
    if signal == "words":
        return "shared", {"words": shared_words(have, want)}
    if signal == "meaning":
        return ("close" if points >= CLOSE_POINTS else "related"), _NOTHING
    if signal == "concept":
        return "same", _shared_concept(have, want, knowledge)
    if signal == "conversion":
        return "serves", _conversion(have, want, knowledge)
    if signal == "category":
        return ("same" if offer.group == need.group else "near" if points > 0 else "far"), _NOTHING
    if signal == "code":
        return _code_level(offer.code, need.code), {"have": offer.code, "want": need.code}
    if signal == "sector":
        return "usual", _sectors(offer, need, knowledge)
    if signal in ("quantity", "terms"):
        return _in_numbers(signal, offer, need)
    return ("near" if points > 0 else "far"), {"km": None if kilometres is None else round(kilometres)}


def _in_numbers(signal: str, offer: CardReading, need: CardReading) -> tuple[str, Mapping[str, Any]]:
    return term_part(judge(offer.terms, need.terms)) if signal == "terms" else ("differs", _amounts(offer, need))


def shared_words(have: Entry, want: Entry) -> str:
    """The offer's words that the need names too, as they were typed, the most telling ones first."""
    offer, need = have.reading, want.reading
    shared = [word for word in offer.words if word in need.words]
    shared.sort(key=lambda word: (-offer.words[word] * need.words[word], -len(word), word))
    # What one card abbreviates ("pasl."), the other may have written in full.
    typed = {**_typed(want), **_typed(have)}
    return ", ".join(typed.get(word, word) for word in shared[:SHOWN_WORDS])


def _typed(entry: Entry) -> Mapping[str, str]:
    """Each stem of a card's text with the word that it was made from; found once for each card."""
    if entry.typed is None:
        entry.typed = _words_by_stem(told_text(entry.reading))
    return entry.typed


def _words_by_stem(text: str) -> Mapping[str, str]:
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


def questions(have: Entry, want: Entry) -> tuple[str, ...]:
    """Keys of what nobody has said yet and the two firms should ask each other."""
    asked = _questions_of(have) + _questions_of(want)
    if want.reading.terms.demands:
        asked = _open_terms(have, want, _SAME_QUESTION.intersection(asked)) + asked
    return asked if have.reading.place and want.reading.place else (*asked, "place")


def _open_terms(have: Entry, want: Entry, skipped: frozenset[str]) -> tuple[str, ...]:
    """The need's demands that the offer leaves open; a lorry or a hall is not asked how moist it is."""
    offer, need = have.reading, want.reading
    if offer.group not in _MEASURED and offer.group != need.group:
        return ()
    if want.askings is None:
        want.askings = askings(need.terms)
    return term_questions(want.askings, offer.terms, have.numbers["gives"], skipped)


def _questions_of(entry: Entry) -> tuple[str, ...]:
    """What one card leaves open; found once for each card."""
    if entry.questions is None:
        entry.questions = tuple(_open_in(entry.reading))
    return entry.questions


def _open_in(reading: CardReading) -> Iterator[str]:
    card, group = reading.card, reading.group
    measured = group in _MEASURED
    if card.direction is Direction.WANT:
        if measured and card.quantity is None:
            yield "want_quantity"
        return
    if measured and card.quantity is None:
        yield "have_quantity"
    elif measured and card.period is None:
        yield "have_period"
    if group is Group.GOODS and card.hazardous is None:
        yield "hazardous"
    if group is Group.ENERGY and not _DEGREES.search(told_text(reading)):
        yield "temperature"
    if group is Group.GOODS and not (card.description or card.quality):
        yield "quality"
    if group in _TIMED and not card.description:
        yield "when"
