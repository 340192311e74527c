"""What a row says follows from the set of its operations: whatever the order, the clocks and the repetitions."""

import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.operations import Op
from app.sync.merge import fold, standing_groups
from tests.sync.ops import deleted, erased, made, op

VALUES = ("İğde", "ıspanak", "Çay")
GROUPS = ("title", "unit", "place", "rank")


@st.composite
def histories(draw: Any, entity: str = "resource_card") -> list[Op]:
    """A history as it can come about: every operation has seen some of the earlier ones, its clock says anything."""
    ops: list[Op] = []
    for number in range(draw(st.integers(1, 12))):
        earlier = [one.id for one in ops]
        parents = draw(st.lists(st.sampled_from(earlier), max_size=3, unique=True)) if earlier else []
        at, name = draw(st.integers(0, 5)), f"o{number:02d}"
        kind = draw(st.sampled_from(("edit", "edit", "edit", "delete", "erase")))
        if kind == "delete":
            ops.append(deleted(name, parents, at=at, entity=entity))
        elif kind == "erase" and entity == "participant":
            ops.append(erased(name, parents, at=at))
        else:
            group, value = draw(st.sampled_from(GROUPS)), draw(st.sampled_from(VALUES))
            group = draw(st.sampled_from((group, "contact"))) if entity == "participant" else group
            ops.append(op(name, parents, at=at, entity=entity, **{group: value}))
    return ops


def ancestors(ops: list[Op], op_id: str) -> set[str]:
    """What the author of an operation had seen, the slow way."""
    known = {one.id: one for one in ops}
    seen: set[str] = set()
    todo = [one for one in known[op_id].parents if one in known]
    while todo:
        one = todo.pop()
        if one not in seen:
            seen.add(one)
            todo += [parent for parent in known[one].parents if parent in known]
    return seen


