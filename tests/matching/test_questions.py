"""What is asked about a pair."""

from decimal import Decimal

import pytest

from app.matching.questions import questions
from app.matching.reading import read_card
from app.matching.side import Entry
from app.records import Category, Period
from tests.matching.conftest import make_card


@pytest.fixture
def asked(knowledge, firms):
    def keys(title, category=Category.BYPRODUCT_WASTE, **fields):
        ends = [
            make_card("h", "have", title, "f1", category, **fields),
            make_card("w", "want", "x", "f2", quantity=Decimal(1)),
        ]
        have, want = (
            Entry(read_card(card, firm, knowledge, knowledge.linker), knowledge, None)
            for card, firm in zip(ends, firms, strict=False)
        )
        return set(questions(have, want, knowledge))

    return keys


@pytest.mark.parametrize(
    ("title", "quality"),
    [
        ("kırık palet", "condition"),
        ("sülfürik asit", "strength"),
        ("silis kumu", "fineness"),
        ("pamuklu kumaş", "mixture"),
        ("bilinmedik şey", "quality"),
    ],
)
def test_each_kind_of_thing_is_asked_what_makes_its_worth(asked, title, quality):
    assert quality in asked(title)
    assert quality not in asked(title, description="temiz")


def test_only_what_may_be_hazardous_is_asked_whether_it_is(asked):
    assert "hazardous" not in asked("kırık palet")
    assert "hazardous" in asked("boya çamuru")
    assert "hazardous" in asked("bilinmedik şey")
    assert "hazardous" not in asked("boya çamuru", hazardous=True)
    assert "hazardous" not in asked("boya çamuru", code="080111")


def test_heat_is_asked_for_its_hours_and_goods_whether_they_come_again(asked):
    assert "hours" in asked("fırın baca ısısı", Category.ENERGY, quantity=Decimal(2), unit="MW")
    assert "have_period" in asked("kırık palet", quantity=Decimal(30), unit="piece")
    assert "have_period" not in asked("kırık palet", quantity=Decimal(30), unit="piece", period=Period.MONTH)
    assert "have_period" not in asked("kondens", Category.WATER, quantity=Decimal(2), unit="m3/h")
