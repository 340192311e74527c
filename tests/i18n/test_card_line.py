"""One line as people type it in a workshop, and what is understood from it."""

import csv
import time
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.common.resources import resource_path
from app.i18n.card_line import understand
from app.i18n.formats import format_quantity
from app.i18n.units import UNITS, find_period, find_unit
from app.records import Period


def reading(line: str) -> tuple[str, str | None]:
    """Title and amount of a line, the amount as the Turkish window shows it."""
    line_read = understand(line)
    return line_read.title, format_quantity(line_read.quantity, line_read.unit, line_read.period, "tr")


@pytest.mark.parametrize(
    ("line", "title", "amount"),
    [
        ("atık döküm kumu yılda 6000 ton, yaş kum", "atık döküm kumu", "6.000 t/yıl"),
        ("haftada 2 ton PE fire, temiz", "PE fire", "2 t/hafta"),
        ("haftada 2 ton", "", "2 t/hafta"),
        ("12,5 t/yıl", "", "12,5 t/yıl"),
        ("20 big bag/ay", "big bag", "20 big bag/ay"),
        ("ayda 300 PALET", "PALET", "300 palet/ay"),
        ("5 işçi", "5 işçi", None),
        ("haftada iki kez 10 ton hurda", "haftada iki kez hurda", "10 t"),
        ("bin ton cüruf", "cüruf", "1.000 t"),
        ("ayda 3 tanker melas", "melas", "3 tanker/ay"),
        ("3 m³/saat", "", "3 m³/saat"),
        ("ayda 400 kg ÇAPAK", "ÇAPAK", "400 kg/ay"),
        ("günde 3 palet karton", "karton", "3 palet/gün"),
        ("200 m3/gün su", "su", "200 m³/gün"),
        ("SOĞUTMA SUYU 200 M3/GÜN", "SOĞUTMA SUYU", "200 m³/gün"),
        ("uçucu kül 50 bin ton", "uçucu kül", "50.000 t"),
        ("ayda yaklaşık 3,5 tn posa", "posa", "3,5 t/ay"),
        ("ayda ~ 2 TON atık ISI", "atık ISI", "2 t/ay"),
        ("kum 6000 ton yıllık", "kum", "6.000 t/yıl"),
        ("kum her ay 40 ton kadar", "kum", "40 t/ay"),
        ("20 ton hurda haftada", "hurda", "20 t/hafta"),
        ("ayda bir 20 ton çamur", "çamur", "20 t/ay"),
        ("2 ayda bir 20 ton çamur", "2 ayda bir çamur", "20 t"),
        ("tek seferlik 40 ton sökülmüş beton", "sökülmüş beton", "40 t (tek sefer)"),
        ("big bag 300 adet talebe bağlı", "big bag", "300 adet (talebe bağlı)"),
        ("hurda (2 ton/ay)", "hurda", "2 t/ay"),
        ("yaprak + ince dal (zeytin), 40 ton", "yaprak + ince dal (zeytin)", "40 t"),
        ("elma,2 ton", "elma", "2 t"),
        ("200 ton/ay, kum", "kum", "200 t/ay"),
        ("buhar 6 t/h yaz", "buhar yaz", "6 t/saat"),
        ("peletleme hattı, 3 t/sa", "peletleme hattı", "3 t/saat"),
        ("yarım ton bakır", "bakır", "0,5 t"),
        ("iki buçuk ton talaş", "talaş", "2,5 t"),
        ("FABRIKA CATISI 4200 M2 BOS", "FABRIKA CATISI BOS", "4.200 m²"),
        ("300 m2'lik depo", "depo", "300 m²"),
        ("haftada 2 gün boş kamyon", "boş kamyon", "2 gün/hafta"),
        ("yıllık 3000 saat CNC", "CNC", "3.000 saat/yıl"),
        ("6 kişi söküm ekibi", "söküm ekibi", "6 kişi"),
        ("atık ısı, min 2 MW", "atık ısı", "2 MW"),
        ("kablo 500 m", "kablo", "500 m"),
        ("20 tons per week scrap", "scrap", "20 t/hafta"),
        ("2 t a week PE film", "PE film", "2 t/hafta"),
        ("ahşap sandık, 40 adet (120 kg)", "ahşap sandık", "40 adet"),
        ("80x120 palet ayda 2500 adet", "80x120 palet", "2.500 adet/ay"),
        ("1000 lt IBC 40 adet", "1000 lt IBC", "40 adet"),
        ("günde 1 234,5 kg toz", "toz", "1.234,5 kg/gün"),
        ("ayda 400", "", "400/ay"),
        ("bakır granül %99,7 ayda 35ton", "bakır granül %99,7", "35 t/ay"),
        ("fıçı 200-220 lt yılda 1500adet", "fıçı 200-220 lt", "1.500 adet/yıl"),
        ("HPLC haftada 3 gün boş, günde 30 numune", "HPLC haftada 3 gün boş", "30 numune/gün"),
        ("Alüm. talaş 3 ton", "Alüm. talaş", "3 t"),
    ],
)
def test_title_and_amount(line: str, title: str, amount: str | None) -> None:
    assert reading(line) == (title, amount)


