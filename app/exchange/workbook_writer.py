"""Writes the workshop workbook: sheets that a person reads and filters, and that our own import reads back."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.common.messages import N_
from app.exchange.atomic_file import atomic_file
from app.exchange.fields import FIELDS
from app.exchange.import_rows import SheetKind
from app.exchange.report import ReportCard, ReportFirm, ReportPerson, ReportSynergy, WorkshopReport
from app.exchange.typed_cells import CellMaker
from app.i18n import Translator, translator
from app.i18n.labels import LABELS, NO, YES
from app.i18n.units import find_unit
from app.records import Direction, Stage

Value = str | int | float | Decimal | date | datetime | None


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: English header, width in characters, value of a row; `wrap` for long texts."""

    header: str
    width: int
    value: Callable[[Any], Value]
    wrap: bool = False


def write_workbook(report: WorkshopReport, path: Path) -> None:
    """Write the report as `.xlsx`. Raises InputError where the file cannot be written; nothing half is left."""
    from openpyxl import Workbook

    with atomic_file(path) as file:  # also around the filling: rows wait in temporary files that need room too
        book = Workbook(write_only=True)
        writer = _BookWriter(report, book)
        writer.firms()
        writer.people()
        writer.cards()
        writer.synergies()
        writer.summary()
        content = io.BytesIO()  # a zip that breaks off half-way would complain again when it is thrown away
        book.save(content)
        file.write(content.getbuffer())


