"""Pools worked out by hand: who fills a need, what is missing or left over, who is not counted and why."""

import math
from dataclasses import replace
from decimal import Decimal

import pytest

from app.knowledge import Knowledge
from app.matching import pool
from app.matching.measures import Why
from app.matching.pool import Pool
from app.records import CardId, Category, Period
from tests.matching.pooling import room_of, sand, with_density

YEAR, MONTH, ONCE, SEASON = Period.YEAR, Period.MONTH, Period.ONCE, Period.SEASON


def poured(index, card_id: str, first: str | None = None) -> Pool:
    found = pool(index, CardId(card_id), None if first is None else CardId(first))
    assert found is not None
    return found


def shares(found: Pool) -> dict[str, tuple[float, float]]:
    """For each that takes part what it has and what of it goes in; exact numbers only."""
    assert all(one.whole.exact and one.used.exact for one in found.shares)
    return {one.card_id: (one.whole.low, one.used.low) for one in found.shares}


def left_out(found: Pool) -> dict[str, Why]:
    return {one.card_id: one.why for one in found.left_out}


def test_the_best_come_first_until_the_need_is_filled(knowledge: Knowledge) -> None:
    index = room_of(
        knowledge, sand("w", 200), sand("h1", 40), sand("h2", 150), sand("h3", 30), sand("h4", 5), best=[("h2", "w")]
    )
    found = poured(index, "w")
    assert next(iter(shares(found).items())) == ("h2", (150.0, 150.0))
    # h1, h3 and h4 are alike: by id. 150 + 40 = 190, so 10 of the 30 go in and h4 is not needed.
    assert shares(found) == {"h2": (150.0, 150.0), "h1": (40.0, 40.0), "h3": (30.0, 10.0)}
    assert left_out(found) == {"h4": Why.FILLED}
    assert (found.amount, found.unit, found.flow) == (200.0, "t", True)
    assert (found.missing.low, found.missing.high) == (0.0, 0.0)
    assert (found.surplus.low, found.surplus.high) == (20.0, 20.0)
    assert found.total.low == 220.0


def test_what_nobody_fills_is_missing(knowledge: Knowledge) -> None:
    found = poured(room_of(knowledge, sand("w", 200), sand("h1", 40), sand("h2", "30,5".replace(",", "."))), "w")
    assert (found.missing.low, found.surplus.low) == (129.5, 0.0)
    assert left_out(found) == {}


def test_an_exact_fill_leaves_no_crumbs(knowledge: Knowledge) -> None:
    cards = [sand(f"h{number}", "0.1") for number in range(1, 10)]
    found = poured(room_of(knowledge, sand("w", "0.9"), *cards, sand("hx", 7)), "w")
    assert len(found.shares) == 9  # nine times 0.1 falls short of 0.9 by a crumb in floats
    assert found.missing.high == found.surplus.high == 0.0
    assert left_out(found) == {"hx": Why.FILLED}


def test_several_needs_share_one_offer(knowledge: Knowledge) -> None:
    index = room_of(knowledge, sand("h", 100), sand("w1", 70), sand("w2", 60), sand("w3", 10), best=[("h", "w2")])
    found = poured(index, "h")
    assert shares(found) == {"w2": (60.0, 60.0), "w1": (70.0, 40.0)}
    assert left_out(found) == {"w3": Why.FILLED}
    assert found.surplus.low == 30.0  # needed beyond what is offered


def test_units_of_one_kind_and_periods_come_to_one_footing(knowledge: Knowledge) -> None:
    index = room_of(
        knowledge,
        sand("w", 20, "t", MONTH),  # 240 t/year
        sand("h1", 60_000, "kg", YEAR),  # 60 t
        sand("h2", 5, "t", MONTH),  # 60 t
        sand("h3", 1, "t", Period.WEEK),  # 50 t: 50 working weeks
        sand("h4", 30, "t", SEASON),  # 30 t: one season a year
    )
    found = poured(index, "w")
    assert shares(found) == {"h1": (60.0, 60.0), "h2": (60.0, 60.0), "h3": (50.0, 50.0), "h4": (30.0, 30.0)}
    assert found.missing.low == 40.0
    by_id = {one.card_id: one for one in found.shares}
    assert [by_id[key].rough for key in ("h1", "h2", "h3", "h4")] == [False, False, True, True]
    assert [one.card_id for one in found.shares if one.seasonal] == ["h4"]


