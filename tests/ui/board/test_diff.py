"""List operations: they lead to the wanted order, and touch no row that need not move."""

from hypothesis import given
from hypothesis import strategies as st

from app.ui.board.diff import Insert, Move, Remove, Step, steps

ORDERS = st.lists(st.sampled_from("abcçdefgğhıijk"), unique=True, max_size=14)


def carry_out(old: list[str], new: list[str], todo: list[Step]) -> list[str]:
    rows = list(old)
    for step in todo:
        if isinstance(step, Remove):
            del rows[step.first : step.last + 1]
        elif isinstance(step, Move):
            rows.insert(step.target, rows.pop(step.source))
        else:
            rows[step.first : step.first] = new[step.first : step.first + step.count]
    return rows


@given(ORDERS, ORDERS)
def test_steps_lead_from_one_order_to_the_other(old: list[str], new: list[str]) -> None:
    assert carry_out(old, new, steps(old, new)) == new


@given(ORDERS, st.integers(0, 13), st.integers(0, 13))
def test_one_moved_card_is_one_step(old: list[str], source: int, target: int) -> None:
    if not old:
        return
    new = list(old)
    new.insert(target % len(old), new.pop(source % len(old)))
    assert len(steps(old, new)) == (0 if new == old else 1)


def test_same_order_needs_nothing() -> None:
    assert steps(["ı", "i"], ["ı", "i"]) == []


def test_neighbours_come_and_go_together() -> None:
    assert steps(list("abcdef"), list("af")) == [Remove(1, 4)]
    assert steps(list("af"), list("abcdef")) == [Insert(1, 4)]
