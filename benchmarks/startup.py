"""The start: from launching the program until the first key stands in the card entry."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from sysconfig import get_path

from app.common.resources import resource_path
from benchmarks._stores import KEY, fill, open_measured
from benchmarks.crowd import crowd
from benchmarks.row import Row

STARTS = 5
CARDS = 637


def rows() -> list[Row]:
    """Measure starts with the program's files dropped from the system's memory, and right afterwards again."""
    with tempfile.TemporaryDirectory(prefix="sinerji-bench-") as name:
        path = Path(name) / "start.db"
        store, database = open_measured(path)
        fill(database, crowd(CARDS, seed=31))
        store.close()
        compiled = Path(name) / "compiled"
        first_key(path, compiled)  # leaves the program's compiled files, as the first start on any machine does
        cold, warm, dropped = [], [], True
        for _ in range(STARTS):
            dropped = drop_program_files(compiled) and dropped
            cold.append(first_key(path, compiled))
            warm.append(first_key(path, compiled))
    how = "files dropped from memory" if dropped else "files may be in memory: this system cannot drop them"
    return [
        Row("start: first key", CARDS, f"cold, median of {STARTS}; {how}", "s", statistics.median(cold), target=1.5),
        Row("start: first key", CARDS, f"warm, median of {STARTS}", "s", statistics.median(warm)),
    ]


def first_key(path: Path, compiled: Path) -> float:
    """Start the program on a store and return the seconds until its first key was painted. `compiled` keeps the
    compiled files, whatever the environment says of them."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(compiled)
    command = [sys.executable, "-m", "benchmarks._first_key", str(path), KEY, str(time.monotonic())]
    return float(
        subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout.split()[-1]
    )


def drop_program_files(compiled: Path) -> bool:
    """Ask the system to forget the files of Python's packages and of the program; False where it cannot be asked."""
    if not hasattr(os, "posix_fadvise"):
        return False
    for folder in (
        get_path("stdlib"),
        get_path("platlib"),
        str(resource_path().parent / "app"),
        str(resource_path()),
        compiled,
    ):
        for path in Path(folder).rglob("*"):
            if path.is_file() and not path.is_symlink():
                handle = os.open(path, os.O_RDONLY)
                os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
                os.close(handle)
    return True
