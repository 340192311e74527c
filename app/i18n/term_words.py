"""Words the demands that one card makes of the other: "nem: en çok %15 isteniyor, %45–50 veriliyor"."""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from app.common.messages import N_
from app.i18n.catalogue import Translator
from app.i18n.formats import format_number, format_quantity
from app.i18n.units import unit_label
from app.records import Period

_SHOWN: Final = 3
_SHARES: Final = ("%", "ppm", "mg/kg")

# What is compared → its name in the middle of a sentence.
NAMES: Final[Mapping[str, str]] = {
    "scale": N_("scale"),
    "months": N_("months"),
    "colour": N_("colour"),
    "quantity": N_("quantity"),
    "acidity": N_("acidity"),
    "alcohol": N_("alcohol"),
    "alumina": N_("alumina"),
    "aluminium": N_("aluminium"),
    "ash": N_("ash"),
    "bod": N_("BOD"),
    "brix": N_("Brix"),
    "cadmium": N_("cadmium"),
    "calorific_value": N_("calorific value"),
    "cellulose": N_("cellulose"),
    "chloride": N_("chloride"),
    "chlorine": N_("chlorine"),
    "chromium": N_("chromium"),
    "cod": N_("COD"),
    "conductivity": N_("conductivity"),
    "copper": N_("copper"),
    "density": N_("density"),
    "diameter": N_("diameter"),
    "distance": N_("distance"),
    "dry_matter": N_("dry matter"),
    "free_fatty_acid": N_("free fatty acids"),
    "grain_size": N_("grain size"),
    "hardness": N_("hardness"),
    "impurity": N_("impurities"),
    "iron": N_("iron"),
    "iron_oxide": N_("iron oxide"),
    "lead": N_("lead"),
    "length": N_("length"),
    "lime": N_("lime"),
    "loss_on_ignition": N_("loss on ignition"),
    "melt_flow": N_("melt flow index"),
    "mercury": N_("mercury"),
    "methane": N_("methane"),
    "moisture": N_("moisture"),
    "nickel": N_("nickel"),
    "nitrogen": N_("nitrogen"),
    "oil": N_("oil"),
    "organic_carbon": N_("organic carbon"),
    "organic_matter": N_("organic matter"),
    "ph": N_("pH"),
    "phosphorus": N_("phosphorus"),
    "potash": N_("potash"),
    "potassium": N_("potassium"),
    "pressure": N_("pressure"),
    "protein": N_("protein"),
    "purity": N_("purity"),
    "salt": N_("salt"),
    "silica": N_("silica"),
    "strength": N_("strength of the solution"),
    "sulphate": N_("sulphate"),
    "sulphide": N_("sulphide"),
    "sulphur": N_("sulphur"),
    "sulphur_trioxide": N_("sulphur trioxide"),
    "suspended_solids": N_("suspended solids"),
    "temperature": N_("temperature"),
    "thickness": N_("thickness"),
    "viscosity": N_("viscosity"),
    "whiteness": N_("whiteness"),
    "width": N_("width"),
    "zinc": N_("zinc"),
}

MONTHS: Final = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)

COLOURS: Final[Mapping[str, str]] = {
    "white": N_("white"),
    "clear": N_("transparent"),
    "black": N_("black"),
    "coloured": N_("coloured"),
}


def word_terms(terms: Sequence[Mapping[str, Any]], t: Translator) -> str:
    """The demands of a part, the broken ones first as they come."""
    return "; ".join(_word_term(term, t) for term in terms[:_SHOWN])


def word_term_question(asked: str, t: Translator) -> str:
    """The question about a demand that nobody has answered; `asked` is the JSON of its key."""
    term = json.loads(asked)
    name, demand, given = _name(term, t), _values(term["asked"], t), _values(term["given"], t)
    share = any(isinstance(one, dict) and one.get("unit") in _SHARES for one in term["asked"])
    if given and share:
        question = t("What is the {name} content? ({asked} asked, {given} given)", name=name, asked=demand, given=given)
    elif given:
        question = t("What is the {name}? ({asked} asked, {given} given)", name=name, asked=demand, given=given)
    elif share:
        question = t("What is the {name} content? ({asked} asked)", name=name, asked=demand)
    else:
        question = t("What is the {name}? ({asked} asked)", name=name, asked=demand)
    return capital(question, t.language)


def _word_term(term: Mapping[str, Any], t: Translator) -> str:
    values = {"name": _name(term, t), "asked": _values(term["asked"], t), "given": _values(term["given"], t)}
    if term.get("by_offer"):
        return t("{name}: the giver asks {asked}, the taker says {given}", **values)
    return t("{name}: {asked} asked, {given} given", **values)


def _name(term: Mapping[str, Any], t: Translator) -> str:
    name = str(term["name"])
    return t(NAMES[name]) if name in NAMES else name


def _values(values: Sequence[Any], t: Translator) -> str:
    if values and all(isinstance(one, int) for one in values):
        return _months(values, t)
    return " / ".join(dict.fromkeys(_value(one, t) for one in values))


def _value(one: Any, t: Translator) -> str:
    if isinstance(one, str):
        return t(COLOURS[one]) if one in COLOURS else one
    if "amount" in one:
        period = Period.YEAR if one["yearly"] else None
        return format_quantity(_rounded(one["amount"]), one["unit"], period, t.language) or ""
    low, high = (None if one[end] is None else format_number(one[end], t.language) for end in ("low", "high"))
    if low is None:
        return t("at most {value}", value=_with_unit(high or "", one["unit"], t.language))
    if high is None:
        return t("at least {value}", value=_with_unit(low, one["unit"], t.language))
    return _with_unit(low if low == high else f"{low}–{high}", one["unit"], t.language)


def _rounded(value: float) -> Decimal:
    """Three significant digits: a year is reckoned from what comes in a day."""
    return Decimal(f"{Decimal(f'{value:.3g}'):f}")


def _with_unit(number: str, unit: str, language: str) -> str:
    if unit == "%":
        return f"%{number}" if language == "tr" else f"{number}%"
    return f"{number} {unit_label(unit, language)}" if unit else number


def _months(months: Sequence[int], t: Translator) -> str:
    """Months as stretches of the year: 11, 12, 1, 2 is November–February."""
    named = set(months)
    if len(named) == len(MONTHS):
        return t("the whole year")
    stretches = []
    for first in sorted(month for month in named if (month - 2) % 12 + 1 not in named):
        last = first
        while last % 12 + 1 in named:
            last = last % 12 + 1
        ends = [t(MONTHS[month - 1]) for month in dict.fromkeys((first, last))]
        stretches.append("–".join(ends))
    return ", ".join(stretches)


def capital(text: str, language: str) -> str:
    """A sentence begins with a capital, but for "pH"."""
    if text.startswith("pH"):
        return text
    first = "İ" if language == "tr" and text[:1] == "i" else text[:1].upper()
    return first + text[1:]
