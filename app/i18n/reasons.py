"""Words the parts of a match, the one sentence that sums it up, and what should be asked."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from app.common.messages import N_
from app.i18n.balance_words import word_balance
from app.i18n.catalogue import Translator
from app.i18n.formats import format_number
from app.i18n.term_words import capital, word_term_question, word_terms
from app.i18n.use_words import (
    name_in,
    say_hint,
    say_same,
    say_use,
    word_conditions,
    word_hint,
    word_precedent,
    word_same,
    word_use,
)
from app.records import Match, Part

LABELS: Final[Mapping[str, str]] = {
    "words": N_("Shared words"),
    "fuzzy": N_("Similar spelling"),
    "meaning": N_("Meaning"),
    "concept": N_("Same thing"),
    "conversion": N_("Can serve as"),
    "hint": N_("Words hint at it"),
    "alone": N_("Text beyond knowledge"),
    "expected": N_("How much the cards tell"),
    "category": N_("Category"),
    "code": N_("Waste code"),
    "sector": N_("Sectors"),
    "quantity": N_("Quantity"),
    "place": N_("Distance"),
    "reach": N_("Distance limit"),
    "temperature": N_("Temperature"),
    "terms": N_("Conditions"),
    "state": N_("State"),
    "hazard": N_("Hazard"),
    "feedback": N_("What people said"),
    "block": N_("Blocked"),
    "limit": N_("Limit on side conditions"),
    "base": N_("Starting point"),
}

# What a part found, where its values add nothing to the wording.
PLAIN: Final[Mapping[tuple[str, str], str]] = {
    ("fuzzy", "fuzzy"): N_("written alike"),
    ("meaning", "close"): N_("the texts say nearly the same"),
    ("meaning", "related"): N_("the texts are related"),
    ("alone", "alone"): N_("the texts add what known uses leave open"),
    ("expected", "expected"): N_("the more two cards tell, the more they should have in common"),
    ("reach", "reach"): N_("farther apart than a card allows or than heat is piped"),
    ("temperature", "temperature"): N_("offered colder than needed"),
    ("category", "same"): N_("same category"),
    ("category", "near"): N_("categories that go together"),
    ("category", "far"): N_("categories that rarely go together"),
    ("state", "state"): N_("asked dry, clean, sound or fit for food, offered otherwise"),
    ("hazard", "hazard"): N_("marked hazardous"),
    ("feedback", "accepted"): N_("accepted by a facilitator"),
    ("feedback", "wrong"): N_("called wrong by a facilitator"),
    ("feedback", "hand"): N_("the firm raised its hand"),
    ("block", "same_firm"): N_("both cards are of the same firm"),
    ("block", "hazard_food"): N_("hazardous, and the taker makes food or feed"),
    ("block", "hazard_pharma"): N_("hazardous, and the taker makes medicines"),
    ("block", "hazard_in_food_plant"): N_("hazardous material would enter a food plant"),
    ("limit", "limit"): N_("distance, quantity and sector may not weigh more"),
    ("base", "base"): N_("how rarely any two cards fit"),
}

# The key of a question about a demand: what follows is its JSON (`app/matching/term_parts.py`).
_TERM_QUESTION: Final = "term:"

# A guess has to be so much better than what the cards name to be told instead.
_GUESS: Final = 0.5

QUESTIONS: Final[Mapping[str, str]] = {
    "have_quantity": N_("How much of it is there, and how often?"),
    "have_period": N_("Does it come once or regularly?"),
    "want_quantity": N_("How much is needed, and how often?"),
    "hazardous": N_("Is it hazardous waste?"),
    "temperature": N_("At what temperature or pressure, and at which hours?"),
    "hours": N_("Is it there all year, and at which hours?"),
    "quality": N_("What is in it: purity, moisture, is there an analysis?"),
    "condition": N_("In what condition is it, and of what size?"),
    "strength": N_("How strong or pure is it, is there an analysis?"),
    "fineness": N_("How moist and how fine is it, is there an analysis?"),
    "mixture": N_("Is it clean and all of one kind, or mixed?"),
    "when": N_("When is it free, and for how long?"),
    "place": N_("Where is it exactly?"),
}


def word_part(part: Part, t: Translator) -> tuple[str, str]:
    """The name of the comparison and what it found, in the reader's language; the detail may be empty."""
    label = t(LABELS[part.signal]) if part.signal in LABELS else part.signal
    if (plain := PLAIN.get((part.signal, part.level))) is not None:
        return label, t(plain)
    worded = _WORDED.get(part.signal)
    return label, worded(part, t) if worded else ""


def sentence(match: Match, t: Translator) -> str:
    """Why the two belong together (or must not), in one sentence; names the thing or the use where one is known."""
    if match.blocks:
        return t("Not suggested: {reason}.", reason=word_part(match.blocks[0], t)[1])
    if (known := leading(match)) is not None:
        return _SENTENCES[known.signal](known, t)
    for signal in ("feedback", "words", "meaning", "fuzzy"):
        part = _helpful(match, signal)
        if part is not None and (said := _SENTENCES[signal](part, t)):
            return said
    return t("Little speaks for this pair.")


