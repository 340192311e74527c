"""Limits read from texts: what is one, what is none, and that nothing pasted makes the reader stumble."""

import time

import pytest

from app.knowledge.limits import Limit, read_conditions


def limit(name: str, comparator: str, low: float | None, high: float | None, unit: str = "%") -> Limit:
    return Limit(name, comparator, low, high, unit)


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("nem max %15", [limit("moisture", "at_most", None, 15)]),
        ("NEM MAX %15", [limit("moisture", "at_most", None, 15)]),
        ("max. nem oranı: %15", [limit("moisture", "at_most", None, 15)]),
        ("nem (max %15)", [limit("moisture", "at_most", None, 15)]),
        ("Cl < %1", [limit("chlorine", "at_most", None, 1)]),
        ("%0,5 altı klor", [limit("chlorine", "at_most", None, 0.5)]),
        ("min 60 ppm", [limit("", "at_least", 60, None, "ppm")]),
        (">4000 kcal", [limit("calorific_value", "at_least", 4000, None, "kcal/kg")]),
        ("min 4.000 kcal/kg", [limit("calorific_value", "at_least", 4000, None, "kcal/kg")]),
        ("min 4 bin kcal", [limit("calorific_value", "at_least", 4000, None, "kcal/kg")]),
        ("0-5 mm", [limit("grain_size", "between", 0, 5, "mm")]),
        ("0,5–2 mm", [limit("grain_size", "between", 0.5, 2, "mm")]),
        ("sac 2-3 mm kalınlık", [limit("thickness", "between", 2, 3, "mm")]),
        ("en az 20 ton", [limit("quantity", "at_least", 20, None, "t")]),
        ("en az 20 ton kül", [limit("quantity", "at_least", 20, None, "t")]),
        ("min 5 t/gün", [limit("quantity", "at_least", 5, None, "t/day")]),
        ("80 derece üstü", [limit("temperature", "at_least", 80, None, "°C")]),
        ("80'in üstünde derece", []),
        ("-18 derece altı", [limit("temperature", "at_most", None, -18, "°C")]),
        ("pH 6 ile 9 arası", [limit("ph", "between", 6, 9, "")]),
        ("nem %45-50", [limit("moisture", "between", 45, 50)]),
        (
            "nem %15 altı, kül en az %10 ve klor max %1",
            [
                limit("moisture", "at_most", None, 15),
                limit("ash", "at_least", 10, None),
                limit("chlorine", "at_most", None, 1),
            ],
        ),
        ("nem %15 kül %10 max", [limit("ash", "at_most", None, 10)]),
        (
            "min 10 max 20 mm",
            [limit("grain_size", "at_least", 10, None, "mm"), limit("grain_size", "at_most", None, 20, "mm")],
        ),
        ("15 kg çuval min 20 ton", [limit("quantity", "at_least", 20, None, "t")]),
    ],
)
def test_limits(text, limits):
    assert list(read_conditions(text).limits) == limits


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nem düşük olsun",
        "nem %15",
        "150-200 t/yıl",
        "120x80 palet",
        "C45 çelik max",
        "haftada 3 gün",
        "300-400 TL",
        "palet altı 20 kg",
        "EN 15359 RDF",
        "12.05.2026",
        "max 3",
        "en az iki firma",
    ],
)
def test_texts_without_limits(text):
    assert read_conditions(text).limits == ()


@pytest.mark.parametrize(
    "text",
    [
        "<" * 5_000,
        "max " * 2_000 + "5 %",
        "9" * 5_000,
        "1-" * 3_000,
        "%% 5 %%",
        "١٢ max ٣ mm",
        "½ max",
        "\ud800 max 5 mm",
    ],
)
def test_whatever_is_pasted_is_read(text):
    assert isinstance(read_conditions(text).limits, tuple)
    assert isinstance(read_conditions(text).values, tuple)


def test_a_text_is_read_in_a_fifth_of_a_millisecond():
    text = "nem max %15, kül < %10, klor %0,5 altı, 10-30 mm, min 3500 kcal/kg, Menemen'e 40 km, haftada 20 ton"
    read_conditions(text)
    begun = time.process_time()
    for _ in range(200):
        read_conditions(text)
    assert (time.process_time() - begun) / 200 < 0.001  # 0.2 ms on a laptop; several times that on a loaded machine


def value(name: str, low: float | None, high: float | None, unit: str = "%") -> Limit:
    return Limit(name, "is", low, high, unit)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("nem %12", [value("moisture", 12, 12)]),
        ("NEM ORANI: %12", [value("moisture", 12, 12)]),
        ("%78 nem, silo altı", [value("moisture", 78, 78)]),
        ("Cl %0,3", [value("chlorine", 0.3, 0.3)]),
        ("pH 12 civarı", [value("ph", 12, 12, "")]),
        ("pH 12+", [value("ph", 12, None, "")]),
        ("~4000 kcal", [value("calorific_value", 4000, 4000, "kcal/kg")]),
        ("kalori 3800 ama klor 1,4", [value("calorific_value", 3800, 3800, ""), value("chlorine", 1.4, 1.4, "")]),
        ("Zn %22-26 Pb %2 , big bag", [value("zinc", 22, 26), value("lead", 2, 2)]),
        ("ISIL DEĞER 15000 kJ/kg", [value("calorific_value", 15000, 15000, "kJ/kg")]),
        ("bakır ~%45", [value("copper", 45, 45)]),
        ("elekten geçmiş, -2mm", [value("grain_size", None, 2, "mm")]),
        ("%98+ saflık", [value("purity", 98, None)]),
        ("pH 8 kül %5", [value("ph", 8, 8, ""), value("ash", 5, 5)]),
        ("220C", [value("temperature", 220, 220, "°C")]),
        ("K2O ~%8", [value("potash", 8, 8)]),
        ("su bazlı hattan, %95 su, akrilik", [value("moisture", 95, 95)]),
        ("kromlu arıtma çamuru %70 su", [value("moisture", 70, 70)]),
        ("peynir suyu %6 kuru madde", [value("dry_matter", 6, 6)]),
    ],
)
def test_values(text: str, values: list[Limit]) -> None:
    assert list(read_conditions(text).values) == values


@pytest.mark.parametrize(
    "text",
    [
        "",
        "20 ton",
        "çinko 5 ton",
        "150-200 t/yıl",
        "EN 12457",
        "TS EN 1008",
        "en 12457-4",
        "ISO 9001",
        "304 kalite",
        "PN16",
        "DN300 boru",
        "C45, 4140",
        "S235-S355",
        "alüminyum 6082",
        "bakır 2024",
        "kül 2026 analizi",
        "tel 0532 123 45 67",
        "3 km uzakta",
        "nem max %15",
        "klor < 1",
        "krom geri kazanım ünitesi, %40 dolu",
        "krom hattının kapasitesi %40",
        "boy 2",
        "fazla sıcak su 75-80",
        "1 ton/ay",
    ],
)
def test_texts_without_values(text: str) -> None:
    assert read_conditions(text).values == ()


def test_water_is_an_ingredient_where_its_share_is_told() -> None:
    assert read_conditions("su <%30. klorlu OLMAZ").limits == (limit("moisture", "at_most", None, 30),)
    assert read_conditions("su max 40 derece").limits == (limit("temperature", "at_most", None, 40, "°C"),)


def test_a_range_is_a_limit_and_a_value() -> None:
    both = read_conditions("nem %45-50")
    assert both.limits == (limit("moisture", "between", 45, 50),)
    assert both.values == (value("moisture", 45, 50),)
