"""Amounts side by side."""

import pytest

from app.i18n import translator
from app.i18n.balance_words import word_balance

TR, EN = translator("tr"), translator("en")


def amounts(have, want, **given):
    told = {"have": have, "have_unit": "t", "low": have, "high": have, "want": want, "unit": "t", "yearly": True}
    return {**told, "rough": False, "of": "same", **given}


@pytest.mark.parametrize(
    ("params", "said"),
    [
        (amounts(900.0, 30000.0), "verilen 900 t/yıl, aranan 30.000 t/yıl: karşılanan %3"),
        (amounts(100.0, 30000.0), "verilen 100 t/yıl, aranan 30.000 t/yıl: %1'den azı karşılanır"),
        (amounts(30.0, 20.0), "verilen 30 t/yıl, aranan 20 t/yıl: yeterli"),
        (amounts(90.0, 20.0), "verilen 90 t/yıl, aranan 20 t/yıl: arananın birkaç katı"),
        (amounts(10.0, 9.0, low=8.0, high=12.0), "verilen 10 t/yıl, aranan 9 t/yıl: aşağı yukarı aranan kadar"),
        (amounts(5.0, 9.0, of="other"), "verilen 5 t/yıl, aranan 9 t/yıl"),
        (amounts(5.0, 9.0, of="converted"), "verilen 5 t/yıl, aranan 9 t/yıl; dönüşümün verimi sorulmalı"),
        ({}, ""),
    ],
)
def test_how_far_one_covers_the_other(params, said):
    assert word_balance(params, TR) == said


def test_heat_stays_heat_whatever_it_goes_through():
    heat = amounts(50.0, 100.0, have_unit="MWh", unit="MWh", of="converted")
    assert word_balance(heat, EN) == "offered 50 MWh/year, wanted 100 MWh/year: covers 50% of it"


def test_what_is_assumed_is_told():
    wet = amounts(60.0, 120.0, have_unit="m3", low=54.0, high=66.0, density=[0.9, 1.1], rough=True)
    assert word_balance(wet, TR) == (
        "verilen 60 m³/yıl, aranan 120 t/yıl: karşılanan %45–55 (varsayım: 0,9–1,1 t/m³, yılda 300 iş günü)"
    )
    assert "varsayım" not in word_balance({**wet, "of": "other"}, TR)
