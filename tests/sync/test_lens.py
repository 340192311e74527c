"""What of a row a platform may have: worked out from the row and its firm alone."""

from dataclasses import replace
from typing import Any

import pytest

from app.operations import ERASED, ROW, WHOLE
from app.records import Kind
from app.sync.lens import LENSES, REASON_AUDIENCE, REASON_CONSENT, REASON_DECISION, REASON_PEOPLE
from tests.sync.ops import card, op

PLATFORM, ROOM = LENSES["platform"], LENSES["room"]
FIRMS = {one: {"platform_consent": one} for one in ("nothing", "cards", "cards_and_people")}


def level(entity: str, **columns: Any) -> Any:
    """The level of a row whose firm is called after its consent."""
    return PLATFORM.level(entity, columns, lambda kind, row_id: FIRMS.get(row_id) if kind == "firm" else None)


def reason(entity: str, **columns: Any) -> str | None:
    found = level(entity, **columns)
    return REASON_DECISION if found is None else found.reason


@pytest.mark.parametrize("kind", list(Kind))
def test_a_room_gets_everything(kind: Kind) -> None:
    assert ROOM.level(kind.value, {}, lambda *_: None) is WHOLE
    assert ROOM.through(card(), WHOLE) == card()


@pytest.mark.parametrize(
    ("firm", "audience", "why"),
    [
        ("cards", "public", None),
        ("cards_and_people", "public", None),
        ("cards", "room", REASON_AUDIENCE),
        ("cards", None, REASON_AUDIENCE),
        ("cards", "a newer word", REASON_AUDIENCE),
        ("nothing", "public", REASON_CONSENT),
        ("nothing", "room", REASON_CONSENT),
        ("of nobody", "public", REASON_CONSENT),
    ],
)
def test_a_card_goes_where_firm_and_audience_allow(firm: str, audience: str | None, why: str | None) -> None:
    found = level("resource_card", firm_id=firm, audience=audience, title="İncir")
    assert found.reason == why
    assert found.lets("title") == (why is None)
    assert found.lets("firm_id")
    assert found.lets("direction")


@pytest.mark.parametrize(
    ("firm", "consent", "name", "goes"),
    [
        ("cards_and_people", 1, "Işıl", True),
        ("cards_and_people", 0, "Işıl", False),
        ("cards_and_people", None, "Işıl", False),
        ("cards", 1, "Işıl", False),
        ("nothing", 1, "Işıl", False),
        ("cards", None, None, True),
        ("nothing", None, None, False),
    ],
)
def test_a_person_goes_with_two_consents_or_as_a_seat(
    firm: str, consent: int | None, name: str | None, goes: bool
) -> None:
    found = level("participant", firm_id=firm, consent=consent, name=name)
    assert found.lets("contact") == found.lets("role") == goes
    assert found.reason == (None if goes else REASON_PEOPLE)
    assert found.lets(ROW)
    assert found.lets(ERASED)


@pytest.mark.parametrize("hidden", ["phone", "email"])
def test_a_number_alone_is_a_person_too(hidden: str) -> None:
    assert not level("participant", firm_id="cards", **{hidden: "x"}).lets("contact")


def test_a_silent_firm_is_only_counted() -> None:
    found = level("firm", platform_consent="nothing")
    assert not any(found.lets(group) for group in ("name", "place", "tax_number", "merged_into"))
    assert found.lets(ROW)
    assert level("firm", platform_consent="cards") is WHOLE


def test_what_comes_next_and_who_does_it_stays() -> None:
    found = level("synergy")
    assert not any(found.lets(group) for group in ("next", "frozen", "notes"))
    assert found.lets("stage")
    assert not level("stage_change").lets("actor")
    assert reason("decision") == REASON_DECISION


def test_earlier_values_and_who_typed_are_taken_out() -> None:
    groups = {"title": {"old": {"title": "GİZLİ"}, "new": {"title": "İncir"}}, ROW: {"old": "gone", "new": "live"}}
    gone = PLATFORM.through(op("o", groups=groups), WHOLE)
    assert gone.groups == {"title": {"new": {"title": "İncir"}}, ROW: groups[ROW]}
    assert (gone.actor, gone.partial) == ("", False)


def test_what_is_held_back_is_marked_as_such() -> None:
    gone = PLATFORM.through(card(), level("resource_card", firm_id="cards", audience="room"))
    assert "title" not in gone.groups
    assert gone.partial
    assert PLATFORM.through(replace(card(), partial=True), WHOLE).partial


def test_an_exported_file_says_who_exported_it() -> None:
    assert PLATFORM.through(op("o", entity="export"), WHOLE).actor == "Işıl"
