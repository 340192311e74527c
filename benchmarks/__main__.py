"""Run the benchmarks and print a row for each figure: `python -m benchmarks [NAME] [--long] [--json]`."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import pkgutil
import sys
from collections.abc import Callable

from rich.console import Console
from rich.table import Table

import benchmarks
from benchmarks.row import LONG, Row

Rows = Callable[[], list[Row]]


def find_benchmarks() -> dict[str, Rows]:
    """Return the `rows` function of every benchmark module, by the module's name."""
    found: dict[str, Rows] = {}
    for info in pkgutil.iter_modules(benchmarks.__path__):
        if info.name.startswith("_") or info.name == "row":
            continue
        rows = getattr(importlib.import_module(f"benchmarks.{info.name}"), "rows", None)
        if rows is not None:
            found[info.name] = rows
    return found


def figure(value: float | None) -> str:
    """Return three meaningful digits, without the exponent that `g` would give."""
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def table_of(rows: list[Row]) -> Table:
    """Return the rows as a table for a terminal."""
    table = Table(title=None, header_style="bold", expand=False)
    for heading in ("name", "n", "conditions", "ours", "peer", "ratio", "target", "met"):
        table.add_column(heading, justify="left" if heading in {"name", "conditions"} else "right", overflow="fold")
    for row in rows:
        sign = "≥" if row.higher_is_better else "≤"
        table.add_row(
            row.name,
            f"{row.n:,}",
            row.conditions,
            f"{figure(row.ours)} {row.unit}",
            "" if row.peer is None else f"{figure(row.peer)} {row.unit} ({row.peer_name})",
            figure(row.ratio),
            "" if row.target is None else f"{sign} {figure(row.target)} {row.unit}",
            {True: "yes", False: "NO", None: ""}[row.met],
        )
    return table


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmarks asked for; return 2 where there is none of that name."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure, beside peers, in one run.")
    parser.add_argument("name", nargs="?", help="only this benchmark")
    parser.add_argument("--json", action="store_true", help="one JSON list instead of a table")
    parser.add_argument("--long", action="store_true", help="also the rows that take minutes")
    asked = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if asked.long:
        os.environ[LONG] = "1"
    found = find_benchmarks()
    if asked.name is not None and asked.name not in found:
        print(f"No benchmark is called “{asked.name}”; there are: {', '.join(found)}.", file=sys.stderr)
        return 2
    rows: list[Row] = []
    for name, measure in found.items():
        if asked.name in (None, name):
            print(f"measuring {name} …", file=sys.stderr)
            rows += measure()
    if asked.json:
        print(json.dumps([row.as_json() for row in rows], ensure_ascii=False, indent=2))
    else:
        Console(width=None if sys.stdout.isatty() else 160).print(table_of(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
