"""What became of the demands of two cards, as plain data: for the part of a match and for what should be asked.

Matches are kept as JSON with a synergy, so there are only lists, texts and numbers; worded by `app/i18n/term_words.py`.
"""

import json
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.knowledge.limit_tokens import QUANTITY
from app.knowledge.limits import Limit
from app.matching.quantities import Amount
from app.matching.terms import Demand, Result, Term, Terms, bit_of, open_demand, unanswered

# A question's key begins with this; the rest tells what is asked.
TERM_QUESTION: Final = "term:"
MOST_ASKED: Final = 3


def term_part(terms: Sequence[Term]) -> tuple[str, Mapping[str, Any]]:
    """The level and the values of the part: demands that are broken, then those that are met."""
    broken = [term for term in terms if term.result is Result.BROKEN]
    told = [*broken, *(term for term in terms if term.result is Result.MET)]
    level = Result.BROKEN if broken else Result.MET
    return level.value, {"terms": [_plain(term) for term in told]}


@dataclass(frozen=True, slots=True)
class Asking:
    """A demand of a need with the question for whoever says nothing about it; `bit` is that of its property."""

    demand: Demand
    bit: int
    question: str


def askings(need: Terms) -> tuple[Asking, ...]:
    """What a need would ask: worked out once for each card, for most partners are silent."""
    asked = [demand for demand in need.demands if demand.property != QUANTITY]
    return tuple(Asking(demand, bit_of(demand.property), _question(unanswered(demand))) for demand in asked)


def term_questions(asked: Iterable[Asking], offer: Terms, gives: int, skipped: Container[str]) -> tuple[str, ...]:
    """Keys of the first demands that the offer leaves open, without the `skipped` properties; `gives` is its mask."""
    found = []
    for one in asked:
        if one.demand.property in skipped:
            continue
        if not gives & one.bit:
            found.append(one.question)
        elif (term := open_demand(one.demand, offer)) is not None:
            found.append(_question(term))
    return tuple(found[:MOST_ASKED])


def _question(term: Term) -> str:
    return TERM_QUESTION + json.dumps(_plain(term), ensure_ascii=False, separators=(",", ":"))


def _plain(term: Term) -> dict[str, Any]:
    return {
        "name": term.name,
        "result": term.result.value,
        "by_offer": term.by_offer,
        "asked": [_value(one) for one in term.asked],
        "given": [_value(one) for one in term.given],
    }


def _value(one: Limit | Amount | int | str) -> Any:
    if isinstance(one, Limit):
        return {"low": one.low, "high": one.high, "unit": one.unit}
    if isinstance(one, Amount):
        return {"amount": one.value, "unit": one.unit, "yearly": one.flow}
    return one
