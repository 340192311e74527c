"""Reads the participants of a file, from a sheet of their own or from the contact columns of a list of firms."""

from __future__ import annotations

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
        self._names: set[tuple[str, str]] = set()
        self._places: dict[tuple[str, str], int] = {}

    def read(self, row: SheetRow, firm_id: str) -> None:
        """Take over a row of a list of participants."""
        self._add(row, self._person(row, firm_id, "name", row.read("id", read_digits)))

    def read_contact(self, row: SheetRow, firm_id: str) -> None:
        """Take over the contact that stands beside a firm, if any."""
        if row.cell("person") is not None or row.cell("email") is not None or row.cell("phone") is not None:
            self._add(row, self._person(row, firm_id, "person", None))

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

    def _add(self, row: SheetRow, person: PersonRow) -> None:
        known = self.rows.get(person.external_id)
        if known is not None:
            row.leave_out(
                N_("A second participant with the id of an earlier row was left out: give it an id of its own.")
            )
            return
        if person.name:
            who = (person.firm_id, match_key(person.name))
            if who in self._names:
                message = N_("“{raw}” stands twice for this firm; both were taken.")
                row.note(Severity.WARNING, message, row.header("name"), person.name)
            self._names.add(who)
        self.rows[person.external_id] = person
