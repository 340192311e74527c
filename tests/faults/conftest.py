"""Programs that write into a real store until something happens to them."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

KEY = "0f" * 32

# Saves card after card through the seam and tells each one only after its commit has returned.
WRITER = """
import sys
from app.common.errors import StoreError
from app.model.database import Database
from app.model.store import open_store
from app.records import CardId, Direction, Firm, FirmId, ResourceCard, Workshop, WorkshopId

path, key, mark, count = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
store = open_store(path, key=key)
database = Database(store.engine, store.device_id, actor="Işıl")
with database.write("Create workshop") as work:
    work.add(Workshop(WorkshopId(f"w{mark}"), f"Çalıştay {mark}"))
    work.add(Firm(FirmId(f"f{mark}"), "Iğdır Döküm"))
print("ready", flush=True)
try:
    for number in range(count):
        with database.write("Add card") as work:
            title = f"Döküm kumu {mark} {number} " + "ığüşöç " * 40
            work.add(
                ResourceCard(
                    CardId(f"c{mark}-{number}"), WorkshopId(f"w{mark}"), FirmId(f"f{mark}"), Direction.HAVE, title
                )
            )
        print(number, flush=True)
        if number % 25 == 24:
            store.idle_checkpoint()
except StoreError as error:
    print("refused:", error, flush=True)
store.close()
print("closed", flush=True)
"""


@pytest.fixture
def key() -> str:
    return KEY


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of three megabytes, where the system lets one be mounted."""
    point = tmp_path / "disk"
    point.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(point)]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError as error:
        pytest.skip(f"mount is not there: {error}")
    if done.returncode != 0:
        pytest.skip(f"mounting is not allowed: {done.stderr.decode(errors='replace').strip()}")
    yield point
    subprocess.run(["umount", "--lazy", str(point)], check=True)


@pytest.fixture
def writer() -> Callable[..., "subprocess.Popen[str]"]:
    """`writer(path, mark, count, **popen arguments)` starts a program that saves `count` cards."""

    def start(path: Path, mark: str, count: int = 100_000, **options: object) -> "subprocess.Popen[str]":
        command = [sys.executable, "-c", WRITER, str(path), KEY, mark, str(count)]
        environment = os.environ | {"PYTHONUTF8": "1"}
        return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment, **options)  # type: ignore[call-overload,no-any-return]

    return start
