"""The words and numbers of a pool."""

from __future__ import annotations

from decimal import Decimal

from app.common.messages import N_
from app.i18n import Translator
from app.i18n.formats import format_number, format_quantity
from app.records import Direction
from app.services.pool_rows import PoolLine, PoolView, Reach
from app.ui.card_words import quantity_words

WHY = {
    "no_amount": N_("no quantity"),
    "uncountable": N_("cannot be counted"),
    "other_unit": N_("other unit"),
    "other_time": N_("once, not each year"),
    "blocked": N_("blocked"),
    "filled": N_("not needed any more"),
}
_ROUGH = "≈ "


def short(value: Decimal, t: Translator) -> str:
    """A number as a pool shows it: as many places as matter beside the others."""
    places = 0 if value >= 100 else 1 if value >= 10 else 2
    return format_number(Decimal(f"{value:.{places}f}").normalize(), t.language)


def reach_words(reach: Reach, t: Translator) -> str:
    """One number, or from–to."""
    low, high = short(reach.low, t), short(reach.high, t)
    return low if low == high else f"{low}–{high}"


def line_amount(line: PoolLine, t: Translator) -> str:
    """What a card brings; where not all of it goes in, that part of the whole."""
    whole = reach_words(line.whole, t)
    said = whole if line.used == line.whole else f"{reach_words(line.used, t)} / {whole}"
    return f"{_ROUGH if line.rough or line.dense else ''}{said}"


def with_unit(reach: Reach, view: PoolView, t: Translator) -> str:
    """An amount with the unit of its pool: "20 t/ay", "35–70 t/ay"."""
    low = short(reach.low, t)
    said = format_quantity(_shown(reach.high), view.unit, view.period, t.language) or ""
    return said if low == short(reach.high, t) else f"{low}–{said}"


def _shown(value: Decimal) -> Decimal:
    places = 0 if value >= 100 else 1 if value >= 10 else 2
    return Decimal(f"{Decimal(f'{value:.{places}f}').normalize():f}")


def asked_words(view: PoolView, t: Translator) -> str:
    """How much is needed (or offered) in the middle of the pool."""
    if view.wanted is None:
        missing = view.why == "no_amount"
        return t("no quantity given") if missing else t("quantity cannot be counted")
    quantity = quantity_words(view.centre.card, t)
    want = view.direction is Direction.WANT
    return t("{quantity} wanted", quantity=quantity) if want else t("{quantity} offered", quantity=quantity)


def balance_words(view: PoolView, t: Translator) -> list[tuple[str, str]]:
    """What the pool comes to: a word and an amount for each line, the gap before the surplus."""
    if not view.lines and view.wanted is None:
        return []
    want = view.direction is Direction.WANT
    if view.wanted is None:
        return [(t("Total"), with_unit(view.total, view, t))]
    said = []
    if view.missing:
        said.append((t("Missing") if want else t("Left over"), with_unit(view.missing, view, t)))
    if view.surplus:
        said.append((t("Surplus") if want else t("Still needed"), with_unit(view.surplus, view, t)))
    return said or [(t("Balanced"), with_unit(Reach(view.wanted, view.wanted), view, t))]


def line_tip(line: PoolLine, t: Translator) -> str:
    """Everything about a card that takes part, for its tooltip and for screen readers."""
    card = line.row.card
    parts = [card.title, line.row.firm.name, quantity_words(card, t)]
    if line.dense:
        parts.append(t("volume and mass compared over the density of: {things}", things=line.dense))
    if line.rough:
        parts.append(t("put on a year of 300 working days"))
    if line.seasonal:
        parts.append(t("comes in its season only"))
    if line.unconfirmed:
        parts.append(t("the number has two readings"))
    return "\n".join(parts)