def test_power_counts_as_running_through(knowledge: Knowledge) -> None:
    heat = {"title": "sıcak su", "category": Category.ENERGY}
    index = room_of(knowledge, sand("w", 20_000, "MWh", **heat), sand("h1", 2, "MW", None, **heat))
    found = poured(index, "w")
    assert shares(found) == {"h1": (14_400.0, 14_400.0)}  # 2 MW × 7200 h
    assert found.shares[0].rough


def test_other_units_are_never_counted(knowledge: Knowledge) -> None:
    index = room_of(
        knowledge,
        sand("w", 200),
        sand("h1", 900, "adet"),
        sand("h2", 50, "t", ONCE),  # a heap that is there once is no yearly flow
        sand("h3", 50, "t", None),
        sand("h4", None),
        sand("h5", 40, "kamyon dolusu"),
        sand("h6", 12, "t", Period.ON_DEMAND),
        sand("h7", 10),
    )
    found = poured(index, "w")
    assert shares(found) == {"h7": (10.0, 10.0)}
    assert left_out(found) == {
        "h1": Why.OTHER_UNIT,
        "h2": Why.OTHER_TIME,
        "h3": Why.OTHER_TIME,
        "h4": Why.NO_AMOUNT,
        "h5": Why.UNCOUNTABLE,
        "h6": Why.UNCOUNTABLE,
    }
    assert found.missing.low == 190.0


@pytest.mark.parametrize("amount", ["0", "-5", "NaN", "Infinity", "1e12", "1e400"])
def test_absurd_amounts_fill_nothing(knowledge: Knowledge, amount: str) -> None:
    found = poured(room_of(knowledge, sand("w", 200), sand("h1", Decimal(amount)), sand("h2", 10)), "w")
    assert shares(found) == {"h2": (10.0, 10.0)}
    assert left_out(found) == {"h1": Why.UNCOUNTABLE}
    assert math.isfinite(found.missing.high)
    # … nor do they pull anything in when they are the centre
    turned = poured(room_of(knowledge, sand("w", Decimal(amount)), sand("h1", 10), sand("h2", 5)), "w")
    assert (turned.amount, turned.why) == (None, Why.UNCOUNTABLE)
    assert turned.total.low == 15.0
    assert turned.missing.high == turned.surplus.high == 0.0


def test_without_an_amount_the_offers_are_added_up_in_the_unit_of_the_best(knowledge: Knowledge) -> None:
    index = room_of(
        knowledge, sand("w", None), sand("h1", 900, "adet"), sand("h2", 30), sand("h3", 12), best=[("h2", "w")]
    )
    found = poured(index, "w")
    assert (found.amount, found.why, found.unit, found.flow) == (None, Why.NO_AMOUNT, "t", True)
    assert shares(found) == {"h2": (30.0, 30.0), "h3": (12.0, 12.0)}
    assert left_out(found) == {"h1": Why.OTHER_UNIT}


def test_volume_and_mass_come_together_only_over_a_density_and_as_a_range(knowledge: Knowledge) -> None:
    dense = with_density(knowledge, 1.25, 1.6)
    cards = [sand("w", 200), sand("h1", 100, "m3"), sand("h2", 50), sand("h3", 60)]
    found = poured(room_of(dense, *cards, best=[("h1", "w")]), "w")
    first, second, third = found.shares
    assert (first.whole, first.used) == ((125.0, 160.0), (125.0, 160.0))
    assert first.concepts == ("foundry_sand",)
    # at least 125 + 50: 25 missing, so h3 is needed; at most 160 + 50 fills it without h3
    assert second.used == (40.0, 50.0)
    assert third.used == (0.0, 25.0)
    assert found.missing == (0.0, 0.0)
    assert found.surplus == (35.0, 70.0)  # 125 + 110 − 200 … 160 + 110 − 200
    turned = poured(room_of(dense, sand("w", 200, "m3"), sand("h1", 100)), "w")
    assert turned.shares[0].whole == pytest.approx((62.5, 80.0))  # 100 t ÷ 1.6 … 100 t ÷ 1.25
    assert turned.missing == pytest.approx((120.0, 137.5))


