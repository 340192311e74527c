"""One program at a time: refused with the holder's number, free again when the holder is gone."""

import os
import subprocess
import sys

import pytest

from app.model.store_lock import StoreLocked, lock_store

HOLD = """
import sys, pathlib
from app.model.store_lock import lock_store
held = lock_store(pathlib.Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def holder(tmp_path):
    """Another program that holds the lock of `masa.db`."""
    command = [sys.executable, "-c", HOLD, str(tmp_path / "masa.db")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_the_second_is_refused_with_the_number_of_the_first(tmp_path, holder):
    with pytest.raises(StoreLocked, match=f"process {holder.pid}"):
        lock_store(tmp_path / "masa.db")


def test_a_killed_holder_stops_nobody(tmp_path, holder):
    holder.kill()
    holder.wait()

    lock = lock_store(tmp_path / "masa.db")
    with pytest.raises(StoreLocked, match=f"process {os.getpid()}"):
        lock_store(tmp_path / "masa.db")
    lock.release()


def test_a_released_lock_is_free_and_tidy(tmp_path):
    lock = lock_store(tmp_path / "masa.db")
    lock.release()
    lock.release()

    lock_store(tmp_path / "masa.db").release()
    assert [file.name for file in tmp_path.iterdir()] == ["masa.db.lock"]


def test_without_the_holders_number_the_sentence_still_stands(tmp_path):
    lock = lock_store(tmp_path / "masa.db")
    (tmp_path / "masa.db.holder").write_text("ışık")

    with pytest.raises(StoreLocked, match=r"process \?"):
        lock_store(tmp_path / "masa.db")
    lock.release()
