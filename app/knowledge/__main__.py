"""`python -m app.knowledge validate | coverage`: checks the tables and tells how much of industry they cover."""

import argparse
import sys
from pathlib import Path

from app.common.resources import resource_path
from app.knowledge.coverage import report
from app.knowledge.validate import validate


def main(arguments: list[str] | None = None) -> int:
    """Run one of the commands; returns 1 where a table has a fault."""
    parser = argparse.ArgumentParser(prog="python -m app.knowledge", description=__doc__)
    parser.add_argument("command", choices=("validate", "coverage"))
    parser.add_argument("--folder", type=Path, default=resource_path("knowledge"), help="where the tables are")
    chosen = parser.parse_args(arguments)
    knowledge, faults = validate(chosen.folder)
    if chosen.command == "coverage":
        print(report(knowledge))
        return 0
    for fault in faults:
        print(fault)
    print(f"{len(faults)} faults" if faults else f"every row holds: {knowledge.size}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
