"""A power cut after any write: the disk is built anew from a trace of the program, with the writes that were not yet
flushed lost, kept, mixed or torn; each such disk must open, whole, with every save that was acknowledged."""

import random
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.model.health import check
from app.model.sidecar import sidecar_path
from app.model.store import open_store

PROGRAM = """
import os, sys
from app.model.database import Database
from app.model.store import open_store
from app.records import Workshop, WorkshopId

store = open_store(sys.argv[1], key=sys.argv[2])
database = Database(store.engine, store.device_id)
for number in range(24):
    with database.write("Create workshop") as work:
        work.add(Workshop(WorkshopId(f"w{number:02d}"), "İzmir Çalıştayı " + "ığ" * 400))
    os.write(1, b"saved %d\\n" % number)
    if number in (7, 15):
        store.idle_checkpoint()
if sys.argv[3] == "close":
    store.close()
else:
    os._exit(0)
"""
TRACED = "trace=pwrite64,write,fsync,fdatasync,ftruncate,unlink"
EVENTS = re.compile(
    r'(?P<write>pwrite64)\(\d+<(?P<file>.*?)>, "(?P<data>.*?)", \d+, (?P<place>\d+)\) += (?P<count>\d+)'
    r"|(?P<flush>f(?:data)?sync)\(\d+<(?P<flushed>.*?)>\) += 0"
    r"|(?P<cut>ftruncate)\(\d+<(?P<short>.*?)>, (?P<size>\d+)\) += 0"
    r'|(?P<unlink>unlink)\("(?P<gone>.*?)"\) += 0'
    r'|write\(1<.*?>, "(?P<said>.*?)", \d+\)'
)


@dataclass
class Disk:
    """What is surely on the disk, and what the program has written since the last flush of each file."""

    files: dict[str, bytearray]
    pending: list[tuple] = field(default_factory=list)

    def flush(self, name):
        for event in self.pending:
            if event[0] == name:
                change(self.files, event)
        self.pending = [event for event in self.pending if event[0] != name]

    def after(self, mode, chance):
        """The files after a power cut now: unflushed writes `lost`, `kept`, or `mixed` (some of them, some torn)."""
        files = {name: bytearray(content) for name, content in self.files.items()}
        for event in self.pending:
            if mode == "kept" or (mode == "mixed" and chance.random() < 0.5):
                change(files, torn(event, chance) if mode == "mixed" else event)
        return files


def change(files, event):
    name, kind, *values = event
    content = files.setdefault(name, bytearray())
    if kind == "write":
        place, data = values
        content.extend(bytes(max(0, place + len(data) - len(content))))
        content[place : place + len(data)] = data
    elif kind == "cut":
        del content[values[0] :]
        content.extend(bytes(values[0] - len(content)))
    else:
        del files[name]


def torn(event, chance):
    """The same write, now and then only its first sectors."""
    name, kind, *values = event
    if kind != "write" or len(values[1]) <= 512 or chance.random() > 0.3:
        return event
    return name, kind, values[0], values[1][: 512 * chance.randrange(1, len(values[1]) // 512 + 1)]


def plain(text):
    return bytes.fromhex(text.replace("\\x", ""))


def name_of(text):
    return Path(plain(text).decode()).name if text.startswith("\\x") else Path(text).name


def traced_run(path, key, ending, trace):
    command = [
        "strace",
        "-f",
        "-y",
        "-xx",
        "-qq",
        "-s",
        "10000000",
        "-e",
        TRACED,
        "-e",
        "signal=none",
        "-o",
        str(trace),
    ]
    program = [sys.executable, "-c", PROGRAM, str(path), key, ending]
    done = subprocess.run([*command, *program], capture_output=True, text=True, check=False)
    if "Operation not permitted" in done.stderr:
        pytest.skip("tracing is not allowed here")
    assert done.returncode == 0, done.stderr
    return trace.read_text().splitlines()


def crash_states(lines, disk, names, chance):
    """Every disk that a power cut could leave, each with the number of saves that had been acknowledged."""
    acknowledged = 0
    for line in lines:
        found = EVENTS.search(line)
        if found is None:
            continue
        if found["said"]:
            text = plain(found["said"]).decode()
            acknowledged += text.startswith("saved")
            continue
        name = name_of(found["file"] or found["flushed"] or found["short"] or found["gone"])
        if name not in names:
            continue
        if found["write"]:
            data = plain(found["data"])[: int(found["count"])]
            disk.pending.append((name, "write", int(found["place"]), data))
        elif found["cut"]:
            disk.pending.append((name, "cut", int(found["size"])))
        elif found["unlink"]:
            disk.pending.append((name, "unlink"))
        else:
            disk.flush(name)
        for mode in ("lost", "kept", "mixed"):
            yield acknowledged, disk.after(mode, chance)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
@pytest.mark.parametrize("ending", ["close", "kill"])
@pytest.mark.parametrize("every", [11, pytest.param(1, marks=[pytest.mark.soak, pytest.mark.timeout(3600)])])
def test_no_acknowledged_save_is_lost_by_a_power_cut(tmp_path, key, ending, every):
    path = tmp_path / "live" / "masa.db"
    open_store(path, key=key).close()
    disk = Disk({path.name: bytearray(path.read_bytes())})
    key_file = sidecar_path(path).read_bytes()
    lines = traced_run(path, key, ending, tmp_path / "trace")

    tried = 0
    chance = random.Random(7)
    for place, (acknowledged, files) in enumerate(crash_states(lines, disk, {path.name, f"{path.name}-wal"}, chance)):
        if place % every:
            continue
        tried += 1
        folder = tmp_path / "after"
        folder.mkdir()
        for name, content in files.items():
            (folder / name).write_bytes(content)
        sidecar_path(folder / path.name).write_bytes(key_file)
        with open_store(folder / path.name, key=key) as store:
            assert store.notes == (), (place, store.notes)
            assert check(store).healthy
            with store.connect_read_only() as raw:
                kept = [row[0] for row in raw.execute("SELECT id FROM workshop ORDER BY id")]
        assert kept == [f"w{number:02d}" for number in range(len(kept))]
        assert len(kept) >= acknowledged, (place, len(kept), acknowledged)
        shutil.rmtree(folder)
    assert acknowledged >= 23  # nothing is written after the last one where the program is killed
    assert tried > 30
