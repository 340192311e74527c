"""Files in and out: reading a list into a plan, writing the workbook and the report."""

from __future__ import annotations

import csv
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

from app.exchange import read_import, write_report_pdf, write_workbook
from app.exchange.report import ReportCard, ReportCounter, ReportFirm, ReportSynergy, WorkshopReport
from app.records import Band, Origin, Stage
from benchmarks.crowd import Crowd, crowd
from benchmarks.row import Row

FIRMS = 109
CARDS = 637
SYNERGIES = 685
LARGE = 6_000
REPEATS = 3


def rows() -> list[Row]:
    """Measure reading and writing; each repetition has a workshop of its own."""
    with tempfile.TemporaryDirectory(prefix="sinerji-bench-") as place:
        folder = Path(place)
        reports = [report(crowd(CARDS, seed, FIRMS), SYNERGIES) for seed in range(REPEATS)]
        write_time = _median(folder, reports, lambda one, path: write_workbook(one, path), "xlsx")
        pdf_time = _median(folder, reports, lambda one, path: write_report_pdf(one, path), "pdf")
        large = report(crowd(CARDS, REPEATS, FIRMS), LARGE)
        large_time = _median(folder, [large], lambda one, path: write_report_pdf(one, path), "large.pdf")
        xlsx_time = _reading([folder / f"{seed}.xlsx" for seed in range(REPEATS)])
        peer_time = _openpyxl([folder / f"{seed}.xlsx" for seed in range(REPEATS)])
        csv_time = _reading([_csv_folder(folder / f"csv{seed}", one) for seed, one in enumerate(reports)])
    return [
        Row(
            "workbook into a plan",
            CARDS,
            "median; child process, pre-flight, mapping, notes",
            "s",
            xlsx_time,
            peer_time,
            "openpyxl load_workbook alone, in process",
            target=1.5,
        ),
        Row("CSV folder into a plan", CARDS, "median", "s", csv_time, target=1.5),
        Row("workshop workbook", CARDS, f"median; {SYNERGIES} synergies", "s", write_time),
        Row("workshop report, PDF", SYNERGIES, f"median; {CARDS} cards", "s", pdf_time),
        Row("workshop report, PDF, large", LARGE, f"once; {CARDS} cards", "s", large_time),
    ]


def report(data: Crowd, synergies: int) -> WorkshopReport:
    """A report of an invented workshop; haves and wants are linked in turn."""
    firms = {firm.id: _copied(firm, ReportFirm) for firm in data.firms}
    cards = tuple(_copied(card, ReportCard) for card in data.cards)
    made = []
    for place in range(synergies):
        have, want = data.haves[place % len(data.haves)], data.wants[place * 7 % len(data.wants)]
        made.append(
            ReportSynergy(
                have.id,
                want.id,
                firms[have.firm_id].name,
                have.title,
                firms[want.firm_id].name,
                want.title,
                tuple(Stage)[place % len(Stage)],
                Origin.ENGINE,
                quantity=have.quantity,
                unit=have.unit,
                period=have.period,
                band=tuple(Band)[place % len(Band)],
                score=place / synergies,
                reason=f"Aynı malzeme: {have.title}; taşıma {place % 90} km, nem sorulacak.",
            )
        )
    counters = (ReportCounter("firma", len(firms)), ReportCounter("kaynak", len(cards)))
    return WorkshopReport(
        "tr", data.workshop.name, "2026-11-21", counters, tuple(firms.values()), (), cards, tuple(made)
    )


def _copied(record: Any, kind: type[Any]) -> Any:
    return kind(**{field.name: getattr(record, field.name) for field in fields(kind) if hasattr(record, field.name)})


def _median(
    folder: Path, reports: list[WorkshopReport], write: Callable[[WorkshopReport, Path], object], ending: str
) -> float:
    took = []
    for place, one in enumerate(reports):
        started = time.perf_counter()
        write(one, folder / f"{place}.{ending}")
        took.append(time.perf_counter() - started)
    return statistics.median(took)


def _reading(paths: list[Path]) -> float:
    took = []
    for path in paths:
        started = time.perf_counter()
        plan = read_import(path)
        took.append(time.perf_counter() - started)
        if plan.counters.cards != CARDS:
            raise RuntimeError(f"{plan.counters.cards} cards were read, not {CARDS}")
    return statistics.median(took)


def _openpyxl(paths: list[Path]) -> float:
    import openpyxl

    took = []
    for path in paths:
        started = time.perf_counter()
        book = openpyxl.load_workbook(path)
        for sheet in book.worksheets:
            for _row in sheet.iter_rows(values_only=True):
                pass
        took.append(time.perf_counter() - started)
    return statistics.median(took)


def _csv_folder(folder: Path, one: WorkshopReport) -> Path:
    folder.mkdir()
    for name, records in (("firms", one.firms), ("cards", one.cards)):
        with (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            names = [field.name for field in fields(records[0])]
            writer = csv.writer(file)
            writer.writerow(names)
            writer.writerows([getattr(record, field) for field in names] for record in records)
    return folder