def test_volume_and_mass_stay_apart_without_a_density(knowledge: Knowledge) -> None:
    unknown = {"title": "ıvır zıvır IĞDIR"}
    index = room_of(knowledge, sand("w", 200, **unknown), sand("h1", 100, "m3", **unknown), sand("h2", 9, **unknown))
    found = poured(index, "w")
    assert shares(found) == {"h2": (9.0, 9.0)}
    assert left_out(found) == {"h1": Why.OTHER_UNIT}


def test_a_cubic_metre_of_hot_air_is_none_of_hot_water(knowledge: Knowledge) -> None:
    heat = {"category": Category.ENERGY}
    index = room_of(
        knowledge,
        sand("w", 100, "m3", title="sıcak su", **heat),
        sand("h1", 9_000_000, "m3", title="sıcak hava", state="gas", **heat),
        sand("h2", 40, "m3", title="sıcak su", **heat),
    )
    found = poured(index, "w")
    assert shares(found) == {"h2": (40.0, 40.0)}
    assert left_out(found)["h1"] is Why.OTHER_UNIT


def test_a_cubic_metre_of_gas_is_none_of_a_liquid(knowledge: Knowledge) -> None:
    index = room_of(
        knowledge,
        sand("w", 100, "m3", category=Category.WATER),
        sand("h1", 40, "m3", category=Category.GAS),
        sand("h2", 30, "m3", category=Category.WATER),
    )
    found = poured(index, "w")
    assert shares(found) == {"h2": (30.0, 30.0)}
    assert left_out(found) == {"h1": Why.OTHER_UNIT}


def test_blocked_refused_and_own_cards_never_take_part(knowledge: Knowledge) -> None:
    index = room_of(
        knowledge,
        sand("w", 200, description="REÇİNE olmasın"),
        sand("h1", 90, title="reçineli atık döküm kumu"),
        sand("h2", 80),
        sand("h3", 70, firm="Işık w"),
        sand("h4", 60),
        wrong=[("h2", "w")],
    )
    found = poured(index, "w", first="h1")
    assert shares(found) == {"h4": (60.0, 60.0)}
    assert left_out(found) == {"h1": Why.BLOCKED}


def test_the_chosen_partner_comes_first_even_if_it_is_weak(knowledge: Knowledge) -> None:
    index = room_of(knowledge, sand("w", 50), sand("h1", 50), sand("h2", 30), best=[("h1", "w")])
    assert shares(poured(index, "w")) == {"h1": (50.0, 50.0)}
    assert shares(poured(index, "w", first="h2")) == {"h2": (30.0, 30.0), "h1": (50.0, 20.0)}
    strict = replace(index.profile, without_meaning=replace(index.weights, suggest=0.999999))
    index.profile = strict
    assert shares(poured(index, "w")) == {}
    assert shares(poured(index, "w", first="h2")) == {"h2": (30.0, 30.0)}


def test_a_number_with_two_readings_is_told(knowledge: Knowledge) -> None:
    found = poured(room_of(knowledge, sand("w", 50), sand("h1", "1.234", quantity_unconfirmed=True)), "w")
    assert [one.unconfirmed for one in found.shares] == [True]


def test_unknown_cards_and_lonely_ones(knowledge: Knowledge) -> None:
    index = room_of(knowledge, sand("w", 50))
    assert pool(index, CardId("nobody")) is None
    found = poured(index, "w")
    assert (found.shares, found.left_out, found.missing.low) == ((), (), 50.0)
