"""The form as plain data, through JSON and back."""

import json

from hypothesis import given
from hypothesis import strategies as st

from app.records import Direction
from app.ui.capture.form_state import FormState

texts = st.text(alphabet="aıiİşğç 19,", max_size=30)
states = st.builds(
    FormState,
    workshop_id=st.none() | texts,
    firm_id=st.none() | texts,
    firm_text=texts,
    firm_locked=st.booleans(),
    direction=st.sampled_from(Direction),
    line=texts,
    focus=st.sampled_from(["firm", "line"]),
    table_no=st.none() | st.integers(1, 99),
    table_locked=st.booleans(),
    reading=st.none() | st.booleans(),
    card_id=st.none() | texts,
    code=st.none() | texts,
    unsaved=st.lists(texts, max_size=2).map(tuple),
)


@given(states)
def test_a_state_comes_back_as_it_was(state):
    assert FormState.from_fields(json.loads(json.dumps(state.to_fields()))) == state


@given(st.dictionaries(st.sampled_from([*FormState().to_fields(), "unknown"]), st.none() | st.integers() | texts))
def test_a_draft_of_another_version_never_fails(fields):
    state = FormState.from_fields(fields)
    assert isinstance(state.line, str)
    assert 0 <= state.cursor <= len(state.line if state.focus == "line" else state.firm_text)


def test_a_cursor_beyond_the_text_is_drawn_in():
    assert FormState.from_fields({"line": "kum", "focus": "line", "cursor": 99}).cursor == 3


def test_only_an_untouched_form_is_empty():
    assert FormState(firm_locked=True, table_no=3).empty
    assert not FormState(line="İ").empty
    assert not FormState(firm_text="3").empty
    assert not FormState(unsaved=("x",)).empty