def explanation(match: Match, t: Translator) -> list[str]:
    """The sentence, then what supports it: who did it before, how the amounts compare, how far apart the two are."""
    said = [sentence(match, t)]
    if match.blocks:
        return said
    if (known := leading(match)) is not None and (before := word_precedent(known.params, t)):
        said.append(before)
    for signal in ("quantity", "place"):
        part = next((part for part in match.parts if part.signal == signal), None)
        if part is not None and (detail := word_part(part, t)[1]):
            said.append(t("{sentence}.", sentence=capital(detail, t.language)))
    return said


def word_questions(match: Match, t: Translator) -> list[str]:
    """What the two firms should ask each other: what the cards leave open, then what the use depends on."""
    asked = [word_question(key, t) for key in match.questions]
    known = None if match.blocks else leading(match)
    conditions = "" if known is None else word_conditions(known.params, t)
    return [*asked, conditions] if conditions else asked


def leading(match: Match) -> Part | None:
    """The part that names what the two cards share or what the one can be used for: what they are most about."""
    parts = [part for part in map(partial(_helpful, match), ("conversion", "concept", "hint")) if part is not None]
    return max((part for part in parts if "rank" in part.params), key=_rank, default=None)


def _rank(part: Part) -> float:
    rank: float = part.params["rank"]
    return rank * _GUESS if part.signal == "hint" else rank


def word_question(key: str, t: Translator) -> str:
    """A question that the two firms should put to each other."""
    if key.startswith(_TERM_QUESTION):
        return word_term_question(key.removeprefix(_TERM_QUESTION), t)
    return t(QUESTIONS[key]) if key in QUESTIONS else key


def _helpful(match: Match, signal: str) -> Part | None:
    """The part of a signal, where it speaks for the pair."""
    return next((part for part in match.parts if part.signal == signal and part.points > 0), None)


def _by_values(word: Callable[[Mapping[str, Any], Translator], str]) -> Callable[[Part, Translator], str]:
    """Words a part by its values alone."""
    return lambda part, t: word(part.params, t)


def _code(part: Part, t: Translator) -> str:
    have, want = part.params.get("have", ""), part.params.get("want", "")
    if part.level == "equal":
        return t("same code {code}", code=have)
    if part.level == "group":
        return t("same group: {have} and {want}", have=have, want=want)
    return t("same chapter: {have} and {want}", have=have, want=want)


def _sector(part: Part, t: Translator) -> str:
    giver, taker = name_in("giver", part.params, t), name_in("taker", part.params, t)
    return f"{giver} → {taker}" if giver and taker else ""


def _place(part: Part, t: Translator) -> str:
    kilometres = part.params.get("km")
    if kilometres is None:
        return ""
    return t("{km} km apart", km=format_number(kilometres, t.language)) if kilometres else t("less than 1 km apart")


def _terms(part: Part, t: Translator) -> str:
    return word_terms(part.params.get("terms", ()), t)


def _words(part: Part, t: Translator) -> str:
    return str(part.params.get("words", ""))


def _block(part: Part, t: Translator) -> str:
    words = part.params.get("words", "")
    if part.level == "excluded_by_want":
        return t("the taker rules this out: {words}", words=words)
    return t("the giver rules this use out: {words}", words=words)


def _feedback(part: Part, t: Translator) -> str:
    params = {"have": part.params.get("have", ""), "want": part.params.get("want", "")}
    if part.level == "like_accepted":
        return t("a similar pair was accepted: {have} – {want}", **params)
    return t("a similar pair was called wrong: {have} – {want}", **params)


_WORDED: Final[Mapping[str, Callable[[Part, Translator], str]]] = {
    "words": _words,
    "concept": _by_values(word_same),
    "conversion": _by_values(word_use),
    "hint": _by_values(word_hint),
    "code": _code,
    "sector": _sector,
    "quantity": _by_values(word_balance),
    "place": _place,
    "terms": _terms,
    "block": _block,
    "feedback": _feedback,
}


def _say_feedback(part: Part, t: Translator) -> str:
    return t("The firm raised its hand for this card.") if part.level == "hand" else ""


def _say_words(part: Part, t: Translator) -> str:
    words = _words(part, t)
    return t("Both cards mention: {words}; the program knows no use.", words=words) if words else ""


def _say_meaning(part: Part, t: Translator) -> str:
    return t("The two texts are close in meaning; the program knows no use.") if part.level == "close" else ""


def _say_fuzzy(part: Part, t: Translator) -> str:
    return t("The two texts are written alike; the program knows no use.") if part.points > 0 else ""


_SENTENCES: Final[Mapping[str, Callable[[Part, Translator], str]]] = {
    "feedback": _say_feedback,
    "conversion": _by_values(say_use),
    "concept": _by_values(say_same),
    "hint": _by_values(say_hint),
    "words": _say_words,
    "meaning": _say_meaning,
    "fuzzy": _say_fuzzy,
}
