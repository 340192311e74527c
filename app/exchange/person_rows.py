"""Reads the participants of a file, from a sheet of their own or from the contact columns of a list of firms."""

from __future__ import annotations

from dataclasses import replace

from app.common.ids import derived_id
from app.common.messages import N_
from app.common.turkish import match_key
from app.exchange.cells import read_digits, read_flag, read_moment, read_phone, read_text
from app.exchange.import_rows import PersonRow, Severity
from app.exchange.sheet_rows import SheetRow


class People:
    """The participants of one import."""

    def __init__(self) -> None:
        self.rows: dict[str, PersonRow] = {}
        self._names: dict[tuple[str, str], str] = {}
        self._given: set[str] = set()
        self._places: dict[tuple[str, str], int] = {}

    def read(self, row: SheetRow, firm_id: str) -> None:
        """Take over a row of a list of participants."""
        given = row.read("id", read_digits)
        self._add(row, self._person(row, firm_id, "name", given), given=given is not None)

    def read_contact(self, row: SheetRow, firm_id: str) -> None:
        """Take over the contact that stands beside a firm, if any."""
        if row.cell("person") is not None or row.cell("email") is not None or row.cell("phone") is not None:
            self._add(row, self._person(row, firm_id, "person", None), given=False)

    def _person(self, row: SheetRow, firm_id: str, name_field: str, given: str | None) -> PersonRow:
        cells = [row.cell(name_field), row.cell("surname")]
        name = " ".join(text for cell in cells if cell is not None and (text := read_text(cell))) or None
        role = row.text("role")
        return PersonRow(
            external_id=given or self._derived(firm_id, name or row.text("email") or role or ""),
            firm_id=firm_id,
            name=name,
            role=role,
            phone=row.read("phone", read_phone),
            email=self._email(row),
            consent=row.read("consent", read_flag),
            consent_version=row.text("consent_version"),
            consent_at=row.read("consent_at", read_moment),
            sheet=row.sheet,
            row=row.number,
        )

    def _email(self, row: SheetRow) -> str | None:
        text = row.text("email")
        if text is None:
            return None
        local, at, domain = text.partition("@")
        if not local or not at or "." not in domain or " " in text:
            row.note(
                Severity.WARNING,
                N_("“{raw}” does not look like an e-mail address; kept as typed."),
                row.header("email"),
                text,
            )
        return text

    def _derived(self, firm_id: str, who: str) -> str:
        """An id from firm and name; two unnamed people with the same role get one each, in the order of the file."""
        key = (firm_id, match_key(who))
        self._places[key] = self._places.get(key, 0) + 1
        return derived_id("participant", *key, str(self._places[key]))

    def _add(self, row: SheetRow, person: PersonRow, *, given: bool) -> None:
        same = self._names.get((person.firm_id, match_key(person.name))) if person.name else None
        if same is not None and not (given and same in self._given):
            self._merge(row, self.rows[same], person if given else replace(person, external_id=same))
            return
        if person.external_id in self.rows:
            row.leave_out(
                N_("A second participant with the id of an earlier row was left out: give it an id of its own.")
            )
            return
        self._keep(person, given=given)

    def _keep(self, person: PersonRow, *, given: bool) -> None:
        self.rows[person.external_id] = person
        if given:
            self._given.add(person.external_id)
        if person.name:
            self._names.setdefault((person.firm_id, match_key(person.name)), person.external_id)

    def _merge(self, row: SheetRow, known: PersonRow, person: PersonRow) -> None:
        """A person that stands twice: gaps are filled, nothing is overwritten; one "no" to consent is enough."""
        row.note(
            Severity.INFO,
            N_("“{raw}” stands twice for this firm: taken as one person."),
            row.header("name"),
            person.name or "",
        )
        gaps = {
            name: getattr(person, name)
            for name in PersonRow.__dataclass_fields__
            if getattr(known, name) is None and getattr(person, name) is not None
        }
        if {known.consent, person.consent} == {True, False}:
            gaps["consent"] = False
            row.note(
                Severity.WARNING,
                N_("“{raw}” gave consent in one row and not in the other: taken as no."),
                row.header("consent"),
                person.name or "",
            )
        del self.rows[known.external_id]
        self._names.pop((known.firm_id, match_key(known.name or "")), None)
        merged = replace(known, external_id=person.external_id, **gaps)
        self._keep(merged, given=person.external_id in self._given or person.external_id != known.external_id)
