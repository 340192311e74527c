"""List operations: they lead to the wanted order, and touch no row that need not move."""

import random

from hypothesis import given
from hypothesis import strategies as st

from app.ui.row_steps import Insert, Move, Remove, Step, row_steps

ORDERS = st.lists(st.sampled_from("abcçdefgğhıijk"), unique=True, max_size=14)


def carry_out(old: list[str], new: list[str], todo: list[Step]) -> list[str]:
    """Do the steps as a model would."""
    rows = list(old)
    for step in todo:
        if isinstance(step, Remove):
            del rows[step.first : step.last + 1]
        elif isinstance(step, Move):
            rows.insert(step.target, rows.pop(step.source))
        else:
            rows[step.first : step.first] = new[step.first : step.last + 1]
    return rows


@given(ORDERS, ORDERS)
def test_steps_lead_from_one_order_to_the_other(old: list[str], new: list[str]) -> None:
    assert carry_out(old, new, row_steps(old, new)) == new


@given(ORDERS, st.integers(0, 13), st.integers(0, 13))
def test_one_moved_row_is_one_step(old: list[str], source: int, target: int) -> None:
    if not old:
        return
    new = list(old)
    new.insert(target % len(old), new.pop(source % len(old)))
    assert len(row_steps(old, new)) == (0 if new == old else 1)


@given(ORDERS, ORDERS, st.integers(0, 14))
def test_the_limit_counts_what_would_be_done(old: list[str], new: list[str], most: int) -> None:
    todo = row_steps(old, new)
    if row_steps(old, new, most) is None:
        assert len(todo) >= most  # a move beside its goal may turn out to be none
    else:
        assert len(todo) <= most


def test_a_row_that_leaves_touches_only_itself() -> None:
    old = [f"İ{number}ı" for number in range(500)]
    assert row_steps(old, [*old[:250], *old[251:]]) == [Remove(250, 250)]
    assert row_steps(old, [old[-1], *old[:-1]]) == [Move(499, 0)]


def test_same_order_needs_nothing() -> None:
    assert row_steps(["ı", "i"], ["ı", "i"]) == []


def test_neighbours_come_and_go_together() -> None:
    assert row_steps(list("abcdef"), list("af")) == [Remove(1, 4)]
    assert row_steps(list("af"), list("abcdef")) == [Insert(1, 4)]


def test_a_shuffled_list_of_thousands_is_left_to_a_reset() -> None:
    old = list(range(6850))
    new = old[:]
    random.Random(7).shuffle(new)
    assert row_steps(old, new, most=60) is None
