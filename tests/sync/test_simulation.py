"""Laptops that work, exchange, fail and recover under a seeded scheduler agree in the end, and nothing is lost.

A failure prints the seed and the last steps; `SINERJI_SEED=123 pytest tests/sync/test_simulation.py -m soak` takes that
way again.
"""

import os
from pathlib import Path

import pytest

from tests.sync.simulation import Simulation

SHORT = range(8)
LONG = 2_000
CHUNK = 20  # seeds of one soak test, so that several workers share them


def go(seed: int, folder: Path, template: Path, **size: int) -> list[str]:
    folder.mkdir()
    room = Simulation(seed, folder, template, **size)
    try:
        room.run()
    finally:
        room.close()
    return room.trace


@pytest.mark.slow
@pytest.mark.parametrize("seed", SHORT)
def test_laptops_agree_whatever_happens(seed: int, tmp_path: Path, template: Path) -> None:
    go(seed, tmp_path / "room", template, steps=25)


def test_the_same_seed_takes_the_same_way(tmp_path: Path, template: Path) -> None:
    one, again = (go(60, tmp_path / name, template, steps=12, laptops=3) for name in ("one", "again"))
    assert one == again
    assert len(one) > 12


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("first", range(1_000, 1_000 + LONG, CHUNK))
def test_laptops_agree_whatever_happens_for_long(first: int, tmp_path: Path, template: Path) -> None:
    chosen = os.environ.get("SINERJI_SEED")
    seeds = range(first, first + CHUNK) if chosen is None else [int(chosen)]
    for seed in seeds:
        go(seed, tmp_path / str(seed), template, steps=60)
