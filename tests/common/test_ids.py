"""Identifiers that are born apart and meet."""

import time
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.common.ids import derived_id, leg_id, new_id, synergy_id


def test_new_ids_are_version_7_of_now() -> None:
    before = time.time_ns() // 1_000_000
    made = uuid.UUID(new_id())
    after = time.time_ns() // 1_000_000
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert before <= made.int >> 80 <= after


def test_new_ids_never_repeat() -> None:
    assert len({new_id() for _ in range(5000)}) == 5000


def test_new_ids_sort_by_time(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    for millis in (1, 1000, 1_790_000_000_000):
        monkeypatch.setattr("app.common.ids.time.time_ns", lambda millis=millis: millis * 1_000_000)
        made.append(new_id())
    assert made == sorted(made)


def test_a_pair_has_one_synergy_whoever_makes_it() -> None:
    # Literal on purpose: another version of the program must derive the same.
    assert synergy_id("have-1", "want-1") == str(
        uuid.uuid5(uuid.UUID("6f0d2a52-6a0e-5c1b-9a51-6a2f6b1d7c34"), "have-1>want-1")
    )
    assert synergy_id("a", "b") != synergy_id("b", "a")
    assert leg_id("s", "a") != leg_id("s", "b")


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x1f")), min_size=1, max_size=4))
def test_derived_ids_are_stable_and_tell_their_parts_apart(parts: list[str]) -> None:
    made = derived_id(*parts)
    assert made == derived_id(*parts)
    assert uuid.UUID(made).version == 5
    assert derived_id(*parts, "") != made
    assert derived_id("x", *parts) != made


def test_the_border_between_parts_counts() -> None:
    assert derived_id("ab", "c") != derived_id("a", "bc")
