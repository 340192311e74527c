"""The shapes that travel: what is written can be read, what is malformed is refused with its place."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.operations import Op
from app.sync.wire import (
    MOST_PARENTS,
    Batch,
    OpResult,
    Outcome,
    WireError,
    Withdrawal,
    batch_to_json,
    op_from_json,
    op_to_json,
    packed,
    result_from_json,
    result_to_json,
    withdrawal_from_json,
)
from tests.sync.ops import card, op

IDS = st.from_regex(r"[0-9A-Za-z_.:\-]{1,64}", fullmatch=True)
TEXTS = st.text(st.characters(exclude_characters="\x00", exclude_categories=("Cs",)), max_size=40)
VALUES = st.dictionaries(TEXTS, st.none() | TEXTS | st.integers(-(2**40), 2**40) | st.booleans(), max_size=3)
GROUPS = st.dictionaries(TEXTS, st.fixed_dictionaries({"new": VALUES}, optional={"old": VALUES}), max_size=3)
OPS = st.builds(
    Op, IDS, IDS, st.integers(1, 2**53 - 1), IDS, TEXTS, st.from_regex(r"[a-z_]{1,40}", fullmatch=True), IDS,
    st.lists(IDS, max_size=4).map(tuple), IDS.map(lambda device: f"0193a1b2c3d4-00ff-{device}"), TEXTS, TEXTS, GROUPS,
    st.none() | IDS, st.booleans(),
)  # fmt: skip
LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=9)
ANYTHING = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3)
)


def travelled(value: Any) -> Any:
    return json.loads(json.dumps(value, ensure_ascii=False).encode())


@given(OPS)
def test_an_operation_comes_as_it_went(one: Op) -> None:
    assert op_from_json(travelled(op_to_json(one))) == one


def test_what_a_newer_program_says_more_is_passed_over() -> None:
    value = op_to_json(card()) | {"signature": "…"}
    assert op_from_json(value) == card()


@given(ANYTHING)
def test_anything_else_is_refused(value: Any) -> None:
    for read in (op_from_json, withdrawal_from_json, result_from_json):
        with pytest.raises(WireError):
            read(value)


BAD = [
    ("id", ""),
    ("id", "ığ"),
    ("id", "x" * 65),
    ("id", None),
    ("id", 7),
    ("device", "a b"),
    ("device_seq", 0),
    ("device_seq", -1),
    ("device_seq", 2**53),
    ("device_seq", True),
    ("device_seq", 1.5),
    ("device_seq", "1"),
    ("operation", "'"),
    ("name", "x" * 201),
    ("name", 5),
    ("entity", "Kart"),
    ("entity", "x" * 41),
    ("entity_id", "../.."),
    ("parents", "o1"),
    ("parents", ["o1", ""]),
    ("parents", ["o"] * (MOST_PARENTS + 1)),
    ("hlc", "2026-11-21"),
    ("hlc", "0193A1B2C3D4-0000-x"),
    ("at", "\x00"),
    ("actor", ["Işıl"]),
    ("groups", None),
    ("groups", []),
    ("groups", {"title": "İncir"}),
    ("key", 5),
    ("key", "x" * 65),
]


@pytest.mark.parametrize(("name", "value"), BAD)
def test_what_is_wrong_is_named(name: str, value: Any) -> None:
    with pytest.raises(WireError) as refused:
        op_from_json(op_to_json(card()) | {name: value}, "changes.3")
    assert refused.value.field == f"changes.3.{name}"


@pytest.mark.parametrize("name", ["id", "device", "device_seq", "operation", "entity", "entity_id", "hlc", "groups"])
def test_what_is_needed_is_missed(name: str) -> None:
    value = op_to_json(card())
    del value[name]
    with pytest.raises(WireError):
        op_from_json(value)


def test_a_key_is_never_shown_by_accident() -> None:
    assert "anahtar" not in repr(replace(card(), key="anahtar"))


@given(IDS, st.sampled_from(Outcome), st.none() | IDS, st.none() | st.integers(1, 9), st.none() | TEXTS)
def test_a_result_comes_as_it_went(
    op_id: str, outcome: Outcome, loser: str | None, need: int | None, code: str | None
) -> None:
    result = OpResult(op_id, outcome, loser, need, code)
    assert result_from_json(travelled(result_to_json(result))) == result


def test_a_batch_says_all_that_it_has() -> None:
    gone = Withdrawal("firm", "f1", ("name", "place"))
    value = travelled(batch_to_json(Batch(1, "veri", 4, (card(), op("e", ["c9-1"])), (gone,))))
    assert (value["protocol"], value["dataset"], value["first"]) == (1, "veri", 4)
    assert [op_from_json(one) for one in value["ops"]] == [card(), op("e", ["c9-1"])]
    assert [withdrawal_from_json(one) for one in value["withdrawn"]] == [gone]


@pytest.mark.parametrize("groups", ["name", [5], ["x" * 65], {"name": 1}])
def test_a_malformed_withdrawal_is_refused(groups: Any) -> None:
    with pytest.raises(WireError):
        withdrawal_from_json({"entity": "firm", "entity_id": "f1", "groups": groups})


@given(st.lists(st.integers(0, 400), max_size=30), st.integers(1, 5), st.integers(600, 2_000))
def test_batches_hold_what_fits_in_the_same_order(sizes: list[int], most: int, most_bytes: int) -> None:
    ops = [op(f"o{place}", title="ğ" * size) for place, size in enumerate(sizes)]
    batches = packed(ops, most, most_bytes)
    assert [one for batch in batches for one in batch] == ops
    for batch in batches:
        size = sum(len(json.dumps(op_to_json(one), ensure_ascii=False).encode()) + 1 for one in batch)
        assert 1 <= len(batch) <= most
        assert size <= most_bytes or len(batch) == 1
