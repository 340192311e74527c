"""A scored pair → a Match: parts that add up, as data, and what should be asked. Worded in `app.i18n.reasons`."""

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from app.common.turkish import match_key, turkish_lower
from app.knowledge import Knowledge, distance_km
from app.knowledge.negation import without
from app.knowledge.words import is_word, stem
from app.matching.hinted import hint
from app.matching.later import Later
from app.matching.measures import Measured, measure
from app.matching.profile import Weights
from app.matching.questions import questions, told_text
from app.matching.reading import CardReading
from app.matching.relation import amounts_tell, same_thing, use
from app.matching.score import SIGNALS, breaks
from app.matching.side import Entry
from app.matching.term_parts import term_part
from app.matching.terms import judge
from app.records import Band, Match, Part, Period

SHOWN_WORDS = 4
# Nearness from which two texts are called close in meaning.
CLOSE_POINTS = 1.5
# Signals whose name says all that was found.
_VALUELESS = frozenset({"fuzzy", "alone", "expected", "reach", "state", "temperature", "hazard"})
# Comparing what comes in a season with a year assumes no working days.
_SEASONS = frozenset({Period.SEASON, Period.MONTH, Period.YEAR})
# What people say about the very pair, and for it.
_WANTED = frozenset({"accepted", "hand"})
_NOTHING: Mapping[str, Any] = {}

_SPLIT = re.compile(r"[^\w]+")


