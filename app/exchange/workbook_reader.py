"""Reads the sheets of an .xlsx file through the limited child process."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator
from datetime import datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from app.common.errors import InputError
from app.common.messages import N_
from app.exchange.preflight import check_workbook
from app.exchange.raw_sheet import CellValue, MergedRange, RawCell, RawSheet

SECONDS: Final = 30.0
MAX_OUTPUT: Final = 150_000_000

_REFUSALS: Final = {
    "rows": N_("“{path}” has more than 200,000 rows: keep the workshop's own rows and save it again."),
    "columns": N_("“{path}” has values beyond column 500: delete the columns on the right and save it again."),
    "cell": N_("“{path}” has a cell with more text than Excel allows: shorten it and save again."),
    "text": N_(
        "“{path}” unpacks to far more than a firm list holds and was not opened: copy the rows into a new workbook."
    ),
    "memory": N_(
        "“{path}” unpacks to far more than a firm list holds and was not opened: copy the rows into a new workbook."
    ),
    "time": N_("“{path}” took longer than 30 seconds to read: copy the rows into a new workbook."),
    "unreadable": N_("“{path}” is damaged or incomplete: open it in Excel, let it repair the file and save it again."),
}


def read_workbook(path: Path) -> list[RawSheet]:
    """All sheets of a workbook in their order.

    Raises InputError where the file is hostile, damaged, too large or not a workbook; RuntimeError where our own child
    process does not run (a broken installation).
    """
    check_workbook(path)
    with contextlib.closing(_child_lines(path)) as lines:
        return _collect(path, lines)


def child_command(path: Path) -> list[str]:
    """How the child is started: from source through the module, frozen through the program itself."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "app"]
    return [*program, "_parse-workbook", str(path)]


def _child_lines(path: Path) -> Generator[dict[str, Any]]:
    late = threading.Event()
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    root = str(Path(__file__).resolve().parents[2])
    with subprocess.Popen(  # noqa: S603 - our own program, a list, no shell
        child_command(path.resolve()),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=None if getattr(sys, "frozen", False) else root,
        creationflags=flags,
    ) as child:

        def stop() -> None:
            late.set()
            child.kill()

        clock = threading.Timer(SECONDS, stop)
        clock.daemon = True
        clock.start()
        try:
            yield from _parsed(child)
        finally:
            clock.cancel()
            child.kill()
    if late.is_set():
        yield {"refused": "time"}


def _parsed(child: subprocess.Popen[bytes]) -> Iterator[dict[str, Any]]:
    size = 0
    for line in child.stdout or ():
        size += len(line)
        if size > MAX_OUTPUT:
            yield {"refused": "text"}
            return
        if line.endswith(b"\n"):
            yield json.loads(line)


def _collect(path: Path, lines: Iterator[dict[str, Any]]) -> list[RawSheet]:
    sheets: list[tuple[str, dict[int, dict[int, RawCell]], list[MergedRange]]] = []
    started = done = False
    for line in lines:
        if "cells" in line:
            sheets[-1][1][line["row"]] = {cell[0]: _cell(*cell[1:]) for cell in line["cells"]}
        elif "sheet" in line:
            sheets.append((line["sheet"], {}, []))
        elif "merged" in line:
            sheets[-1][2].extend(MergedRange(*bounds) for bounds in line["merged"])
        elif "refused" in line:
            raise InputError(_REFUSALS[line["refused"]], path=path.name)
        started = started or "started" in line
        done = done or "done" in line
    if not started:
        raise RuntimeError("the workbook reader did not start")
    if not done:
        raise InputError(_REFUSALS["memory"], path=path.name)
    return [RawSheet(name, dict(sorted(rows.items())), merged) for name, rows, merged in sheets]


def _cell(kind: str, value: Any, number_format: str) -> RawCell:
    parsed: CellValue = value
    if kind == "n":
        parsed = Decimal(value)
    elif kind == "d":
        parsed = datetime.fromisoformat(value)
    elif kind == "t":
        parsed = time.fromisoformat(value)
    return RawCell(parsed, number_format, lost=kind in {"e", "f"})
