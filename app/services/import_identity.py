"""Which rows of an import are in the store already: firms by tax number or name, people and cards by what they say.

The same row of the same file has the same id whenever it comes. But two lists may bear one name and both count from 1,
so an id alone is not believed where everything else speaks against it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

from app.common.ids import derived_id
from app.common.turkish import match_key
from app.records import Firm, FirmId, Participant, ResourceCard, WorkshopId

if TYPE_CHECKING:
    from app.exchange import import_rows

Member = TypeVar("Member", Participant, ResourceCard)


class FirmIdentity:
    """Finds the firm of the store that a row means: the row of before, else same tax number, else same name and
    district. Two firms that both tell their tax numbers are one only where the numbers are equal; two rows of one list
    that share no more than a name are two firms, so what one of them has found is not given to another.

    `rows` are those of the list, each with the id that it has, or would get.
    """

    def __init__(self, known: Iterable[Firm], rows: Iterable[tuple[import_rows.FirmRow, FirmId]]) -> None:
        self._by_id: dict[FirmId, Firm] = {}
        self._by_tax: dict[str, Firm] = {}
        self._by_name: dict[tuple[str, str], list[Firm]] = {}
        for firm in known:
            self._by_id[firm.id] = firm
            self._by_name.setdefault(_name_key(firm), []).append(firm)
            if firm.tax_number:
                self._by_tax[firm.tax_number] = firm
        self._taken = {own for row, own in rows if self._is_of_before(row, own)}

    def find(self, row: import_rows.FirmRow, own: FirmId) -> FirmId | None:
        """The id of a living firm, which is then spoken for; `own` is the id that this row has, or would get."""
        if self._is_of_before(row, own):
            return own
        by_tax = self._by_tax.get(row.tax_number) if row.tax_number else None
        same = by_tax or self._namesake(row)
        if same is None:
            return None
        self._taken.add(same.id)
        return same.id

    def _is_of_before(self, row: import_rows.FirmRow, own: FirmId) -> bool:
        earlier = self._by_id.get(own)
        return earlier is not None and _may_be(earlier, row)

    def _namesake(self, row: import_rows.FirmRow) -> Firm | None:
        same = self._by_name.get(_name_key(row), [])
        free = [firm for firm in same if firm.id not in self._taken and not _other_tax(firm, row)]
        free.sort(key=lambda firm: firm.external_id != row.external_id)  # where two bear a name, their number tells
        return free[0] if free else None

    def new_id(self, row: import_rows.FirmRow, own: FirmId) -> FirmId:
        """The id of a firm that was not found: `own`, unless another firm has it."""
        if own not in self._by_id:
            return own
        return FirmId(derived_id("firm", own, row.tax_number or match_key(row.name)))


class PersonIdentity:
    """Tells whether a person is in the workshop already: same firm and name, or same number where a name is withheld,
    as in our own workbook for people without consent."""

    def __init__(self, known: Iterable[Participant]) -> None:
        self._named = {_person_key(one) for one in known if one.name}
        self._numbered = {(one.firm_id, one.external_id or one.id): one.name for one in known}

    def knows(self, person: Participant) -> bool:
        """Whether this person is there."""
        if person.name and _person_key(person) in self._named:
            return True
        number = (person.firm_id, person.external_id or person.id)
        return number in self._numbered and not (person.name and self._numbered[number])


class CardIdentity:
    """Tells whether a firm has handed in a card with the same content already."""

    def __init__(self, known: Iterable[ResourceCard]) -> None:
        self._present = {_card_key(card) for card in known}

    def knows(self, card: ResourceCard) -> bool:
        """Whether this card is there."""
        return _card_key(card) in self._present


class MemberIds:
    """The ids of people or cards of a file: the same row gets the same id, another firm's row of that number its own.

    A row is another one where both the firm and the words differ: one of them alone may have been corrected since.
    """

    def __init__(self, kind: str, workshop_id: WorkshopId, source: str, known: Iterable[Member]) -> None:
        self._start = (kind, workshop_id, source)
        self._known: dict[str, tuple[FirmId, str]] = {one.id: (one.firm_id, _words(one)) for one in known}

    def of(self, external_id: str, firm_id: FirmId, words: str | None) -> str:
        """The id of a row; `words` is its title or name."""
        own = derived_id(*self._start, external_id)
        firm_there, words_there = self._known.get(own, (firm_id, ""))
        if firm_there == firm_id or (words and words_there == match_key(words)):
            return own
        return derived_id(*self._start, external_id, firm_id)


def _may_be(firm: Firm, row: import_rows.FirmRow) -> bool:
    if firm.tax_number and row.tax_number:
        return firm.tax_number == row.tax_number
    from rapidfuzz import fuzz

    from app.exchange.firm_rows import NEAR_NAME, bare_name

    known, typed = bare_name(firm.name), bare_name(row.name)
    return fuzz.token_sort_ratio(known, typed) >= NEAR_NAME or fuzz.token_set_ratio(known, typed) == 100


def _other_tax(firm: Firm, row: import_rows.FirmRow) -> bool:
    return bool(firm.tax_number and row.tax_number and firm.tax_number != row.tax_number)


def _name_key(firm: Firm | import_rows.FirmRow) -> tuple[str, str]:
    return match_key(firm.name), match_key(firm.district or "")


def _words(one: Participant | ResourceCard) -> str:
    return match_key((one.title if isinstance(one, ResourceCard) else one.name) or "")


def _person_key(person: Participant) -> tuple[str, str, str]:
    return person.firm_id, match_key(person.name or ""), match_key(person.role or "")


def _card_key(card: ResourceCard) -> tuple[str, ...]:
    amount = "" if card.quantity is None else format(card.quantity.normalize(), "f")
    return card.firm_id, card.direction, match_key(card.title), match_key(card.description or ""), amount
