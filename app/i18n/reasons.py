"""Words the parts of a match, the one sentence that sums it up, and what should be asked."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from app.common.messages import N_
from app.i18n.catalogue import Translator
from app.i18n.formats import format_number, format_quantity
from app.i18n.term_words import word_term_question, word_terms
from app.records import Match, Part, Period

LABELS: Final[Mapping[str, str]] = {
    "words": N_("Shared words"),
    "fuzzy": N_("Similar spelling"),
    "meaning": N_("Meaning"),
    "concept": N_("Same thing"),
    "conversion": N_("Can serve as"),
    "alone": N_("Text beyond knowledge"),
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
    ("reach", "reach"): N_("farther apart than a card allows"),
    ("temperature", "temperature"): N_("offered colder than needed"),
    ("category", "same"): N_("same category"),
    ("category", "near"): N_("categories that go together"),
    ("category", "far"): N_("categories that rarely go together"),
    ("state", "state"): N_("asked dry or clean, offered otherwise"),
    ("hazard", "hazard"): N_("marked hazardous"),
    ("feedback", "accepted"): N_("accepted by a facilitator"),
    ("feedback", "wrong"): N_("called wrong by a facilitator"),
    ("feedback", "hand"): N_("the firm raised its hand"),
    ("block", "same_firm"): N_("both cards are of the same firm"),
    ("block", "hazard_food"): N_("hazardous, and the taker makes food or feed"),
    ("block", "hazard_pharma"): N_("hazardous, and the taker makes medicines"),
    ("block", "hazard_in_food_plant"): N_("hazardous material would enter a food plant"),
    ("limit", "limit"): N_("distance, quantity, sector and state may not weigh more"),
    ("base", "base"): N_("how rarely any two cards fit"),
}

# The key of a question about a demand: what follows is its JSON (`app/matching/term_parts.py`).
_TERM_QUESTION: Final = "term:"

QUESTIONS: Final[Mapping[str, str]] = {
    "have_quantity": N_("How much of it is there, and how often?"),
    "have_period": N_("Does it come once or regularly?"),
    "want_quantity": N_("How much is needed, and how often?"),
    "hazardous": N_("Is it hazardous waste?"),
    "temperature": N_("At what temperature or pressure, and at which hours?"),
    "quality": N_("What is in it: purity, moisture, is there an analysis?"),
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
    for signal in ("conversion", "concept", "feedback", "words", "meaning", "fuzzy"):
        best = _telling(match, signal)
        if best is not None and (said := _SENTENCES[signal](best, t)):
            return said
    return t("Little speaks for this pair.")


def word_question(key: str, t: Translator) -> str:
    """A question that the two firms should put to each other."""
    if key.startswith(_TERM_QUESTION):
        return word_term_question(key.removeprefix(_TERM_QUESTION), t)
    return t(QUESTIONS[key]) if key in QUESTIONS else key


def _telling(match: Match, signal: str) -> Part | None:
    """The part of a signal, where it speaks for the pair and knowledge is not outweighed by plain words."""
    found = next((part for part in match.parts if part.signal == signal and part.points > 0), None)
    if found is None or (signal in ("concept", "conversion") and not found.params):
        return None
    rival = {"conversion": "concept", "concept": "conversion"}.get(signal)
    other = next((part for part in match.parts if part.signal == rival and part.params), None)
    return None if other is not None and other.points > found.points else found


def _name(params: Mapping[str, Any], key: str, t: Translator) -> str:
    """A name that came along in both languages (`key_tr`, `key_en`)."""
    return str(params.get(f"{key}_{t.language}") or params.get(f"{key}_tr") or "")


def _concept(part: Part, t: Translator) -> str:
    return str(part.params.get(t.language) or part.params.get("tr") or "")


def _conversion(part: Part, t: Translator) -> str:
    source, target = _name(part.params, "source", t), _name(part.params, "target", t)
    return f"{source} → {target}" if source and target else ""


def _code(part: Part, t: Translator) -> str:
    have, want = part.params.get("have", ""), part.params.get("want", "")
    if part.level == "equal":
        return t("same code {code}", code=have)
    if part.level == "group":
        return t("same group: {have} and {want}", have=have, want=want)
    return t("same chapter: {have} and {want}", have=have, want=want)


def _sector(part: Part, t: Translator) -> str:
    giver, taker = _name(part.params, "giver", t), _name(part.params, "taker", t)
    return f"{giver} → {taker}" if giver and taker else ""


def _quantity(part: Part, t: Translator) -> str:
    have, want, unit = part.params.get("have"), part.params.get("want"), part.params.get("unit")
    if not have or not want:
        return ""
    period = Period.YEAR if part.params.get("yearly") else None
    texts = [format_quantity(_rounded(value), unit, period, t.language) or "" for value in (have, want)]
    return t("offered {have}, wanted {want}", have=texts[0], want=texts[1])


def _rounded(value: float) -> Decimal:
    """Three significant digits: the figure compares orders of magnitude."""
    return Decimal(f"{Decimal(f'{value:.3g}'):f}")


def _place(part: Part, t: Translator) -> str:
    kilometres = part.params.get("km")
    return "" if kilometres is None else t("{km} km apart", km=format_number(kilometres, t.language))


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
    "concept": _concept,
    "conversion": _conversion,
    "code": _code,
    "sector": _sector,
    "quantity": _quantity,
    "place": _place,
    "terms": _terms,
    "block": _block,
    "feedback": _feedback,
}


def _say_feedback(part: Part, t: Translator) -> str:
    return t("The firm raised its hand for this card.") if part.level == "hand" else ""


def _say_conversion(part: Part, t: Translator) -> str:
    source, target = _name(part.params, "source", t), _name(part.params, "target", t)
    return t("Can be used: {source} as {target}.", source=source, target=target) if source and target else ""


def _say_concept(part: Part, t: Translator) -> str:
    name = _concept(part, t)
    return t("Both cards are about the same thing: {name}.", name=name) if name else ""


def _say_words(part: Part, t: Translator) -> str:
    words = _words(part, t)
    return t("Both cards mention: {words}.", words=words) if words else ""


def _say_meaning(part: Part, t: Translator) -> str:
    return t("The two texts are close in meaning.") if part.level == "close" else ""


def _say_fuzzy(part: Part, t: Translator) -> str:
    return t("The two texts are written alike.") if part.points > 0 else ""


_SENTENCES: Final[Mapping[str, Callable[[Part, Translator], str]]] = {
    "feedback": _say_feedback,
    "conversion": _say_conversion,
    "concept": _say_concept,
    "words": _say_words,
    "meaning": _say_meaning,
    "fuzzy": _say_fuzzy,
}
