"""Documented exchanges: who gave what to whom, for what use."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from app.knowledge.conversions import Text
from app.knowledge.tables import Fault, Row, RowError, make_each

# F found as an exchange, P planned or only a stream, B background knowledge: never called documented.
EVIDENCE: Final = ("F", "P", "B")


@dataclass(frozen=True, slots=True)
class Precedent:
    """An exchange. `codes` are the waste codes that fit the resource, `giver_nace` and `receiver_nace` NACE codes;
    `place` and `source` may be empty, `source` is the key of the publication in our own compilation."""

    id: str
    resource: Text
    kind: str
    codes: tuple[str, ...]
    giver: str
    giver_nace: tuple[str, ...]
    use: Text
    receiver: str
    receiver_nace: tuple[str, ...]
    place: str
    evidence: str
    source: str

    @property
    def documented(self) -> bool:
        """Whether it was found as an exchange that takes or took place."""
        return self.evidence == "F"


def read_precedents(
    rows: Iterable[Row], *, codes: Collection[str], sectors: Collection[str], faults: list[Fault]
) -> dict[str, Precedent]:
    """Precedents by id; a row that names an unknown code or sector is left out and told."""

    def make(row: Row) -> Precedent:
        return _make(row, codes, sectors)

    found: dict[str, Precedent] = {}
    for row, precedent in make_each(rows, make, faults):
        if precedent.id in found:
            faults.append(row.fault(f"{precedent.id} is given twice"))
        else:
            found[precedent.id] = precedent
    return found


def _make(row: Row, codes: Collection[str], sectors: Collection[str]) -> Precedent:
    for code in row.words("codes"):
        if code not in codes:
            raise RowError(f"unknown waste code: {code}")
    givers, receivers = row.words("giver_nace"), row.words("receiver_nace")
    for sector in (*givers, *receivers):
        if sector not in sectors:
            raise RowError(f"unknown sector: {sector}")
    return Precedent(
        id=row.text("id"),
        resource=Text(row.text("resource_tr"), row.text("resource_en")),
        kind=row.text("kind"),
        codes=row.words("codes"),
        giver=row.may("giver"),
        giver_nace=givers,
        use=Text(row.text("use_tr"), row.text("use_en")),
        receiver=row.may("receiver"),
        receiver_nace=receivers,
        place=row.may("place"),
        evidence=row.choice("evidence", EVIDENCE),
        source=row.may("source"),
    )
