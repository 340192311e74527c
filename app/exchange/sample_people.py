"""Invented people and numbers for the sample: a phone range that nobody has, tax numbers that pass no check.

Everything follows from the `random.Random` that is handed in, so the same seed gives the same people.
"""

import random
from typing import Final, NamedTuple

from app.common.turkish import match_key

_FIRST_NAMES: Final = (
    "İlkay|Işıl|Çağrı|Şule|Gökçe|İdil|Ilgın|Oğuz|Ümit|Ayşegül|Uğur|Yiğit|Işık|İpek|Tuğçe|Doğan|Şirin|Çiğdem|Özgür|Göksu"
    "|Barış|Defne|Sıla|Iraz|İnci|Ferdağ|Kıvanç|Bengü|Tolga|Nisan|Poyraz|Lodos|Ege|Meriç|Çınar|Yağız|Ilgaz|Şafak|Güneş|Irmak"
)
_LAST_NAMES: Final = (
    "Çınaraltı|Işıldak|Dağyolu|İncegöl|Şimşekoba|Güneşlitepe|Yağmurca|Kırıkdeğirmen|İncirdalı|Söğütlüdere|Ağaçbeyi|Öğütçübaşı"
    "|Taşköprülüce|Zeytinlikıyı|Bağevi|Üzümlübağ|Pınargözü|Ilıcasu|Şenyayla|Çamlıbelen|Gümüşova|Karşıyakalı|Iğdeliköy"
    "|Kestaneliğim|Martıkaya|Denizaşan|Yelkenaçan|Limonluk|Kumruoba|Nergisli|Sakızoğul|Tuzgölü|İskeleönü|Narlıbahçe"
)
FIRST_NAMES: Final = tuple(_FIRST_NAMES.split("|"))
LAST_NAMES: Final = tuple(_LAST_NAMES.split("|"))


class Contact(NamedTuple):
    """What an invented person gives; phone and e-mail may be missing, as on real lists."""

    name: str
    phone: str | None
    email: str | None


def contact(dice: random.Random, number: int, firm_name: str) -> Contact:
    """A person of the firm. `number` makes the phone: +90 500 000 xx xx, a range that no operator gives out."""
    first, last = dice.choice(FIRST_NAMES), dice.choice(LAST_NAMES)
    tail = f"{number % 10_000:04d}"
    phone = f"+90 500 000 {tail[:2]} {tail[2:]}"
    email = f"{_plain(first)}.{_plain(last)}@{_plain(firm_name)}.example"
    return Contact(f"{first} {last}", phone if dice.random() < 0.9 else None, email if dice.random() < 0.8 else None)


def _plain(text: str) -> str:
    """Lower-case ASCII letters and digits with hyphens, as addresses are written."""
    return "-".join("".join(sign if sign.isalnum() and sign.isascii() else " " for sign in match_key(text)).split())


def tax_check_digit(nine: str) -> int:
    """The tenth digit of a Turkish tax number from the first nine."""
    total = 0
    for place, digit in enumerate(nine):
        shifted = (int(digit) + 9 - place) % 10
        weighted = shifted * 2 ** (9 - place) % 9
        total += 9 if shifted and not weighted else weighted
    return -total % 10


def invented_tax_number(dice: random.Random) -> str:
    """Ten digits, well formed, with a check digit that is wrong: it can belong to nobody."""
    nine = f"{dice.randrange(10**8, 10**9)}"
    return f"{nine}{(tax_check_digit(nine) + dice.randrange(1, 10)) % 10}"