@pytest.mark.parametrize(
    "line",
    [
        "max 3 km",
        "55 C su",
        "pirina nem %45-50",
        "yüzde 20 nemli talaş",
        "çekirdek 2-4 mm",
        "10 tonluk kazan yatıyor",
        "20-50 tonluk tank",
        "10 t lik vinç",
        "5 ton vinç",
        "boş enjeksiyon makinası 450 ton",
        "120x80 palet",
        "25 kg çuval çimento",
        "boş varil 200 lt",
        "5 lt'lik bidon",
        "kalori 3800 kcal/kg",
        "ATY 4500 kcal",
        "keçe 600-1000 gr/m2",
        "direk 8-11 m boylar",
        "24 saat çalışan kompresör",
        "500 TL/ton bedel",
        "2024 model kompresör",
        "7075/6082 talaş",
        "C/N 12 olan yığın",
        "2 x 1.2 MW motor",
        "0 ton",
        "analiz 21.11.2026",
        "bir palet",
        "servis 08-16 vardiyası",
        "lowbed 80 m'ye kadar",
        "-5 C soğuk oda",
        ".5 ton",
        "boru Ø300 120 m",
    ],
)
def test_not_every_number_is_an_amount(line: str) -> None:
    assert understand(line).quantity is None
    assert understand(line).title == line


@pytest.mark.parametrize(
    ("line", "title", "unit", "period"),
    [
        ("5 fıçıcık/ay", "", "fıçıcık", Period.MONTH),
        ("ayda 5 FIÇICIK zeytin", "zeytin", "FIÇICIK", Period.MONTH),
        ("eski fıçı, 30 fıçıcık", "eski fıçı", "fıçıcık", None),
        ("5 küçük fıçıcık / hafta", "", "küçük fıçıcık", Period.WEEK),
    ],
)
def test_an_unknown_unit_is_kept_as_typed_and_flagged(line: str, title: str, unit: str, period: Period | None) -> None:
    line_read = understand(line)
    assert (line_read.title, line_read.unit, line_read.unit_known, line_read.period) == (title, unit, False, period)


def test_a_word_that_is_all_there_is_to_name_the_thing_is_no_unit() -> None:
    line_read = understand("aylık 400 ambalaj")
    assert (line_read.title, line_read.quantity, line_read.unit) == ("ambalaj", 400, None)


def test_a_range_keeps_both_ends_and_counts_the_lower() -> None:
    line_read = understand("150-200 ton/ay kül")
    assert (line_read.quantity, line_read.upper, line_read.unit) == (150, 200, "t")
    thousands = understand("kül 5-10 bin ton")
    assert (thousands.quantity, thousands.upper) == (5_000, 10_000)


def test_a_number_with_two_readings_is_turkish_first_unless_the_window_is_english() -> None:
    line_read = understand("1.234 ton hurda")
    assert (line_read.quantity, line_read.other_quantity) == (1234, Decimal("1.234"))
    english = understand("1.234 ton hurda", "en")
    assert (english.quantity, english.other_quantity) == (Decimal("1.234"), 1234)
    assert understand("1.234,5 ton hurda").other_quantity is None


