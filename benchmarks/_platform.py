"""How much a platform takes: eight laptops of eight organisers send as fast as they are answered.

`python -m benchmarks._platform` measures on PostgreSQL and is meant to run under `pg_virtualenv`; prints JSON.
"""

from __future__ import annotations

import http.client
import json
import os
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote, urlsplit

from app.common.ids import new_id
from app.sync.wire import PROTOCOL
from benchmarks._hub import Hub
from benchmarks.crowd import line
from central import tokens

SENDERS, BATCH, SECONDS = 8, 50, 4.0
WORKERS = (1, 2, 4)
_HEADERS = {"Content-Type": "application/json", "Sinerji-Protocol": str(PROTOCOL)}


def operations_a_second(folder: Path, database_url: str | None, workers: int) -> float:
    """Card operations that a platform of so many processes takes a second."""
    folder.mkdir()
    with Hub.in_folder(folder, database_url, kind="platform", workers=workers) as hub:
        senders = [_Sender(hub, f"düzenleyen {number} {new_id()}") for number in range(SENDERS)]
        with ThreadPoolExecutor(SENDERS) as pool:
            list(pool.map(lambda one: one.send(1), senders))  # all of them are known
            begun = time.perf_counter()
            taken = sum(pool.map(lambda one: one.send(None), senders))
            return float(taken / (time.perf_counter() - begun))


def address_of_pg_virtualenv() -> str:
    """The database that the variables of `pg_virtualenv` name. KeyError outside of it."""
    user, password, host, port, name = (
        quote(os.environ[f"PG{part}"], safe="") for part in ("USER", "PASSWORD", "HOST", "PORT", "DATABASE")
    )
    return f"postgresql://{user}:{password}@{host}:{port}/{name}"


class _Sender:
    """A laptop with a dataset of its own."""

    def __init__(self, hub: Hub, organiser: str) -> None:
        self._address = urlsplit(hub.url)
        self._dataset = tokens.dataset_of(organiser)
        token = tokens.issue(hub.settings, "masa", "device", organiser)
        self._headers = {**_HEADERS, "Authorization": f"Bearer {token}"}
        self._batches = _batches(organiser)

    def send(self, batches: int | None) -> int:
        """Send so many batches, or as many as there is time for; the number of operations that were taken."""
        connection = http.client.HTTPConnection(str(self._address.hostname), self._address.port, timeout=60)
        taken, end = 0, time.perf_counter() + SECONDS
        for number, ops in enumerate(self._batches):
            body = {"protocol": PROTOCOL, "dataset": self._dataset, "first": 1, "ops": ops, "withdrawn": []}
            connection.request("POST", "/v1/ops", json.dumps(body), self._headers)
            answer = connection.getresponse()
            results = json.loads(answer.read()).get("results", [])
            if answer.status != 200 or any(one["result"] != "applied" for one in results):
                raise RuntimeError(f"a batch was not taken: {answer.status} {results[:1]}")
            taken += len(results)
            if number + 1 == batches or (batches is None and time.perf_counter() > end):
                break
        connection.close()
        return taken


def _batches(organiser: str) -> Iterator[list[dict[str, Any]]]:
    random, device, seq = Random(organiser), new_id(), 0
    while True:
        ops = []
        for _place in range(BATCH):
            seq += 1
            ops.append(_card(random, device, seq))
        yield ops


def _card(random: Random, device: str, seq: int) -> dict[str, Any]:
    values: dict[str, dict[str, Any]] = {
        "row": {"old": "gone", "new": "live"},
        "workshop_id": {"new": {"workshop_id": "w"}},
        "firm_id": {"new": {"firm_id": "f"}},
        "direction": {"new": {"direction": "have"}},
        "title": {"new": {"title": line(random)}},
        "created_at": {"new": {"created_at": "2026-11-21T09:00:00.000Z"}},
    }
    return {
        "id": new_id(),
        "device": device,
        "device_seq": seq,
        "operation": new_id(),
        "name": "Add card",
        "entity": "resource_card",
        "entity_id": new_id(),
        "hlc": f"{seq:012x}-0000-{device}",
        "at": "2026-11-21T09:00:00.000Z",
        "actor": "Işıl",
        "groups": values,
    }


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="sinerji-bench-") as name:
        address = address_of_pg_virtualenv()
        print(json.dumps([operations_a_second(Path(name) / str(one), address, one) for one in WORKERS]))
