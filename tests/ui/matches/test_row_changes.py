"""The steps between two lists of rows."""

import random

from hypothesis import given
from hypothesis import strategies as st

from app.ui.matches.row_changes import Insert, Remove, row_changes


def apply(old, new):
    """Do the steps as a model would, and return the outcome with the number of rows that were touched."""
    rows = list(old)
    touched = 0
    for step in row_changes(old, new):
        touched += step.last - step.first + 1
        if isinstance(step, Remove):
            del rows[step.first : step.last + 1]
        else:
            assert isinstance(step, Insert)
            rows[step.first : step.first] = new[step.first : step.last + 1]
    return rows, touched


@given(st.lists(st.integers(0, 40), unique=True), st.lists(st.integers(0, 40), unique=True))
def test_steps_turn_the_old_list_into_the_new_one(old, new):
    assert apply(old, new)[0] == new


def test_a_row_that_leaves_touches_only_itself():
    old = list(range(500))
    new = [number for number in old if number != 250]
    assert list(row_changes(old, new)) == [Remove(250, 250)]


def test_a_row_that_moves_touches_only_itself():
    old = list(range(500))
    new = [499, *range(499)]
    assert apply(old, new) == (new, 2)


def test_nothing_to_do_makes_no_step():
    rows = [f"İ{number}ı" for number in range(50)]
    assert list(row_changes(rows, list(rows))) == []


def test_a_shuffled_list_of_thousands_is_done_in_a_blink():
    old = list(range(6850))
    new = old[:]
    random.Random(7).shuffle(new)
    assert apply(old, new)[0] == new
