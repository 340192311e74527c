"""Months read from texts: ranges, with the endings of Turkish, and what is no month."""

import pytest

from app.knowledge.months import read_months


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("depo boş NİSAN-AĞUSTOS", {4, 5, 6, 7, 8}),
        ("depo bos nisan-agustos", {4, 5, 6, 7, 8}),
        ("kasım-şubat çıkıyor", {11, 12, 1, 2}),
        ("hasat sonrası kasımdan temmuza kadar boş", {11, 12, 1, 2, 3, 4, 5, 6, 7}),
        ("eylülden aralığa", {9, 10, 11, 12}),
        ("haziran, temmuz", {6, 7}),
        ("ekim ayı ile aralık ayı arası", {10, 11, 12}),
        ("October to March", {10, 11, 12, 1, 2, 3}),
        ("temmuz-eylül ve kasım-aralık", {7, 8, 9, 11, 12}),
        ("yazın fazla", {6, 7, 8}),
        ("KIŞIN boşta", {12, 1, 2}),
    ],
)
def test_months(text: str, months: set[int]) -> None:
    assert read_months(text) == months


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ocak cürufu",
        "ocak pasası, mart sonrası",
        "Mart'a kadar rapor",
        "ekimde boşa çıkıyor",
        "martı-nisanlı",
        "kampanya ekim-nisan, kalan aylar yedek",
        "mayıs kokulu temmuz",
        "ocak ve kazan, aralıksız",
        "ay - ay - ay",
        "\ud800 ocak-",
        "-" * 5_000,
        "ocak " * 3_000,
    ],
)
def test_what_names_no_range_of_months(text: str) -> None:
    assert read_months(text) == frozenset()