class _BookWriter:
    """Fills one workbook from one report."""

    def __init__(self, report: WorkshopReport, book: Any) -> None:
        self._report = report
        self._book = book
        self._t: Translator = translator(report.language)
        self._firm_names = {firm.id: firm.name for firm in report.firms}
        self._make = CellMaker(report.language)

    def firms(self) -> None:
        """Firmalar."""
        label = _labels(SheetKind.FIRMS)
        columns = [
            _Column(label["id"], 12, lambda firm: firm.id),
            _Column(label["number"], 9, lambda firm: firm.number),
            _Column(label["name"], 38, lambda firm: firm.name, wrap=True),
            _Column(label["sector"], 34, lambda firm: firm.sector, wrap=True),
            _Column(label["nace"], 9, lambda firm: firm.nace),
            _Column(label["tax_number"], 14, lambda firm: firm.tax_number),
            _Column(label["province"], 14, lambda firm: firm.province),
            _Column(label["district"], 16, lambda firm: firm.district),
            _Column(label["osb"], 22, lambda firm: firm.osb),
            _Column(label["site"], 26, lambda firm: firm.site, wrap=True),
            _Column(label["employees"], 10, lambda firm: firm.employees),
            _Column(label["platform_consent"], 22, lambda firm: self._word(firm.platform_consent)),
            _Column(label["table_no"], 8, lambda firm: firm.table_no),
            _Column(label["arrived_at"], 18, lambda firm: _moment(firm.arrived_at)),
        ]
        self._sheet(N_("Firms"), columns, self._report.firms)

    def people(self) -> None:
        """Katılımcılar."""
        label = _labels(SheetKind.PARTICIPANTS)
        columns = [
            _Column(label["id"], 12, lambda person: person.id),
            _Column(label["firm_id"], 12, lambda person: person.firm_id),
            _Column(label["firm"], 38, lambda person: self._firm_names.get(person.firm_id), wrap=True),
            _Column(label["name"], 26, lambda person: person.name),
            _Column(label["role"], 26, lambda person: person.role, wrap=True),
            _Column(label["phone"], 18, lambda person: person.phone),
            _Column(label["email"], 30, lambda person: person.email),
            _Column(label["consent"], 9, lambda person: self._yes_no(person.consent)),
            _Column(label["consent_version"], 14, lambda person: person.consent_version),
            _Column(label["consent_at"], 18, lambda person: _moment(person.consent_at)),
        ]
        self._sheet(N_("Participants"), columns, self._report.people)

    def cards(self) -> None:
        """Kartlar."""
        label = _labels(SheetKind.CARDS)
        columns = [
            _Column(label["id"], 12, lambda card: card.id),
            _Column(label["number"], 8, lambda card: card.number),
            _Column(label["firm_id"], 12, lambda card: card.firm_id),
            _Column(label["firm"], 32, lambda card: self._firm_names.get(card.firm_id), wrap=True),
            _Column(label["direction"], 12, lambda card: self._word(card.direction)),
            _Column(label["title"], 34, lambda card: card.title, wrap=True),
            _Column(label["description"], 48, lambda card: card.description, wrap=True),
            _Column(label["category"], 20, lambda card: self._word(card.category)),
            _Column(label["code"], 11, lambda card: card.code),
            _Column(label["hazardous"], 10, lambda card: self._yes_no(card.hazardous)),
            _Column(label["quantity"], 11, lambda card: card.quantity),
            _Column(label["unit"], 11, lambda card: self._unit(card.unit)),
            _Column(label["period"], 11, lambda card: self._word(card.period)),
            _Column(
                label["quantity_unconfirmed"],
                12,
                lambda card: self._yes_no(True) if card.quantity_unconfirmed else None,
            ),
            _Column(label["state"], 13, lambda card: card.state),
            _Column(label["condition"], 18, lambda card: card.condition, wrap=True),
            _Column(label["quality"], 26, lambda card: card.quality, wrap=True),
            _Column(label["current_route"], 18, lambda card: card.current_route, wrap=True),
            _Column(label["place"], 18, lambda card: card.place, wrap=True),
            _Column(label["valid_from"], 12, lambda card: _day(card.valid_from)),
            _Column(label["valid_until"], 12, lambda card: _day(card.valid_until)),
            _Column(label["audience"], 20, lambda card: self._word(card.audience)),
            _Column(label["table_no"], 8, lambda card: card.table_no),
            _Column(label["as_typed"], 34, lambda card: card.as_typed, wrap=True),
        ]
        self._sheet(N_("Cards"), columns, self._report.cards)

    def synergies(self) -> None:
        """Sinerjiler."""
        columns = [
            _Column(N_("Giver"), 30, lambda synergy: synergy.giver, wrap=True),
            _Column(N_("Giver's sector"), 26, lambda synergy: synergy.giver_sector, wrap=True),
            _Column(N_("Resource"), 30, lambda synergy: synergy.resource, wrap=True),
            _Column(N_("Quantity"), 11, lambda synergy: synergy.quantity),
            _Column(N_("Unit"), 11, lambda synergy: self._unit(synergy.unit)),
            _Column(N_("Period"), 11, lambda synergy: self._word(synergy.period)),
            _Column(N_("Taker"), 30, lambda synergy: synergy.taker, wrap=True),
            _Column(N_("Taker's sector"), 26, lambda synergy: synergy.taker_sector, wrap=True),
            _Column(N_("Wanted"), 30, lambda synergy: synergy.wanted, wrap=True),
            _Column(N_("Stage"), 14, lambda synergy: self._word(synergy.stage)),
            _Column(N_("Band"), 10, lambda synergy: self._word(synergy.band)),
            _Column(N_("Score"), 8, lambda synergy: None if synergy.score is None else round(synergy.score, 3)),
            _Column(N_("Reason"), 56, lambda synergy: synergy.reason, wrap=True),
            _Column(N_("Distance (km)"), 12, lambda s: None if s.distance_km is None else round(s.distance_km, 1)),
            _Column(N_("Found by"), 14, lambda synergy: self._word(synergy.origin)),
            _Column(N_("Owner"), 18, lambda synergy: synergy.owner),
            _Column(N_("Next step"), 30, lambda synergy: synergy.next_step, wrap=True),
            _Column(N_("Due on"), 12, lambda synergy: _day(synergy.due_on)),
            _Column(N_("Lost because"), 20, lambda synergy: self._word(synergy.lost_reason)),
            _Column(N_("Have card"), 12, lambda synergy: synergy.have_id),
            _Column(N_("Want card"), 12, lambda synergy: synergy.want_id),
        ]
        self._sheet(N_("Synergies"), columns, self._report.synergies)

    def summary(self) -> None:
        """Özet: what was counted, and how."""
        report, t = self._report, self._t
        sheet = self._book.create_sheet(t("Summary"))
        sheet.column_dimensions["A"].width = 34
        sheet.column_dimensions["B"].width = 14
        sheet.column_dimensions["C"].width = 90
        make = self._make.bind(sheet)
        sheet.append([make.heading(report.title)])
        for label, value in (
            (t("Held on"), _day(report.held_on)),
            (t("Place"), report.place),
            (t("Made on"), _day(report.made_on)),
        ):
            if value is not None:
                sheet.append([make.text(label), make.value(value)])
        sheet.append([])
        sheet.append([make.header(t("Counter")), make.header(t("Value")), make.header(t("How it is counted"))])
        for counter in report.counters:
            sheet.append(
                [make.text(counter.label), make.value(counter.value), make.text(counter.rule or "", wrap=True)]
            )
        for direction in Direction:
            count = sum(card.direction is direction for card in report.cards)
            sheet.append([make.text(f"{t('Cards')}: {self._word(direction)}"), make.value(count)])
        if report.open_suggestions is not None:
            note = t("Counted apart, never added to the synergies.")
            sheet.append(
                [make.text(t("Open suggestions")), make.value(report.open_suggestions), make.text(note, wrap=True)]
            )
        stages = Counter(synergy.stage for synergy in report.synergies)
        for stage in Stage:
            sheet.append([make.text(f"{t('Stage')}: {self._word(stage)}"), make.value(stages[stage])])
        sheet.append([])
        for note in report.notes:
            sheet.append([make.text(note)])

    def _sheet(
        self,
        title: str,
        columns: Sequence[_Column],
        rows: Iterable[ReportFirm | ReportPerson | ReportCard | ReportSynergy],
    ) -> None:
        from openpyxl.utils import get_column_letter

        sheet = self._book.create_sheet(self._t(title))
        rows = tuple(rows)
        sheet.freeze_panes = "A2"
        for place, column in enumerate(columns, start=1):
            sheet.column_dimensions[get_column_letter(place)].width = column.width
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"
        make = self._make.bind(sheet)
        sheet.append([make.header(self._t(column.header)) for column in columns])
        for row in rows:
            sheet.append([make.value(column.value(row), wrap=column.wrap) for column in columns])

    def _word(self, code: Any) -> str | None:
        return None if code is None else self._t(LABELS[code])

    def _yes_no(self, value: bool | None) -> str | None:
        return None if value is None else self._t(YES if value else NO)

    def _unit(self, unit: str | None) -> str | None:
        """A unit of ours as the reader writes it, any other as typed (also one with a remark in brackets)."""
        known = find_unit(unit) if unit else None
        return known.label(self._report.language) if known is not None and known.code == unit else unit


def _labels(kind: SheetKind) -> dict[str, str]:
    return {field.name: field.label for field in FIELDS[kind]}


def _day(text: str | None) -> Value:
    """An ISO day as a date; anything else as it stands."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return text


def _moment(text: str | None) -> Value:
    """An ISO moment as a moment with its zone; anything else as it stands."""
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return text