def test_the_period_makes_the_amount_when_several_numbers_stand_there() -> None:
    assert reading("boş tank 50 m3, çamur 3 ton/ay")[1] == "3 t/ay"
    assert reading("20 ton/ay talaş 5 ton/ay toz")[1] == "20 t/ay"


def test_facts_beside_title_and_amount() -> None:
    line_read = understand("ATIK KUM yılda 6000 ton, yaş, elekten geçmiş toz, analiz raporu var, PVC ve cam içermeyen")
    assert line_read.description == "yaş, elekten geçmiş toz, analiz raporu var, PVC ve cam içermeyen"
    assert line_read.state == "toz"
    assert line_read.condition == "yaş, elekten geçmiş"
    assert line_read.documents == ("analiz raporu",)
    assert line_read.exclusions == ("PVC ve cam",)
    assert line_read.hazardous is None


@pytest.mark.parametrize(
    ("line", "hazardous"),
    [
        ("tehlikeli boya çamuru", True),
        ("boya çamuru 08 01 13*", True),
        ("TEHLİKESİZ çamur", False),
        ("tehlikeli değil", False),
        ("çamur", None),
    ],
)
def test_hazard_only_where_it_is_said(line: str, hazardous: bool | None) -> None:
    assert understand(line).hazardous is hazardous


@pytest.mark.parametrize(
    ("line", "exclusions"),
    [
        ("sert plastik, PVC içermeyen", ("PVC",)),
        ("hurda, beyaz eşya hariç", ("beyaz eşya",)),
        ("temiz karton PVC hariç", ("PVC",)),
        ("yakıt; dal/yonga ve prina istemiyoruz", ("dal/yonga ve prina",)),
        ("scrap without PVC", ("PVC",)),
        ("asbestos-free panel", ("asbestos",)),
        ("buhar, kazan almak istemiyoruz", ()),
    ],
)
def test_exclusions(line: str, exclusions: tuple[str, ...]) -> None:
    assert understand(line).exclusions == exclusions


@pytest.mark.parametrize(
    ("line", "state", "condition", "documents"),
    [
        ("kuru üzüm çöpü", None, None, ()),
        ("hurda, temiz değil", None, None, ()),
        ("BACA GAZI", "gaz", None, ()),
        ("ARITMA ÇAMURU", "çamur", None, ()),
        ("süt tozu yerine ucuz bişey", None, None, ()),
        ("fine powder, dry", "powder", "dry", ()),
        ("gaz verimi yüksek girdi", None, None, ()),
        ("analiz raporu yok", None, None, ()),
        ("çatı, statik raporu var", None, None, ("statik raporu",)),
        ("enerji tasarruf raporu", None, None, ()),
        ("palet, 2. el, temiz", None, "2. el, temiz", ()),
    ],
)
def test_states_and_papers_only_where_they_are_said(
    line: str, state: str | None, condition: str | None, documents: tuple[str, ...]
) -> None:
    line_read = understand(line)
    assert (line_read.state, line_read.condition, line_read.documents) == (state, condition, documents)


def test_spans_point_at_what_was_typed() -> None:
    line = "atık döküm kumu yılda 6000 ton, yaş kum, analiz raporu var, PVC içermeyen"
    marked = [(span.kind, line[span.start : span.end]) for span in understand(line).spans]
    assert marked == [
        ("title", "atık döküm kumu"),
        ("quantity", "yılda 6000 ton"),
        ("state", "yaş"),
        ("document", "analiz raporu var"),
        ("exclusion", "PVC içermeyen"),
    ]


def test_spans_hold_for_letters_typed_as_base_and_mark() -> None:
    line = unicodedata.normalize("NFD", "çöp ışık günde 3 TON, yaş İŞ")
    line_read = understand(line)
    assert line_read.title == "çöp ışık"
    marked = [unicodedata.normalize("NFC", line[span.start : span.end]) for span in line_read.spans]
    assert marked == ["çöp ışık", "günde 3 TON", "yaş"]


