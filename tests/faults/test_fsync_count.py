"""One save costs one flush of the disk, also right after an idle checkpoint; counted where `strace` is installed."""

import re
import shutil
import subprocess
import sys

import pytest

SAVES = 40
PROGRAM = """
import os, sys
from app.model.database import Database
from app.model.store import open_store
from app.records import Kind, Workshop, WorkshopId

store = open_store(sys.argv[1], key=sys.argv[2])
database = Database(store.engine, store.device_id)
with database.write("Create workshop") as work:
    work.add(Workshop(WorkshopId("w"), "İzmir"))

def save(number):
    os.write(1, b"<")
    with database.write("Edit workshop") as work:
        work.change(Kind.WORKSHOP, "w", name=f"İzmir {number}")
    os.write(1, b">")

for number in range(int(sys.argv[3])):
    save(number)
store.idle_checkpoint()
save(-1)
store.close()
"""


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_one_flush_for_each_save(tmp_path, key):
    trace = tmp_path / "trace"
    command = ["strace", "-f", "-qq", "-e", "trace=write,fsync,fdatasync", "-e", "signal=none", "-o", str(trace)]
    program = [sys.executable, "-c", PROGRAM, str(tmp_path / "masa.db"), key, str(SAVES)]
    done = subprocess.run([*command, *program], capture_output=True, text=True, check=False)
    if "ptrace" in done.stderr and "Operation not permitted" in done.stderr:
        pytest.skip("tracing is not allowed here")
    assert done.returncode == 0, done.stderr

    counts, inside = [], None
    for line in trace.read_text().splitlines():
        if re.search(r'write\(1, "<"', line):
            inside = 0
        elif re.search(r'write\(1, ">"', line):
            counts.append(inside)
            inside = None
        elif inside is not None and re.search(r"\bf(?:data)?sync\(", line):
            inside += 1

    assert counts == [1] * (SAVES + 1)