def make_match(
    have: Entry,
    want: Entry,
    signals: Sequence[float],
    limit: float,
    base: float,
    weights: Weights,
    knowledge: Knowledge,
    extra: tuple[Part, ...] = (),
    blocks: tuple[Part, ...] = (),
    refused: bool = False,
) -> Match:
    """Put a pair's points together; `extra` are feedback parts, `refused` = somebody called the pair wrong.

    A pair that breaks a condition is listed and not suggested, unless people want it.
    """
    offer, need = have.reading, want.reading
    kilometres = distance_km(offer.place, need.place) if offer.place and need.place else None
    parts = [
        Part(signal, points, *_found(signal, points, have, want, knowledge, kilometres))
        for signal, points in zip(SIGNALS, signals, strict=True)
        if points
    ]
    parts.sort(key=_weight, reverse=True)
    if _weighable(offer, need) and not any(part.signal == "quantity" for part in parts):
        parts.append(Part("quantity", 0.0, "differs", Later(_balance, have, want, knowledge)))
    parts.append(Part("base", base, "base"))
    if limit:
        parts.append(Part("limit", limit, "limit"))
    blocks = tuple(_as_typed(block, want if block.level == "excluded_by_want" else have) for block in blocks)
    parts += [*extra, *blocks]
    wanted = any(part.level in _WANTED for part in extra)
    score = 1.0 / (1.0 + math.exp(-math.fsum(part.points for part in parts)))
    band = Band.STRONG if score >= weights.strong else Band.LIKELY if score >= weights.likely else Band.WEAK
    return Match(
        have_id=offer.card.id,
        want_id=need.card.id,
        score=score,
        band=band,
        suggested=score >= weights.suggest and not (blocks or refused or (breaks(signals, weights) and not wanted)),
        parts=tuple(parts),
        blocks=blocks,
        questions=questions(have, want, knowledge),
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


def _found(
    signal: str, points: float, have: Entry, want: Entry, knowledge: Knowledge, kilometres: float | None
) -> tuple[str, Mapping[str, Any]]:
    """What a comparison found, as a level and the values that its wording shows."""
    if signal in _VALUELESS:
        return signal, _NOTHING
    if (told := _TOLD.get(signal)) is not None:
        level, make = told
        return level, Later(make, have, want, knowledge)
    offer, need = have.reading, want.reading
    if signal == "meaning":
        return ("close" if points >= CLOSE_POINTS else "related"), _NOTHING
    if signal == "category":
        return ("same" if offer.group == need.group else "near" if points > 0 else "far"), _NOTHING
    if signal == "code":
        return _code_level(offer.code, need.code), {"have": offer.code, "want": need.code}
    if signal == "terms":
        return term_part(judge(offer.terms, need.terms))
    return ("near" if points > 0 else "far"), {"km": None if kilometres is None else round(kilometres)}


def _words(have: Entry, want: Entry, knowledge: Knowledge) -> Mapping[str, Any]:
    return {"words": shared_words(have, want)}


def _same_thing(have: Entry, want: Entry, knowledge: Knowledge) -> Mapping[str, Any]:
    return same_thing(have.reading, want.reading, knowledge)


def _use(have: Entry, want: Entry, knowledge: Knowledge) -> Mapping[str, Any]:
    return use(have.reading, want.reading, knowledge)


def _hint(have: Entry, want: Entry, knowledge: Knowledge) -> Mapping[str, Any]:
    told = hint(have.reading, want.reading, knowledge)
    if not told:
        return {"words": shared_words(have, want)}
    return {
        **told,
        "have_words": _shown(told["have_words"], _typed(have)),
        "want_words": _shown(told["want_words"], _typed(want)),
    }


def shared_words(have: Entry, want: Entry) -> str:
    """The offer's words that the need names too, as they were typed, the most telling ones first."""
    offer, need = have.reading, want.reading
    shared = [word for word in offer.words if word in need.words]
    shared.sort(key=lambda word: (-offer.words[word] * need.words[word], -len(word), word))
    # What one card abbreviates ("pasl."), the other may have written in full.
    typed = {**_typed(want), **_typed(have)}
    return _shown(shared[:SHOWN_WORDS], typed)


def _shown(words: Iterable[str], typed: Mapping[str, str]) -> str:
    return ", ".join(dict.fromkeys(typed.get(word, word) for word in words))


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
        shown = turkish_lower(word) if len(word) > 3 and word.isalpha() else word
        found.setdefault(stem(key), shown)
        if (root := without(key)) is not None:
            found.setdefault(stem(root), shown)
    return found


def _code_level(one: str, other: str) -> str:
    return "equal" if one == other else "group" if one[:4] == other[:4] else "chapter"


def _sectors(have: Entry, want: Entry, knowledge: Knowledge) -> Mapping[str, Any]:
    giver = knowledge.sectors.get(have.reading.division or 0)
    taker = knowledge.sectors.get(want.reading.division or 0)
    if giver is None or taker is None:
        return {}
    return {"giver_tr": giver.tr, "giver_en": giver.en, "taker_tr": taker.tr, "taker_en": taker.en}


def _weighable(offer: CardReading, need: CardReading) -> bool:
    """Whether the two amounts may be put side by side, though they add nothing to the score."""
    one, other = offer.amount, need.amount
    if one is None or other is None or one.flow is not other.flow:
        return False
    return one.unit == other.unit or {one.unit, other.unit} == {"t", "m3"}


def _balance(have: Entry, want: Entry, knowledge: Knowledge) -> Mapping[str, Any]:
    """What is offered against what is needed, and on which assumptions; empty where the two cannot be compared."""
    found, asked = measure(have, want, knowledge), want.reading.amount
    if not isinstance(found, Measured) or asked is None:
        return {}
    told: dict[str, Any] = {
        "have": found.amount.value,
        "have_unit": found.amount.unit,
        "low": found.span.low,
        "high": found.span.high,
        "want": asked.value,
        "unit": asked.unit,
        "yearly": asked.flow,
        "rough": found.rough and not {have.reading.card.period, want.reading.card.period} <= _SEASONS,
        "of": amounts_tell(have.reading, want.reading, knowledge),
    }
    if found.density is not None:
        told["density"] = [found.density.low, found.density.high]
    return told


# What is worked out when somebody reads it: signal → level and maker of the values.
_TOLD: Mapping[str, tuple[str, Callable[[Entry, Entry, Knowledge], Mapping[str, Any]]]] = {
    "words": ("shared", _words),
    "concept": ("same", _same_thing),
    "conversion": ("serves", _use),
    "hint": ("guessed", _hint),
    "sector": ("usual", _sectors),
    "quantity": ("differs", _balance),
}