ALPHABET = "abcçğıİIiöşüABC 0123456789.,;%/-()'x*²³½\u0307\n\t"
PIECES = st.sampled_from(
    [
        "ton",
        "TON",
        "m³",
        "big bag",
        "fıçıcık",
        "/ay",
        "haftada",
        "yılda",
        "12,5",
        "1.234",
        "150-200",
        "%45",
        "hariç",
        "içermeyen",
        "analiz raporu var",
        "yaş",
        "İzmir",
        "ISI",
        ",",
        ";",
        "(",
        ")",
        "bin",
        "buçuk",
        "'lık",
        "x80",
        "08 01 13*",
    ]
)


@given(st.one_of(st.text(max_size=120), st.text(ALPHABET, max_size=120), st.lists(PIECES, max_size=14).map(" ".join)))
@example("\u0307 ton")
@example("9" * 4000)
@example("(" * 200 + "5 ton")
def test_never_raises_and_spans_stay_in_the_line_apart(line: str) -> None:
    line_read = understand(line)
    end = 0
    for span in line_read.spans:
        assert end <= span.start < span.end <= len(line)
        end = span.end
    assert line_read.quantity is None or line_read.quantity > 0
    assert line_read.unit_known or line_read.unit


@given(
    st.decimals(min_value=Decimal("0.01"), max_value=10**7, places=2),
    st.sampled_from(sorted(set(UNITS) - {"min", "h", "day", "shift"})),
    st.sampled_from([Period.HOUR, Period.DAY, Period.WEEK, Period.MONTH, Period.YEAR, Period.SEASON]),
    st.sampled_from(["çelik talaşı {}", "{} çelik talaşı", "çelik talaşı, {}"]),
)
def test_what_we_write_we_understand(quantity: Decimal, code: str, period: Period, frame: str) -> None:
    written = format_quantity(quantity, code, period, "tr")
    assert written is not None
    line_read = understand(frame.format(written))
    assert quantity in (line_read.quantity, line_read.other_quantity)
    assert (line_read.title, line_read.unit, line_read.period) == ("çelik talaşı", code, period)


PERIOD_WORDS = {"yıl": "yılda", "ay": "ayda", "gün": "günde", "hafta": "haftada"}
FRAMES = {
    "behind the title": "{title} {quantity} {unit}/{period}, {description}",
    "in front": "{often} {quantity} {unit} {title}, {description}",
    "at the end": "{title}, {description}, {often} {quantity} {unit}",
    "glued": "{title} {often} {quantity}{unit}, {description}",
}


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
def test_amounts_between_the_numbers_of_real_cards(frame: str) -> None:
    """The 283 cards of the sample with amount and period, written as a line: the other numbers must not distract."""
    right = total = 0
    with resource_path("sample", "izmir", "cards.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["quantity"] and row["period"] in PERIOD_WORDS:
                typed = row["quantity"].replace(".", ",")
                line_read = understand(frame.format(**{**row, "often": PERIOD_WORDS[row["period"]], "quantity": typed}))
                wanted = find_unit(row["unit"])
                expected = (
                    Decimal(row["quantity"]),
                    wanted.code if wanted else row["unit"],
                    find_period(row["period"]),
                )
                total += 1
                right += (line_read.quantity, line_read.unit, line_read.period) == expected
    assert total == 283
    assert right / total >= 0.98


@pytest.mark.parametrize(
    "piece",
    [
        "haftada 2 ton PE fire (temiz), PVC içermeyen 5 fıçıcık ",
        "bir ",
        "1 234 ",
        "a ve ",
        "a b-",
        "-",
        "/",
        "(",
        "1.",
        "5 x ",
    ],
)
def test_a_pasted_page_does_not_hold_up_the_form(piece: str) -> None:
    """Guards against patterns that backtrack: a page takes some hundredths of a second at most."""
    start = time.process_time()
    understand(piece * (20_000 // len(piece)))
    assert time.process_time() - start < 1
