"""Personal values are unreadable without the participant's key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.common.sealing import new_personal_key, seal, unseal

PERSON = {"name": "Işıl İpek Çağlayan", "phone": "+90 555 010 20 30", "email": "isil@ornek.example", "role": None}


def test_sealed_values_come_back_with_the_key_only():
    key = new_personal_key()
    text = seal(PERSON, key)

    assert unseal(text, key) == PERSON
    assert unseal(text, new_personal_key()) is None
    assert unseal(text, None) is None


def test_sealed_text_shows_nothing_and_never_repeats():
    key = new_personal_key()
    one, two = seal(PERSON, key), seal(PERSON, key)

    assert one != two
    assert one.isascii()
    assert "Işıl" not in one
    assert "555" not in one


@pytest.mark.parametrize("text", ["", "p1.", "p1.!!!", "p2.AAAA", "p1.AAAA", "Işıl", '{"name": "Işıl"}'])
def test_foreign_text_is_no_secret_of_ours(text):
    assert unseal(text, new_personal_key()) is None


def test_a_changed_letter_is_noticed():
    key = new_personal_key()
    text = seal(PERSON, key)
    changed = text[:-6] + ("A" if text[-6] != "A" else "B") + text[-5:]

    assert unseal(changed, key) is None


@given(
    st.dictionaries(st.text(max_size=8), st.none() | st.booleans() | st.integers() | st.text(max_size=20), max_size=5)
)
def test_any_json_values_survive(values):
    key = new_personal_key()

    assert unseal(seal(values, key), key) == values
