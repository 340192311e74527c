"""Firms that were entered twice: finding them, making them one, remembering that two are not the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from app.common.messages import N_
from app.common.turkish import match_key, sort_key
from app.model.database import Database
from app.model.repositories import local
from app.records import ChangeSet, FirmId, WorkshopId
from app.services.firms import FirmService
from app.services.merged_firms import redirects
from app.services.merging import merge_firms
from app.services.rows import FirmRow

_NOT_SAME: Final = "duplicates.not_the_same"
_DISTRICT: Final = 5  # points of 100 that the same district adds, and that another one takes away
_SAME_TAX: Final = 200
_PART: Final = 90  # of 100, where one name holds all words of the other
_OF_FIRM: Final = ("sector", "nace", "tax_number", "province", "district", "osb", "site", "employees")

Pair = tuple[FirmId, FirmId]


@dataclass(frozen=True, slots=True)
class DuplicateFirms:
    """Two firms that may be one. `left` is the one that is better known, so it would be kept; `reason` (English source
    string) with `params` says why. The greater `score`, the surer."""

    left: FirmRow
    right: FirmRow
    reason: str
    params: Mapping[str, Any] = field(default_factory=dict)
    score: float = 0

    @property
    def pair(self) -> Pair:
        """The two ids, in an order that tells nothing."""
        return _pair(self.left.firm.id, self.right.firm.id)


class DuplicateService:
    """Use cases about firms that are one and the same."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._firms = FirmService(database)

    def suggestions(self, workshop_id: WorkshopId) -> list[DuplicateFirms]:
        """The firms of a workshop that may be one, surest first; pairs that somebody called different are left out."""
        rows = self._firms.rows(workshop_id)
        different = self._different()
        return [found for found in likely_duplicates(rows) if found.pair not in different]

    def merge(self, keep: FirmId, gone: FirmId) -> ChangeSet:
        """Make two firms one: cards, people, seats and raised hands of `gone` become those of `keep`, which also takes
        over what it does not know. InputError where that cannot be, StaleError where a firm is no longer there."""
        with self._database.write(N_("Merge firms")) as work:
            merge_firms(work, keep, gone)
        return work.changes

    def not_the_same(self, one: FirmId, other: FirmId) -> None:
        """Do not suggest this pair again on this laptop."""
        self._remember({*self._remembered(), _pair(one, other)})

    def maybe_the_same(self, one: FirmId, other: FirmId) -> None:
        """Take back that they are not the same."""
        self._remember(self._remembered() - {_pair(one, other)})

    def _remembered(self) -> set[Pair]:
        with self._database.read() as session:
            return {(FirmId(one), FirmId(other)) for one, other in local.recall(session, _NOT_SAME) or ()}

    def _remember(self, pairs: set[Pair]) -> None:
        with self._database.write_local() as session:
            local.remember(session, _NOT_SAME, sorted(pairs))

    def _different(self) -> set[Pair]:
        """The pairs as they are now: what holds for a merged firm holds for the one that stands for it."""
        with self._database.read() as session:
            stands = redirects(session)
        return {_pair(stands.get(one, one), stands.get(other, other)) for one, other in self._remembered()}


def likely_duplicates(rows: Sequence[FirmRow]) -> list[DuplicateFirms]:
    """The pairs that may be one firm, surest first: of one tax number, or of nearly one name. Two firms that both tell
    their tax numbers are one only where these are equal."""
    from app.exchange.firm_rows import NEAR_NAME, bare_name

    taxes = [_tax(row.firm.tax_number) for row in rows]
    names = [bare_name(row.firm.name) for row in rows]
    numbers = [re.findall(r"\d+", name) for name in names]
    best: dict[tuple[int, int], float] = dict.fromkeys(_same_tax(taxes), _SAME_TAX)
    for one, other, likeness in _near_names(names, NEAR_NAME - _DISTRICT):
        if (taxes[one] and taxes[other]) or numbers[one] != numbers[other]:
            continue  # equal tax numbers are found already; "Zeytinyağı Üreticisi 1" and "… 2" are two firms
        score = likeness + _DISTRICT * _same_district(rows[one], rows[other])
        if score >= NEAR_NAME:
            best[one, other] = score
    found = [
        _duplicate(rows[one], rows[other], names[one] == names[other], score) for (one, other), score in best.items()
    ]
    return sorted(found, key=lambda two: (-two.score, sort_key(two.left.firm.name), two.pair))


def _near_names(names: Sequence[str], least: int) -> Iterator[tuple[int, int, float]]:
    """Places of two names and how alike they are, 0…100."""
    if len(names) < 2:
        return
    import numpy as np
    from rapidfuzz import fuzz, process

    whole = process.cdist(names, names, scorer=fuzz.token_sort_ratio, score_cutoff=least, dtype=np.uint8)
    part = process.cdist(names, names, scorer=fuzz.token_set_ratio, score_cutoff=100, dtype=np.uint8)
    longer = np.array([len(name.split()) > 1 for name in names])  # of a single word, many names hold it
    part = np.where(np.outer(longer, longer) & (part == 100), _PART, 0)
    likeness = np.triu(np.maximum(whole, part), 1)
    for one, other in np.argwhere(likeness):
        yield int(one), int(other), float(likeness[one, other])


def _same_tax(taxes: Sequence[str]) -> Iterator[tuple[int, int]]:
    places: dict[str, list[int]] = {}
    for place, tax in enumerate(taxes):
        if tax:
            for earlier in places.setdefault(tax, []):
                yield earlier, place
            places[tax].append(place)


def _tax(text: str | None) -> str:
    """The digits of a tax number; one digit over and over (1111111111) only fills a form."""
    digits = re.sub(r"\D", "", text or "")
    return digits if len(set(digits)) > 1 else ""


def _same_district(one: FirmRow, other: FirmRow) -> int:
    """1 for the same district, -1 for another one, 0 where one of them is not known."""
    here, there = match_key(one.firm.district or ""), match_key(other.firm.district or "")
    if not here or not there:
        return 0
    return 1 if here == there else -1


def _duplicate(one: FirmRow, other: FirmRow, same_name: bool, score: float) -> DuplicateFirms:
    left, right = sorted((one, other), key=_known, reverse=True)
    reason, params = _reason(left, right, same_name, score)
    return DuplicateFirms(left, right, reason, params, score)


def _known(row: FirmRow) -> tuple[int, int, int, str]:
    """How much hangs on a firm and is known of it; of two that are alike the earlier badge."""
    said = sum(getattr(row.firm, name) is not None for name in _OF_FIRM)
    return row.haves + row.wants + row.people, said, -(row.attendance.number or 10**6), row.firm.id


def _reason(left: FirmRow, right: FirmRow, same_name: bool, score: float) -> tuple[str, dict[str, Any]]:
    if score == _SAME_TAX:
        return N_("Same tax number: {number}"), {"number": left.firm.tax_number}
    if _same_district(left, right) == 1:
        district = {"district": left.firm.district}
        if same_name:
            return N_("Same name, same district: {district}"), district
        return N_("Names nearly the same, same district: {district}"), district
    return (N_("Same name") if same_name else N_("Names nearly the same")), {}


def _pair(one: FirmId, other: FirmId) -> Pair:
    return (one, other) if one < other else (other, one)
