"""Words about cards and matches that more than one screen shows."""

from app.i18n import Translator
from app.i18n.formats import format_number, format_quantity
from app.i18n.labels import LABELS
from app.records import Band, Direction, Firm, ResourceCard


def direction_word(direction: Direction, t: Translator) -> str:
    """Var or İhtiyaç: the third signal beside colour and shape."""
    return t(LABELS[direction])


def band_word(band: Band, t: Translator) -> str:
    """How sure a match is, in one word."""
    return t(LABELS[band])


def score_words(score: float, t: Translator) -> str:
    """A score as every screen writes it: two places, never below 0.01 and never above 0.99.

    A score is a probability that nobody knows to be certain, so that neither "0,00" nor "1,00" is ever shown.
    """
    return format_number(min(max(score, 0.01), 0.99), t.language, 2)


def quantity_words(card: ResourceCard, t: Translator) -> str:
    """The quantity, or that there is none; never blank."""
    return format_quantity(card.quantity, card.unit, card.period, t.language) or t("no quantity")


def place_words(firm: Firm) -> str:
    """District and industrial zone, as far as known."""
    return ", ".join(part for part in (firm.district or firm.province, firm.osb) if part)


def distance_words(km: float | None, t: Translator) -> str:
    """How far apart two firms are; nearer than two kilometres is the same neighbourhood."""
    if km is None:
        return t("distance unknown")
    if km < 2:
        return "< 2 km"
    return t("{n} km", n=format_number(round(km), t.language))


def state_word(state: str, t: Translator) -> str:
    """A state of matter in words; a text that is none of ours stays as it was typed."""
    words = {
        "solid": t("solid"),
        "liquid": t("liquid"),
        "sludge": t("sludge"),
        "gas": t("gas"),
        "powder": t("powder"),
    }
    return words.get(state, state)


def code_words(code: str | None) -> str:
    """A waste code in pairs: `020301` as `02 03 01`; anything else as it is."""
    if code is None:
        return ""
    return " ".join((code[:2], code[2:4], code[4:])) if len(code) == 6 and code.isdigit() else code