@given(st.one_of(histories(), histories("participant")), st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing(ops: list[Op], chance: random.Random) -> None:
    mixed = ops + chance.choices(ops, k=5)
    chance.shuffle(mixed)
    assert fold(mixed) == fold(ops)


@given(histories())
def test_what_is_shown_is_a_value_that_nobody_replaced(ops: list[Op]) -> None:
    state = fold(ops)
    for group in GROUPS:
        setters = [one.id for one in ops if group in one.groups]
        standing = {one for one in setters if not any(one in ancestors(ops, other) for other in setters)}
        assert (group in state.groups) == bool(setters)
        if setters:
            assert state.sources[group] in standing
            told = {state.sources[group], *(clash.loser for clash in state.clashes if clash.group == group)}
            values = {one.id: one.groups[group]["new"] for one in ops if one.id in standing}
            assert told <= standing
            assert {str(values[one]) for one in told} == {str(value) for value in values.values()}


@given(histories())
def test_it_lives_while_something_stands_that_no_deletion_had_seen(ops: list[Op]) -> None:
    dead: set[str] = set()
    for one in ops:
        if one.groups.get("row", {}).get("new") == "gone":
            dead |= {one.id} | ancestors(ops, one.id)
    assert fold(ops).live == any(one.id not in dead for one in ops)


@given(histories())
def test_heads_are_what_nobody_had_seen(ops: list[Op]) -> None:
    seen = set().union(*(ancestors(ops, one.id) for one in ops))
    assert set(fold(ops).heads) == {one.id for one in ops} - seen


@given(histories(), st.integers(0, 5))
def test_an_edit_that_has_seen_everything_decides_whatever_its_clock_says(ops: list[Op], at: int) -> None:
    state = fold([*ops, op("zz", fold(ops).heads, at=at, title="karar")])
    assert state.live
    assert state.groups["title"] == {"title": "karar"}
    assert [clash for clash in state.clashes if clash.group == "title"] == []
    assert not state.revived


@given(histories("participant"))
def test_nothing_of_a_person_is_left_of_what_had_not_seen_an_erasure(ops: list[Op]) -> None:
    state = fold(ops)
    erasures = {one.id for one in ops if "erased" in one.groups}
    assert state.erased == bool(erasures)
    for change_id in [state.sources[group] for group in state.groups if group == "contact"]:
        assert erasures <= ancestors(ops, change_id)
    losers = [clash.loser for clash in state.clashes if clash.group == "contact"]
    assert all(erasures <= ancestors(ops, one) for one in losers)


@given(histories())
def test_what_stands_is_told_for_each_operation(ops: list[Op]) -> None:
    told = standing_groups(ops)
    for one in ops:
        for group in set(one.groups) - {"row"}:
            replaced = any(group in other.groups and one.id in ancestors(ops, other.id) for other in ops)
            assert (group in told[one.id]) != replaced


@given(histories(), st.data())
def test_a_forged_circle_ends_and_is_the_same_in_every_order(ops: list[Op], data: Any) -> None:
    names = [one.id for one in ops]
    forged = [op(one.id, data.draw(st.lists(st.sampled_from(names), max_size=3)), title=one.id) for one in ops]
    state = fold(forged)
    assert state.groups["title"]["title"] in names
    assert fold(data.draw(st.permutations(forged))) == state


def test_a_clock_ten_years_ahead_replaces_nothing_that_it_has_not_seen() -> None:
    ahead, follows = op("a", at=2**40, title="ileri"), op("b", ["a"], at=1, title="sonra")
    assert fold([ahead, follows]).groups["title"] == {"title": "sonra"}


def test_edits_of_different_groups_both_stay_without_a_clash() -> None:
    state = fold([made("o", title="Çay", unit="t"), op("a", ["o"], title="İğde"), op("b", ["o"], unit="kg")])
    assert state.columns == {"title": "İğde", "unit": "kg"}
    assert state.clashes == ()
    assert state.heads == ("a", "b")


def test_of_two_edits_of_one_group_the_loser_is_kept() -> None:
    ops = [made("o", title="Çay"), op("a", ["o"], at=2, title="İğde"), op("b", ["o"], at=1, title="ıspanak")]
    state = fold(ops)
    [clash] = state.clashes
    assert (clash.winner, clash.loser, clash.hard) == ("a", "b", True)
    assert clash.losing == {"title": "ıspanak"}
    assert fold([*ops, op("c", ["a", "b"], title="ıspanak")]).clashes == ()


def test_what_the_machine_fills_is_no_conflict_for_people() -> None:
    stage = {"stage": "agreement", "lost_reason": None, "review_on": None}
    groups = [{"stage": {"new": {**stage, "stage_since": since}}} for since in ("2026-11-21", "2026-11-22")]
    soft = [op("a", entity="synergy", rank="V"), op("b", entity="synergy", rank="W")]
    same = [op(name, entity="synergy", groups=one) for name, one in zip("ab", groups, strict=True)]
    assert [clash.hard for clash in fold(soft).clashes] == [False]
    assert [clash.hard for clash in fold(same).clashes] == [False]


def test_an_edit_beats_a_deletion_that_had_not_seen_it() -> None:
    ops = [made("o", title="Çay"), deleted("d", ["o"], at=9), op("a", ["o"], title="İğde")]
    state = fold(ops)
    assert (state.live, state.revived) == (True, True)
    settled = fold([*ops, op("c", state.heads, unit="t")])
    assert (settled.live, settled.revived) == (True, False)


def test_a_deletion_that_saw_the_edit_deletes() -> None:
    state = fold([made("o", title="Çay"), op("a", ["o"], at=9, title="İğde"), deleted("d", ["a"], at=1)])
    assert (state.live, state.revived) == (False, False)
    assert state.columns == {"title": "İğde"}


def test_a_row_that_was_brought_back_lives() -> None:
    state = fold([made("o", title="Çay"), deleted("d", ["o"]), made("u", ["d"])])
    assert (state.live, state.revived) == (True, False)


def test_an_erasure_beats_what_had_not_seen_it_and_not_what_had() -> None:
    before = [made("o", entity="participant", contact="Işıl"), op("a", ["o"], entity="participant", contact="İpek")]
    assert "contact" not in fold([*before, erased("e", ["o"])]).groups
    again = op("n", ["e", "a"], entity="participant", contact="Ümit")
    assert fold([*before, erased("e", ["o"]), again]).groups["contact"] == {"contact": "Ümit"}


def test_sealed_groups_and_missing_parents_are_as_if_not_said() -> None:
    sealed = op("a", ["nowhere"], entity="participant", groups={"contact": {"sealed": "p1.xyz"}}, role="Mühendis")
    assert fold([sealed]).columns == {"role": "Mühendis"}


@settings(max_examples=3, deadline=None)
@given(st.randoms(use_true_random=False))
def test_a_long_chain_is_worked_out(chance: random.Random) -> None:
    names = [f"o{number:05d}" for number in range(2_000)]
    chain = [op(one, names[max(at - 1, 0) : at], at=chance.randrange(9), title=one) for at, one in enumerate(names)]
    chance.shuffle(chain)
    state = fold(chain)
    assert (state.heads, state.groups["title"]) == (("o01999",), {"title": "o01999"})
