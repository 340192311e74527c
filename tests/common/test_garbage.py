import gc

import pytest

from app.common.garbage import uncollected


def test_the_collector_is_still_meanwhile_only():
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            pass
        assert not gc.isenabled(), "the outer one still lasts"
    assert gc.isenabled()


def test_the_collector_comes_back_after_a_failure():
    with pytest.raises(ValueError, match="halfway"), uncollected():
        raise ValueError("halfway")
    assert gc.isenabled()


def test_a_collector_that_somebody_switched_off_stays_off():
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_what_was_made_meanwhile_counts_as_old_at_once():
    with uncollected():
        made = [[number] for number in range(5000)]
    young = {id(one) for generation in (0, 1) for one in gc.get_objects(generation)}
    assert young.isdisjoint(map(id, made))


def test_what_somebody_froze_stays_frozen():
    gc.freeze()
    try:
        frozen = gc.get_freeze_count()
        with uncollected():
            pass
        assert gc.get_freeze_count() == frozen
    finally:
        gc.unfreeze()
