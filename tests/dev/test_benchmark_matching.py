"""What the matching benchmark measures on, and how its rows are made of what the measuring process tells."""

import json

import numpy as np
import pytest

from app.matching import Encoder, load_encoder
from benchmarks import _suggesting, matching
from tests.evaluation.collection import Collection, read_collection


@pytest.fixture(scope="module")
def collection() -> Collection:
    return read_collection()


def told(ours: float, mb: float | None, built: float = 0.5) -> matching.Measured:
    seconds = {"ours": [ours] * 20, "RapidFuzz process.extract": [2 * ours] * 20, "saved": [3 * ours] * 20}
    return {"seconds": seconds, "built": built, "mb": mb, "meaning": True}


def test_invented_cards_differ_and_come_again(collection: Collection) -> None:
    cards = list(_suggesting.make_crowd(collection, 300))
    assert len({card.id for card in cards}) == len({card.title for card in cards}) == 300
    assert cards == list(_suggesting.make_crowd(collection, 300))
    assert cards[0].description != next(iter(_suggesting.make_crowd(collection, 1, seed=2))).description


def test_invented_vectors_are_unit_vectors_and_the_samples_are_its_own(collection: Collection) -> None:
    encoder = load_encoder()
    assert encoder is not None
    crowd = list(_suggesting.make_crowd(collection, 40))
    near = _suggesting.vectors_of(crowd, collection, encoder)
    assert list(near) == [card.id for card in crowd]
    assert [float(np.linalg.norm(row)) for row in near.values()] == pytest.approx([1.0] * 40, abs=1e-4)
    own = _suggesting.vectors_of(collection.cards, collection, encoder)
    assert own.keys() == {card.id for card in collection.cards}


def test_every_peer_answers_with_a_few_cards_of_the_other_direction(collection: Collection) -> None:
    encoder: Encoder | None = load_encoder()
    assert encoder is not None
    cards = collection.cards[:60]
    vectors = _suggesting.vectors_of(collection.cards, collection, encoder)
    calls = _suggesting.peers_of(cards, vectors, encoder)
    assert len(calls) == 5
    for call in calls.values():
        assert len(call(cards[0])) == _suggesting.BEST  # type: ignore[arg-type]


def test_the_measuring_process_tells_everything(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(_suggesting, "TYPED", 2)
    _suggesting.main(120)
    found = json.loads(capsys.readouterr().out)
    assert {len(calls) for calls in found["seconds"].values()} == {2}
    assert found["built"] > 0
    assert [row.peer_name for row in matching.suggesting(120, found)] == [
        "RapidFuzz process.extract",
        "character TF-IDF",
        "BM25 on stems",
        "encoder alone",
        "encoder + TF-IDF",
        "",
    ]


def test_targets_hold_up_to_ten_thousand_cards() -> None:
    [typing, saving] = matching.suggesting(10_000, told(0.02, 10.0))
    assert (typing.ours, typing.peer, typing.target, typing.met) == (20, 40, 30, True)
    assert (saving.ours, saving.peer, saving.met) == (60, None, False)
    assert [row.target for row in matching.suggesting(100_000, told(0.02, 10.0))] == [None, None]


def test_growth_is_held_against_the_growth_of_the_room() -> None:
    measured = {1_000: told(0.01, 12.0), 10_000: told(0.04, 156.0, built=6.0)}
    [speed, building, memory] = matching.growing(1_000, 10_000, measured)
    assert (speed.ours, speed.peer, speed.target, speed.met) == (pytest.approx(4), pytest.approx(4), 12.5, True)
    assert (building.ours, building.met) == (12, True)
    assert (memory.ours, memory.met) == (13, False)


def test_a_system_that_does_not_tell_its_memory_has_no_such_rows() -> None:
    assert [row.name for row in matching.holding(637, told(0.01, None))] == ["build the index"]
    found = matching.growing(1_000, 10_000, {1_000: told(0.01, None), 10_000: told(0.04, None)})
    assert [row.name for row in found] == ["growth of suggesting", "growth of building"]
