"""Laptops and hub are killed while they exchange: what was saved is everywhere in the end, and once."""

import os
import random
import time
from collections import Counter

import pytest

from app.model.health import check
from app.model.peers import count_set_aside
from app.records import Firm, FirmId, Workshop, WorkshopId
from app.services.cards import CardService
from benchmarks._hub import HUB, Hub, Laptop
from tests.faults.busy import Busy, exchange_until_quiet, feed_of

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")]


def furnish(hub, tmp_path, names):
    """A hub with a workshop, and stores that have it."""
    paths = [tmp_path / f"{name}.db" for name in names]
    tokens = [hub.token(f"masa-{number}") for number, _path in enumerate(paths)]
    for number, (path, token) in enumerate(zip(paths, tokens, strict=True)):
        with Laptop(path, hub.url, token) as laptop:
            if number == 0:
                with laptop.database.write("Create workshop") as work:
                    work.add(Workshop(WorkshopId("w"), "Çalıştay"))
                    work.add(Firm(FirmId("f"), "Iğdır Döküm"))
            laptop.exchange()
    return [Busy(path, hub.url, token) for path, token in zip(paths, tokens, strict=True)]


def check_the_end(hub, busy, tmp_path):
    """Everything that was reported is in every store and at the hub, once, and all say the same."""
    late = Busy(tmp_path / "Geç gelen.db", hub.url, hub.token("masa-9"))
    laptops = [Laptop(one.path, hub.url, one.token) for one in (*busy, late)]
    exchange_until_quiet(laptops)
    saved = set().union(*(one.saved for one in busy))
    feed, _cursor = feed_of(laptops[-1])
    assert len(feed) == len(set(feed))
    for laptop in laptops:
        assert check(laptop.store).healthy
        assert saved <= laptop.cards()
        assert laptop.operations() == set(feed)
        assert laptop.database.unsynced() == 0
        with laptop.database.read() as session:
            assert count_set_aside(session, HUB) == 0
    assert len({laptop.canonical() for laptop in laptops}) == 1
    titles = Counter(row.card.title for row in CardService(laptops[0].database).rows(WorkshopId("w")))
    assert set(titles.values()) <= {1}
    for laptop in laptops:
        laptop.close()
    return saved


@pytest.mark.parametrize("kills", [12, pytest.param(200, marks=[pytest.mark.soak, pytest.mark.timeout(0)])])
def test_laptops_killed_while_they_exchange_lose_nothing(tmp_path, kills):
    chance = random.Random(20261121)
    killed = Counter()
    with Hub.in_folder(tmp_path) as hub:
        busy = furnish(hub, tmp_path, ["Işık", "İpek"])
        for one in busy:
            one.start()
        for kill in range(kills):
            time.sleep(chance.uniform(0.02, 0.25))
            victim = busy[kill % len(busy)]
            killed[victim.kill()] += 1
            busy[(kill + 1) % len(busy)].listen()
            victim.start()
        for one in busy:
            killed[one.kill()] += 1
        saved = check_the_end(hub, busy, tmp_path)
    print(f"killed while {dict(killed)}, {len(saved)} cards reported")
    assert len(saved) > kills
    assert killed["pull"] + killed["push"] > 0


@pytest.mark.parametrize("kills", [2, pytest.param(100, marks=[pytest.mark.soak, pytest.mark.timeout(0)])])
def test_a_hub_killed_while_laptops_exchange_loses_nothing(tmp_path, kills):
    chance = random.Random(20261122)
    with Hub.in_folder(tmp_path) as hub:
        busy = furnish(hub, tmp_path, ["Işık", "İpek"])
        for one in busy:
            one.start()
        cursor = ""
        reader = Laptop(tmp_path / "Okur.db", hub.url, hub.token("okur"))
        for _kill in range(kills):
            time.sleep(chance.uniform(0.05, 0.4))
            taken, after = feed_of(reader, cursor)
            hub.kill()
            for one in busy:
                one.listen()
            url = hub.url
            hub.start()
            assert hub.url == url
            assert set(taken) <= set(feed_of(reader, cursor)[0])
            cursor = after
        for one in busy:
            one.kill()
        reader.close()
        saved = check_the_end(hub, busy, tmp_path)
    print(f"{kills} times killed, {len(saved)} cards reported")
    assert len(saved) > kills
