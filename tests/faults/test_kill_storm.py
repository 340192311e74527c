"""SIGKILL at any moment: every save that was reported is there, and the store is whole."""

import os
import random
import signal
import time

import pytest

from app.model.health import check
from app.model.store import open_store


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
@pytest.mark.parametrize("kills", [12, pytest.param(300, marks=[pytest.mark.soak, pytest.mark.timeout(3600)])])
def test_no_reported_save_is_lost_in_a_storm_of_kills(tmp_path, key, writer, kills):
    path = tmp_path / "çalıştay.db"
    chance = random.Random(20261121)
    reported = set()
    for kill in range(kills):
        process = writer(path, str(kill))
        assert process.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0.02, 0.15))
        process.send_signal(signal.SIGKILL)
        lines = process.stdout.read().split("\n")
        process.wait()
        process.stdout.close()
        reported.update(f"c{kill}-{line}" for line in lines[:-1] if line.isdigit())

    with open_store(path, key=key) as store:
        assert store.notes == ()
        report = check(store)
        assert report.healthy
        with store.connect_read_only() as raw:
            kept = {row[0] for row in raw.execute("SELECT id FROM resource_card")}
            logged = {row[0] for row in raw.execute("SELECT entity_id FROM change WHERE entity = 'resource_card'")}
            gaps = raw.execute("SELECT max(device_seq) - count(*) FROM change").fetchone()[0]
        assert len(reported) > kills
        assert reported <= kept
        assert kept == logged  # never a row without its log entry, or the other way round
        assert gaps == 0
        assert report.unsynced == len(logged) + 2 * kills
