"""The code of a room: made once, typed in many ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.common.room_code import as_typed, code_prefix, crockford, fingerprint_of


@given(st.binary(min_size=5, max_size=5))
def test_five_bytes_are_eight_letters_that_cannot_be_confused(raw: bytes) -> None:
    letters = crockford(raw)
    assert len(letters) == 8
    assert not set(letters) & set("ILOU")
    number = 0
    for letter in letters:
        number = number * 32 + "0123456789ABCDEFGHJKMNPQRSTVWXYZ".index(letter)
    assert number == int.from_bytes(raw, "big")


@pytest.mark.parametrize("typed", ["7ab0-1cde", "7AB0 1CDE", "7abO–lcde", " 7ab0-ıcde ", "7ABO-İCDE", "7ABO.ICDE"])
def test_a_code_is_understood_however_it_is_typed(typed: str) -> None:
    assert as_typed(typed) == "7AB01CDE"


def test_the_prefix_follows_the_certificate() -> None:
    one, other = fingerprint_of(b"one"), fingerprint_of(b"other")
    assert code_prefix(one) == crockford(bytes.fromhex(one[:10]))
    assert code_prefix(one) != code_prefix(other)
    assert code_prefix(None) == "00000000"
