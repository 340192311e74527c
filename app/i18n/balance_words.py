"""Words the amounts of two cards side by side: what is offered, what of the need it covers, on which assumptions."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from app.i18n.catalogue import Translator
from app.i18n.formats import format_number, format_quantity
from app.records import Period

# From this many times the need on, a share says less than "many times".
_PLENTY = 2.0
# A smaller share than this is not worth a number.
_LITTLE = 0.01
# Heat that goes through an exchanger stays heat.
_ENERGY = "MWh"


def word_balance(params: Mapping[str, Any], t: Translator) -> str:
    """What is offered, what is wanted, how far the one covers the other; empty where they cannot be compared."""
    if "of" not in params:
        return ""
    have = _amount(params["have"], params["have_unit"], params, t)
    said = t("offered {have}, wanted {want}", have=have, want=_amount(params["want"], params["unit"], params, t))
    if params["of"] == "same" or (params["of"] == "converted" and params["unit"] == _ENERGY):
        said = f"{said}: {_covered(params, t)}"
    elif params["of"] == "converted":
        said = t("{said}; what the conversion yields is to be asked", said=said)
    else:
        return said
    assumed = _assumed(params, t)
    return t("{said} (assumed: {assumed})", said=said, assumed=assumed) if assumed else said


def _covered(params: Mapping[str, Any], t: Translator) -> str:
    low, high = params["low"] / params["want"], params["high"] / params["want"]
    if low >= _PLENTY:
        return t("several times what is wanted")
    if low >= 1:
        return t("enough")
    if high < 1:
        return (
            t("covers {share} of it", share=_share(low, high, t.language)) if high >= _LITTLE else t("covers under 1%")
        )
    return t("about as much as is wanted")


def _share(low: float, high: float, language: str) -> str:
    """Both ends in whole per cent."""
    number = "–".join(dict.fromkeys(format_number(round(100 * end), language) for end in (low, high)))
    return f"%{number}" if language == "tr" else f"{number}%"


def _assumed(params: Mapping[str, Any], t: Translator) -> str:
    assumed = []
    if params.get("density"):
        low, high = (format_number(end, t.language) for end in params["density"])
        assumed.append(t("{density} t/m³", density=low if low == high else f"{low}–{high}"))
    if params.get("rough"):
        assumed.append(t("300 working days a year"))
    return ", ".join(assumed)


def _amount(value: float, unit: str | None, params: Mapping[str, Any], t: Translator) -> str:
    period = Period.YEAR if params.get("yearly") else None
    return format_quantity(rounded(value), unit, period, t.language) or ""


def rounded(value: float) -> Decimal:
    """Three significant digits: the figure compares orders of magnitude."""
    return Decimal(f"{Decimal(f'{value:.3g}'):f}")
