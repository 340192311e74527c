"""Understands one line as it is typed in a workshop: "atık döküm kumu yılda 6000 ton, yaş, analiz raporu var".

Runs on each key press, so it is fast (well below a millisecond), never raises, and never changes what was typed: it
only says what it took for what, and where.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from app.i18n.line_code import FoundCode, find_code
from app.i18n.line_facts import Facts, find_facts
from app.i18n.line_quantity import Amount, find_amount
from app.i18n.line_text import LineText, Span, read_text
from app.i18n.unit_table import CONTAINERS
from app.records import Period

__all__ = ["Span", "UnderstoodLine", "understand"]

_CONTAINERS = frozenset(row.code for row in CONTAINERS)
_LONGEST = 4000  # letters; in a page pasted by mistake what comes behind is text and nothing else
# Where two readings claim the same letters, the one further left keeps them.
_ORDER = ("code", "quantity", "exclusion", "document", "state", "title")


@dataclass(frozen=True, slots=True)
class UnderstoodLine:
    """What a line says. Fields that it does not say are None, empty texts and empty tuples.

    `title` is the first clause without the amount ("300 big bag" alone is about big bags), `description` the other
    clauses without it. `quantity` is exact; of a range it is the lower end and `upper` the other; `other_quantity` is
    the second reading of a number like 1.234. `unit` is the code of a known unit, or the word as typed with
    `unit_known` False. `code` are the digits of a waste code as typed, on the list or not. `state` is a plain word
    ("katı", "çamur", "powder"); `condition`, `documents` and `exclusions` quote the line. `spans` are disjoint and
    ordered, for underlines.
    """

    title: str
    description: str
    quantity: Decimal | None = None
    upper: Decimal | None = None
    other_quantity: Decimal | None = None
    unit: str | None = None
    unit_known: bool = True
    period: Period | None = None
    state: str | None = None
    condition: str | None = None
    hazardous: bool | None = None
    code: str | None = None
    documents: tuple[str, ...] = ()
    exclusions: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()


@lru_cache(maxsize=64)
def understand(line: str, language: str = "tr") -> UnderstoodLine:
    """Read one line, Turkish or English. `language` decides which reading of an ambiguous number comes first."""
    text = read_text(line)
    clauses = text.clauses()
    code = find_code(text.key[:_LONGEST])
    amount = find_amount(_masked(text.key[:_LONGEST], code), clauses)
    facts = find_facts(text.key[:_LONGEST], clauses)
    taken = [Span(start, end, "quantity") for start, end in amount.stretches] if amount else []
    if code is not None:
        taken.append(Span(*code.stretch, "code"))
    pieces = [text.without(start, end, taken) for start, end in clauses]
    title = next((place for place, piece in enumerate(pieces) if piece), 0)
    titled = [Span(start, end, "title") for start, end in pieces[title]]
    quantity, other = _readings(amount, language)
    return UnderstoodLine(
        title=_quote(text, pieces[title]) or _thing(text, amount),
        description=", ".join(_quote(text, piece) for piece in pieces[title + 1 :] if piece),
        quantity=quantity,
        upper=amount.upper if amount else None,
        other_quantity=other,
        unit=_unit(text, amount),
        unit_known=amount is None or amount.unit is not None or amount.typed is None,
        period=amount.period if amount else None,
        state=facts.state,
        condition=", ".join(dict.fromkeys(_quotes(text, facts.condition))) or None,
        hazardous=True if facts.hazardous is None and code is not None and code.starred else facts.hazardous,
        code=code.digits if code is not None else None,
        documents=_quotes(text, facts.documents),
        exclusions=_quotes(text, facts.exclusions),
        spans=_disjoint(text, taken, facts, titled),
    )


def _masked(key: str, code: FoundCode | None) -> str:
    """The folded line with the code crossed out: its digits are no amount."""
    if code is None:
        return key
    start, end = code.stretch
    return key[:start] + "_" * (end - start) + key[end:]


def _readings(amount: Amount | None, language: str) -> tuple[Decimal | None, Decimal | None]:
    if amount is None:
        return None, None
    if language == "en" and amount.other is not None:
        return amount.other, amount.quantity
    return amount.quantity, amount.other


def _unit(text: LineText, amount: Amount | None) -> str | None:
    if amount is None or amount.unit is not None or amount.typed is None:
        return amount.unit if amount else None
    return text.text[slice(*amount.typed)]


def _thing(text: LineText, amount: Amount | None) -> str:
    """The title of a line that is an amount and no more: "300 big bag" is about big bags, "2 ton" about nothing yet."""
    if amount is None or amount.typed is None or amount.unit not in _CONTAINERS:
        return ""
    return text.text[slice(*amount.typed)]


def _quote(text: LineText, places: list[tuple[int, int]]) -> str:
    return " ".join(" ".join(text.text[start:end].split()) for start, end in places)


def _quotes(text: LineText, places: tuple[tuple[int, int], ...]) -> tuple[str, ...]:
    return tuple(text.text[start:end] for start, end in places)


def _disjoint(text: LineText, taken: list[Span], facts: Facts, titled: list[Span]) -> tuple[Span, ...]:
    """All spans without overlaps, in the order of the line and in its own places."""
    kept: list[Span] = []
    claims = [*taken, *facts.spans, *titled]
    for claim in sorted(claims, key=lambda span: (_ORDER.index(span.kind), span.start)):
        free = text.without(claim.start, claim.end, kept) if claim.kind == "title" else _uncut(claim, kept)
        kept.extend(Span(start, end, claim.kind) for start, end in free)
    return tuple(text.back(span) for span in sorted(kept))


def _uncut(claim: Span, kept: list[Span]) -> list[tuple[int, int]]:
    clash = any(claim.start < span.end and claim.end > span.start for span in kept)
    return [] if clash else [(claim.start, claim.end)]
