"""Reads the firms of a file, and finds the firm that a card or a person names."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from app.common.ids import derived_id
from app.common.messages import N_
from app.common.turkish import match_key
from app.exchange.cells import (
    read_digits,
    read_moment,
    read_nace,
    read_tax_number,
    read_whole,
)
from app.exchange.import_rows import FirmRow, Severity
from app.exchange.notes import Notes
from app.exchange.sheet_rows import SheetRow
from app.records import PlatformConsent

NEAR_NAME: Final = 86  # of 100, on names without their legal form
_LEGAL: Final = re.compile(
    r"\b(?:a ?s|as|ltd|limited|sti|sirketi|anonim|san|sanayi|tic|ticaret|ve|koll|paz|pazarlama|ith|ihr|ithalat|ihracat"
    r"|inc|co|llc|gmbh)\b"
)
_COMPARED: Final = 3_000  # more firms than any programme; beyond it near names are not looked for


def bare_name(name: str) -> str:
    """A firm's name for comparison: `match_key` without legal form and punctuation."""
    plain = re.sub(r"[^\w\s]", " ", re.sub(r"(?<=\w)\.(?=\w)", " ", match_key(name)))
    return " ".join(_LEGAL.sub(" ", plain).split()) or match_key(name)


class FirmBook:
    """The firms of one import, found by id, badge number or name."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self.rows: dict[str, FirmRow] = {}
        self._by_id: dict[str, str] = {}
        self._by_name: dict[str, str] = {}
        self._by_number: dict[int, str] = {}
        self._bare: dict[str, str] = {}
        self._listed = False

    def read(self, row: SheetRow) -> str | None:
        """Take over a row of a list of firms; its external id, `None` where it was left out."""
        name = row.text("name")
        if name is None:
            row.leave_out(N_("A firm without a name was left out."))
            return None
        self._listed = True
        firm = self._firm(row, name)
        same = self._same_firm(firm, given=row.cell("id") is not None)
        if same is not None:
            return self._merge(row, same, firm)
        self._note_near(row.sheet, row.number, firm.name, row.header("name"))
        self._add(firm)
        return firm.external_id

    def _firm(self, row: SheetRow, name: str) -> FirmRow:
        tax = row.read("tax_number", read_tax_number)
        given = row.read("id", read_digits)
        return FirmRow(
            external_id=given or derived_id("firm", tax or match_key(name)),
            name=name,
            sector=row.text("sector"),
            nace=row.read("nace", lambda cell: read_nace(cell, row.from_csv)),
            tax_number=tax,
            province=row.text("province"),
            district=row.text("district"),
            osb=row.text("osb"),
            site=row.text("site"),
            employees=row.read("employees", read_whole),
            platform_consent=row.code("platform_consent", PlatformConsent, unclear=PlatformConsent.NOTHING),
            number=row.read("number", read_whole),
            table_no=row.read("table_no", read_whole),
            arrived_at=row.read("arrived_at", read_moment),
            sheet=row.sheet,
            row=row.number,
        )

    def _same_firm(self, firm: FirmRow, *, given: bool) -> FirmRow | None:
        found = self.rows.get(firm.external_id)
        if found is not None or given:
            return found
        same = self._by_name.get(match_key(firm.name))
        return self.rows[same] if same else None

    def _merge(self, row: SheetRow, known: FirmRow, firm: FirmRow) -> str | None:
        """A firm that stands twice: what the first row leaves open is filled, nothing is overwritten."""
        if match_key(known.name) != match_key(firm.name):
            row.leave_out(N_("A second firm with the id of an earlier row was left out: give it an id of its own."))
            return None
        empty = {
            name: getattr(firm, name)
            for name in FirmRow.__dataclass_fields__
            if getattr(known, name) is None and getattr(firm, name) is not None
        }
        self._add(replace(known, **empty))
        row.note(
            Severity.WARNING, N_("“{raw}” stands in the list twice: taken as one firm."), row.header("name"), firm.name
        )
        return known.external_id

    def _add(self, firm: FirmRow) -> None:
        self.rows[firm.external_id] = firm
        self._by_id.setdefault(match_key(firm.external_id), firm.external_id)
        self._by_name.setdefault(match_key(firm.name), firm.external_id)
        self._bare.setdefault(bare_name(firm.name), firm.external_id)
        if firm.number is not None:
            self._by_number.setdefault(firm.number, firm.external_id)

    def of(self, row: SheetRow) -> str | None:
        """The firm that a card or a person belongs to: by id, badge number or name; one that is only named is added.

        `None` where the row names no firm at all, or an id that the list of firms does not have.
        """
        reference, name = row.text("firm_id"), row.text("firm")
        for text in (reference, name):
            found = self._find(text) if text else None
            if found is not None:
                self._note_other_name(row, found, reference, name)
                return found
        if name is None and (reference is None or self._listed):
            return None
        return self._imply(row, reference, name or reference or "")

    def _find(self, text: str) -> str | None:
        key = match_key(text)
        found = self._by_id.get(key) or self._by_name.get(key)
        if found is None and key.isascii() and key.isdigit():
            found = self._by_number.get(int(key))
        return found

    def _note_other_name(self, row: SheetRow, found: str, reference: str | None, name: str | None) -> None:
        known = self.rows[found].name
        if reference and name and self._find(name) != found and bare_name(name) != bare_name(known):
            row.note(
                Severity.WARNING,
                N_("The id stands for another firm than “{raw}”: the id was followed."),
                row.header("firm"),
                name,
            )

    def _imply(self, row: SheetRow, reference: str | None, name: str) -> str:
        tax = row.read("tax_number", read_tax_number)
        firm = FirmRow(
            external_id=reference or derived_id("firm", tax or match_key(name)),
            name=name,
            sector=row.text("sector"),
            nace=row.read("nace", lambda cell: read_nace(cell, row.from_csv)),
            tax_number=tax,
            province=row.text("province"),
            district=row.text("district"),
            osb=row.text("osb"),
            implied=True,
            sheet=row.sheet,
            row=row.number,
        )
        if self._listed:
            row.note(
                Severity.WARNING,
                N_("Firm “{raw}” is not in the list of firms and was added."),
                row.header("firm"),
                name,
            )
        self._note_near(row.sheet, row.number, name, row.header("firm"))
        self._add(firm)
        return firm.external_id

    def _note_near(self, sheet: str, row: int, name: str, column: str) -> None:
        """Suggest the known firm whose name is almost the same; two firms are never silently made one."""
        from rapidfuzz import fuzz, process

        if len(self._bare) > _COMPARED:
            return
        bare = bare_name(name)
        near = process.extractOne(bare, self._bare.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=NEAR_NAME)
        if near is None or re.findall(r"\d+", near[0]) != re.findall(r"\d+", bare):
            return  # "Zeytinyağı Üreticisi 1" and "… 2" are two firms
        known = self.rows[self._bare[near[0]]].name
        if match_key(known) == match_key(name):
            message = N_("“{raw}” stands in the list twice with two ids: taken as two firms. One id makes it one firm.")
        else:
            message = N_("“{raw}” looks like “{known}”: if it is the same firm, write the same name and import again.")
        self._notes.add(sheet, row, Severity.WARNING, message, column=column, raw=name, known=known)
