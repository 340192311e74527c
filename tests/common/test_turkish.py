"""Turkish text: shown, compared, sorted, stored."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.common.turkish import clean_text, match_key, sort_key, turkish_lower

TURKISH = "abcçdefgğhıijklmnoöprsştuüvyzABCÇDEFGĞHIİJKLMNOÖPRSŞTUÜVYZ "


def upper_case(text: str) -> str:
    """Capitals as a Turkish keyboard gives them."""
    return text.replace("i", "İ").replace("ı", "I").upper()


@pytest.mark.parametrize(
    ("upper", "lower"), [("İZMİR", "izmir"), ("IŞIK", "ışık"), ("ÇÖĞÜŞ", "çöğüş"), ("ATIK ISI", "atık ısı"), ("", "")]
)
def test_case_for_display(upper: str, lower: str) -> None:
    assert turkish_lower(upper) == lower
    assert upper_case(lower) == upper


@given(st.text(TURKISH))
def test_case_there_and_back(text: str) -> None:
    lower = turkish_lower(text)
    assert turkish_lower(upper_case(lower)) == lower
    assert len(lower) == len(text)


@pytest.mark.parametrize(
    "texts",
    [
        ("ATIK ISI", "atık ısı", "Atik isi", "atık  ısı ", "ATİK İSİ"),
        ("İSTANBUL", "istanbul", "İstanbul", "ISTANBUL", "i\u0307stanbul"),
        ("Kırıkkale", "KIRIKKALE", "kirikkale"),
        ("m³", "M3", "m3"),
        ("ﬁre", "FİRE"),
        ("çöğüş", "COGUS"),
        ("kâğıt", "kağıt", "KAGIT"),
        ("a\u00a0b", "a\tb", "A B"),
    ],
)
def test_what_meets_when_compared(texts: tuple[str, ...]) -> None:
    assert len({match_key(text) for text in texts}) == 1


def test_what_stays_apart_when_compared() -> None:
    assert match_key("kül") != match_key("kol")
    assert match_key("cam 1") != match_key("cam 2")


@given(st.text())
def test_the_key_of_a_key_is_itself(text: str) -> None:
    key = match_key(text)
    assert match_key(key) == key
    assert key == key.strip()


@given(st.text(TURKISH), st.sampled_from([turkish_lower, upper_case, str.lower, str.upper]))
def test_case_never_matters_to_the_key(text: str, recase) -> None:  # type: ignore[no-untyped-def]
    assert match_key(recase(text)) == match_key(text)


def test_the_order_of_the_alphabet() -> None:
    words = [
        "zeytin",
        "şeker",
        "su",
        "ıslak",
        "incir",
        "çamur",
        "cam",
        "ögütme",
        "oda",
        "ürün",
        "un",
        "ğ",
        "g",
        "İzmir",
    ]
    assert sorted(words, key=sort_key) == [
        *("cam", "çamur", "g", "ğ", "ıslak", "incir", "İzmir", "oda", "ögütme", "su", "şeker", "un", "ürün", "zeytin")
    ]


@pytest.mark.parametrize(
    "ordered",
    [
        ("Masa 2", "Masa 10", "Masa 100"),
        ("kum", "kum 1", "kum a"),
        ("a1", "a01b", "a2"),
        ("", "1", "a"),
        ("kağıt", "kâğıt b"),
    ],
)
def test_numbers_by_value_and_short_before_long(ordered: tuple[str, ...]) -> None:
    assert sorted(set(ordered), key=sort_key) == list(ordered)


@given(st.text())
def test_any_text_can_be_ordered(text: str) -> None:
    assert sort_key(text).isascii()
    assert sort_key(text) == sort_key(unicodedata.normalize("NFC", text))


@given(st.text(TURKISH))
def test_order_ignores_case(text: str) -> None:
    assert sort_key(upper_case(text)) == sort_key(turkish_lower(text))


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  kırık cam \n", "kırık cam"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\x00b\x07c\u200bd\ufeff", "abcd"),
        ("I\u0307zmir", "İzmir"),
        ("I\u200b\u0307zmir", "İzmir"),
        ("satır\x0bsonu", "satır\nsonu"),
        ("yarım\ud800", "yarım"),
        ("👩\u200d🏭", "👩\u200d🏭"),
        ("sekme\tkalır", "sekme\tkalır"),
    ],
)
def test_what_is_stored(typed: str, stored: str) -> None:
    assert clean_text(typed) == stored


@given(st.text(st.characters()))
def test_stored_text_is_clean_and_stays_so(text: str) -> None:
    stored = clean_text(text)
    assert clean_text(stored) == stored
    assert not {unicodedata.category(letter) for letter in stored} & {"Cs", "Co", "Cn"}
    assert "\x00" not in stored
    assert stored.encode("utf-8").decode("utf-8") == stored
