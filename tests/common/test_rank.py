"""Ranks keep their order wherever a card is put, and stay short in everyday use."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.common.rank import rank_between

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
RANKS = st.text(DIGITS, min_size=1, max_size=8).filter(lambda rank: not rank.endswith("0"))
EDGY = st.text("01yzV", min_size=1, max_size=6).filter(lambda rank: not rank.endswith("0"))


def proper(rank: str) -> bool:
    return bool(rank) and set(rank) <= set(DIGITS) and not rank.endswith("0")


@given(st.one_of(RANKS, EDGY), st.one_of(RANKS, EDGY))
def test_something_fits_between_any_two_ranks(one: str, other: str) -> None:
    if one == other:
        return
    low, high = sorted((one, other))
    between = rank_between(low, high)
    assert low < between < high
    assert proper(between)


@given(st.one_of(RANKS, EDGY))
def test_something_fits_at_both_ends(rank: str) -> None:
    below, above = rank_between(None, rank), rank_between(rank, None)
    assert below < rank < above
    assert proper(below)
    assert proper(above)


@given(st.one_of(RANKS, EDGY), st.one_of(RANKS, EDGY))
def test_a_step_adds_no_more_than_doubles_the_length(one: str, other: str) -> None:
    longest = max(len(one), len(other))
    assert len(rank_between(one, None)) <= 2 * longest + 1
    assert len(rank_between(None, other)) <= 2 * longest + 1
    if one != other:
        assert len(rank_between(min(one, other), max(one, other))) <= 2 * longest + 1


@given(st.lists(st.integers(min_value=0, max_value=10_000), max_size=120))
def test_a_list_built_by_inserting_anywhere_stays_sorted(places: list[int]) -> None:
    ranks: list[str] = []
    for place in places:
        at = place % (len(ranks) + 1)
        before = ranks[at - 1] if at else None
        after = ranks[at] if at < len(ranks) else None
        ranks.insert(at, rank_between(before, after))
    assert ranks == sorted(set(ranks))
    assert all(proper(rank) for rank in ranks)


def test_the_first_card_of_a_column_stands_in_the_middle() -> None:
    assert rank_between(None, None) == "V"


@pytest.mark.parametrize("at_end", [True, False])
def test_ten_thousand_cards_added_at_one_end_keep_short_ranks(at_end: bool) -> None:
    rank = rank_between(None, None)
    for _ in range(10_000):
        rank = rank_between(rank, None) if at_end else rank_between(None, rank)
    assert len(rank) <= 5


def test_sorting_cards_into_one_gap_in_order_keeps_short_ranks() -> None:
    rank = "V"
    for _ in range(1000):
        rank = rank_between(rank, "W")
    assert len(rank) <= 5


def test_random_moves_of_a_whole_day_keep_ranks_short() -> None:
    chance = random.Random(20261121)
    ranks: list[str] = []
    for _ in range(60):
        ranks.append(rank_between(ranks[-1] if ranks else None, None))
    for _ in range(2000):
        ranks.pop(chance.randrange(len(ranks)))
        at = chance.randrange(len(ranks) + 1)
        before = ranks[at - 1] if at else None
        after = ranks[at] if at < len(ranks) else None
        ranks.insert(at, rank_between(before, after))
    assert ranks == sorted(ranks)
    assert max(len(rank) for rank in ranks) <= 12


@pytest.mark.parametrize("wrong", ["", "0", "a0", "ı", "a b", "-"])
def test_what_is_not_a_rank_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="not a rank"):
        rank_between(wrong, None)
    with pytest.raises(ValueError, match="not a rank"):
        rank_between(None, wrong)


@pytest.mark.parametrize(("before", "after"), [("V", "V"), ("W", "V"), ("Va", "V")])
def test_nothing_fits_between_equal_or_swapped_ranks(before: str, after: str) -> None:
    with pytest.raises(ValueError, match="not smaller"):
        rank_between(before, after)
