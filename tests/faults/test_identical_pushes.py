"""The same batch several times at once, at a hub of two processes on one file: it is taken once."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.model.peers import peer
from app.model.preparing import prepare
from app.records import Firm, FirmId, Workshop, WorkshopId
from app.sync.lens import LENSES
from app.sync.sending import next_parcel
from app.sync.transport import Transport
from app.sync.wire import PROTOCOL, Batch, Outcome
from benchmarks._hub import HUB, Hub, Laptop

AT_ONCE = 5


@pytest.mark.skipif(os.name == "nt", reason="one process there")
def test_five_identical_pushes_at_once_are_one(tmp_path):
    with Hub.in_folder(tmp_path, workers=2) as hub, Laptop(tmp_path / "Işık.db", hub.url, hub.token("m")) as laptop:
        with laptop.database.write("Create workshop") as work:
            work.add(Workshop(WorkshopId("w"), "Çalıştay"))
            for number in range(40):
                work.add(Firm(FirmId(f"f{number}"), f"Iğdır Döküm {number}"))
        with laptop.database.write_local() as session:
            hub_of_ours = peer(session, HUB)
            prepare(session, hub_of_ours, LENSES["room"])
            parcel = next_parcel(session, hub_of_ours, 200)
        lines = [Transport(hub.url, laptop.token) for _ in range(AT_ONCE)]
        batch = Batch(PROTOCOL, lines[0].status().dataset, parcel.first, parcel.ops)

        with ThreadPoolExecutor(AT_ONCE) as pool:
            answers = list(pool.map(lambda line: line.push(batch), lines))

        kinds = [{result.outcome for result in answer.results} for answer in answers]
        assert sorted(kinds, key=str).count({Outcome.APPLIED}) == 1
        assert kinds.count({Outcome.DUPLICATE}) == AT_ONCE - 1
        assert {answer.last for answer in answers} == {41}
        feed = lines[0].changes("", "", 1000).ops
        assert [op.id for op in feed] == [op.id for op in parcel.ops]
        for line in lines:
            line.close()
