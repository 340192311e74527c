"""The words that change what a text means: `resources/knowledge/vocabulary`, each with a sentence that tries it.

What a row says holds for the whole program, so the words are read once for each process, when the first text is read.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

from app.common.resources import resource_path
from app.common.turkish import match_key
from app.i18n.units import UNITS
from app.knowledge.tables import Fault, Row, RowError, make_each, read_table
from app.records import Period

log = logging.getLogger(__name__)

STATES: Final = ("dry", "wet", "clean", "dirty", "sound", "broken", "edible")
COMPARATORS: Final = ("at_most", "at_least", "between")
# Where a comparator stands beside its number; without a word it may stand on either side.
SIDES: Final = ("before", "behind")
# Negations that hold in offers only: in a need "depo yok" is the need.
OFFER: Final = "offer"
COLOURS: Final = ("white", "clear", "black", "coloured")
# A phrase in which a colour word is part of a name: "beyaz eşya".
NO_COLOUR: Final = "none"
EXPANDED: Final = ("abbreviation", "jargon", "misspelling")


def _nothing(means: str) -> None:
    if means:
        raise RowError(f"nothing stands under means for this kind: {means}")


def _something(means: str) -> None:
    if not means:
        raise RowError("means is missing")


def _one_of(allowed: Iterable[str]) -> Callable[[str], None]:
    known = frozenset(map(str, allowed))

    def check(means: str) -> None:
        if means not in known:
            raise RowError(f"means is none of {' | '.join(sorted(known))}: {means}")

    return check


def _condition(means: str) -> None:
    """A comparator with its side, or a property with the unit that the word stands for."""
    _something(means)
    name, *rest = means.split()
    if name in COMPARATORS and rest and (len(rest) > 1 or rest[0] not in SIDES):
        raise RowError(f"a comparator stands before or behind its number: {means}")
    if len(rest) > 1:
        raise RowError(f"a property has one unit: {means}")


def _month(means: str) -> None:
    """A month, or the first and last of a season."""
    _something(means)
    ends = means.split("-")
    if len(ends) > 2 or any(not end.isdecimal() or not 1 <= int(end) <= 12 for end in ends):
        raise RowError(f"means is no month (1 to 12) and no two of them: {means}")


# Kind → what may stand under `means`.
_KINDS: Final[Mapping[str, Callable[[str], None]]] = {
    "stop": _nothing,
    "whole": _something,
    "root": _nothing,
    "negation_after": _one_of(("", OFFER)),
    "negation_before": _nothing,
    "freedom": _nothing,
    "barrier": _nothing,
    "join": _nothing,
    "filler": _nothing,
    "lexical_siz": _nothing,
    "state": _one_of(STATES),
    "abbreviation": _something,
    "jargon": _something,
    "misspelling": _something,
    "condition": _condition,
    "month": _month,
    "colour": _one_of((*COLOURS, NO_COLOUR)),
    "unit": _one_of(UNITS),
    "period": _one_of(Period),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A word or phrase of one kind, what it means, a sentence with it and what must be read from that sentence.

    `key` is the text in the spelling in which texts are compared.
    """

    kind: str
    text: str
    means: str
    sentence: str
    expect: str
    key: str


@dataclass(frozen=True)
class Vocabulary:
    """All entries; the groups are in folded spelling (`match_key`)."""

    entries: tuple[Entry, ...]

    def of_kind(self, *kinds: str) -> tuple[Entry, ...]:
        """The entries of some kinds, one kind after the other, each in the order of the table."""
        return tuple(entry for kind in kinds for entry in self._by_kind.get(kind, ()))

    @cached_property
    def _by_kind(self) -> Mapping[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.kind, []).append(entry)
        return found

    def _keys(self, kind: str) -> frozenset[str]:
        return frozenset(entry.key for entry in self.of_kind(kind))

    @cached_property
    def stop(self) -> frozenset[str]:
        """Words that say nothing about what a card is: function words, amounts, what stands on half of all cards."""
        return self._keys("stop")

    @cached_property
    def whole(self) -> Mapping[str, str]:
        """Words whose ending is part of the word, or that are too short to be cut by rule, with their stems."""
        return {entry.key: match_key(entry.means) for entry in self.of_kind("whole")}

    @cached_property
    def roots(self) -> tuple[str, ...]:
        """Roots on -s, which would be taken for a plural or lose it as a possessive."""
        return tuple(entry.key for entry in self.of_kind("root"))

    @cached_property
    def negation_after(self) -> frozenset[str]:
        """Words (or two words: "kabul etmiyoruz") that stand after the thing which they rule out, in every card."""
        return frozenset(entry.key for entry in self.of_kind("negation_after") if entry.means != OFFER)

    @cached_property
    def negation_after_in_offer(self) -> frozenset[str]:
        """The same for offers: "PVB yok" rules out, "depo yok" of a need asks."""
        return self._keys("negation_after")

    @cached_property
    def negation_before(self) -> frozenset[str]:
        """Words that stand before the thing which they rule out."""
        return self._keys("negation_before")

    @cached_property
    def freedoms(self) -> frozenset[str]:
        """What a negation after it turns into a freedom: "şart değil", "sorun olmaz"."""
        return self._keys("freedom")

    @cached_property
    def barriers(self) -> frozenset[str]:
        """Where the phrase in front of a negation ends: verbs and links of the same sentence."""
        return self._keys("barrier")

    @cached_property
    def joins(self) -> frozenset[str]:
        """Words that join several phrases in front of one negation."""
        return self._keys("join")

    @cached_property
    def fillers(self) -> frozenset[str]:
        """Words between a phrase and its negation that belong to neither."""
        return self._keys("filler")

    @cached_property
    def lexical_siz(self) -> frozenset[str]:
        """Words on -siz that name no substance."""
        return self._keys("lexical_siz")

    @cached_property
    def states(self) -> Mapping[str, frozenset[str]]:
        """Words that tell a state apart from its opposite, by state."""
        return {
            state: frozenset(entry.key for entry in self.of_kind("state") if entry.means == state) for state in STATES
        }


def read_vocabulary(rows: Iterable[Row], faults: list[Fault]) -> Vocabulary:
    """The words; a row that says nothing or what another says is left out and told."""
    found: dict[tuple[str, str], Entry] = {}
    for row, entry in make_each(rows, _make, faults):
        group = "expanded" if entry.kind in EXPANDED else entry.kind
        if (group, entry.key) in found:
            faults.append(row.fault(f"the {entry.kind} “{entry.text}” is given twice"))
        else:
            found[group, entry.key] = entry
    return Vocabulary(tuple(found.values()))


def _make(row: Row) -> Entry:
    kind, text, means = row.choice("kind", _KINDS), row.text("text"), row.may("means")
    _KINDS[kind](means)
    return Entry(kind, text, means, row.text("sentence"), row.text("expect"), match_key(text))


@cache
def vocabulary() -> Vocabulary:
    """The program's own words. A faulty row stops a build (`python -m app.knowledge validate`), not the user's day."""
    faults: list[Fault] = []
    found = read_vocabulary(read_table(resource_path("knowledge"), "vocabulary", faults), faults)
    for fault in faults:
        log.error("knowledge: %s", fault)
    return found
