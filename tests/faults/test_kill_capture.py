"""The real process is killed while keys are typed into the real form; nothing typed a second ago may be lost.

`SINERJI_KILLS` sets how often (a soak run uses hundreds).
"""

import json
import os
import random
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from app.bootstrap import build_services
from app.model.keys import new_key
from app.model.store import open_store
from tests.ui.capture.rig import furnish

_ROOT = Path(__file__).parents[2]
_KILLS = int(os.environ.get("SINERJI_KILLS", "3"))
_PROMISE = 1.0  # seconds


class Program:
    """The program in a process of its own; its lines are read as they come."""

    def __init__(self, store: Path, key: str, what: str) -> None:
        environment = {**os.environ, "SINERJI_KEY": key, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(_ROOT)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.typist", str(store), what],
            cwd=_ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self.lines: list[dict] = []
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.endswith(b"\n"):
                self.lines.append(json.loads(line))

    def wait_for_keys(self, count: int) -> None:
        end = time.monotonic() + 90
        while len(self.lines) < count:
            if self.process.poll() is not None or time.monotonic() > end:
                self.kill()
                raise AssertionError(f"the program typed {len(self.lines)} keys: {self.errors()[-2000:]}")
            time.sleep(0.005)

    def kill(self) -> float:
        """SIGKILL: no handler runs, no buffer is written. Returns the moment."""
        moment = time.monotonic()
        self.process.kill()
        self.process.wait()
        self._reader.join()
        return moment

    def finish(self) -> None:
        self.process.wait(90)
        self._reader.join()
        assert self.process.returncode == 0, self.errors()[-2000:]

    def errors(self) -> str:
        assert self.process.stderr is not None
        return self.process.stderr.read().decode(errors="replace")

    def close(self) -> None:
        for pipe in (self.process.stdout, self.process.stderr):
            if pipe is not None:
                pipe.close()


@pytest.fixture
def store(tmp_path):
    key = new_key()
    with open_store(tmp_path / "store.db", key=key) as made:
        furnish(build_services(made))
    return tmp_path / "store.db", key


def age(form: dict, keys: list[dict], killed: float) -> float:
    """How long ago the form looked like `form`: from its following key to the kill; no time at all for the last one."""
    ages = [float("inf")]
    for place, key in enumerate(keys):
        if key["form"] == form:
            ages.append(killed - keys[place + 1]["at"] if place + 1 < len(keys) else 0.0)
    return min(ages)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL on Windows")
def test_form_and_cursor_survive_a_kill(store):
    path, key = store
    chance = random.Random(20261121)
    for round_number in range(_KILLS):
        typing = Program(path, key, "type")
        typing.wait_for_keys(chance.randint(8, 90))
        time.sleep(chance.random() * 0.3)
        killed = typing.kill()
        typing.close()
        looking = Program(path, key, "look")
        looking.finish()
        looking.close()
        keys = [line for line in typing.lines if "at" in line]
        found = looking.lines[-1]
        told = f"round {round_number}: {found['form']} is not among the last of {keys[-30:]}"
        assert age(found["form"], keys, killed) <= _PROMISE, told
        acknowledged = [line["stored"] for line in typing.lines if "stored" in line]
        assert set(acknowledged) <= set(found["stored"]), "a stored card is gone"
