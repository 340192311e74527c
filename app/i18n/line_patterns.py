"""The words and patterns by which an amount is found in a folded line (`LineText.key`)."""

import re
from typing import Final

NUMBER_WORDS: Final = {
    "yarim": "0,5",
    "bir": "1",
    "iki": "2",
    "uc": "3",
    "dort": "4",
    "bes": "5",
    "yedi": "7",
    "sekiz": "8",
    "dokuz": "9",
    "on": "10",
    "yirmi": "20",
    "otuz": "30",
    "elli": "50",
    "yuz": "100",
    "bin": "1000",
}


def _any(*groups: str) -> str:
    return "|".join(groups)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NUMBER: Final = r"(?:[0-9]{1,3}(?: [0-9]{3})+(?:,[0-9]+)?(?![0-9])|[0-9]+(?:[.,][0-9]+)*)"
_ABOUT: Final = _any(
    r"yaklasik(?: olarak)?|ortalama|ort\.?|takriben|kabaca|toplam(?:da)?|asagi yukari",
    r"en az|en cok|en fazla|min\.?|max\.?|maks\.?|about|around|approx\.?|~|±|>|<",
    r"bir (?:kez|kere|defa)|bir",
)
_ADVERBS: Final = _any(
    r"yil(?:da|lik)|sene(?:de|lik)|ay(?:da|lik)|hafta(?:da|lik)|gun(?:de|luk)|saat(?:te|lik)",
    r"sezon(?:da|luk)|mevsimlik|donem(?:de|lik)|her (?:yil|sene|ay|hafta|gun|saat)",
    r"annual(?:ly)?|yearly|monthly|weekly|daily|hourly|tek sefer(?:lik)?",
)

# A number or a range, or a number word; not the tail of a code, a date, a time or "80x120".
AMOUNT: Final = re.compile(
    r"(?<![\w./×*^°'’:])(?<![\d\s],)(?<!^,)(?<!\w[-–])(?<![x×*] )"
    rf"(?:(?P<low>{_NUMBER})(?: ?(?:-|–|ila|ile) ?(?P<high>{_NUMBER}))?|(?P<word>{_any(*NUMBER_WORDS)})(?= ))"
    r"(?P<half> bucuk)?(?: ?(?P<times>bin|milyon|thousand|million)\b)?"
    r"(?![\d.,]*\d| ?[x×*:] ?\d)"
)
WORD: Final = re.compile(r" ?([^\W\d_][\w^]*)(?:([ -])([^\W\d_]\w*))?")
PERCENT: Final = re.compile(r"(?:%|yuzde) ?$")
# "2 ayda bir": the period is not one month. A figure of more digits, or with a sign or letter, counts no months.
AFTER_COUNT: Final = re.compile(r"(?:^|[\s;(]|(?<!\d),)\d{1,2}\s?$")

# "ayda yaklaşık " in front of the number, "kadar" behind the unit, "/ay", "a week", "aylık" behind that.
BEFORE: Final = re.compile(rf"(?:^|(?<=[^\w'’]))(?:(?P<period>{_ADVERBS}),? )?(?P<about>(?:(?:{_ABOUT}) ?)*)$")
TAIL: Final = re.compile(r" (?:kadar|civari(?:nda)?|arasi(?:nda)?|dolayinda|ortalama|yaklasik|max|min)\b")
RATE: Final = re.compile(
    rf" ?/ ?(?:1 ?)?(?P<slash>[a-z][a-z0-9]*)\b| (?:per|a|each|every) ([a-z]+)\b| ({_ADVERBS})\b(?! bir\b| ?~?\d)"
)
UNKNOWN_RATE: Final = re.compile(r" ?(?P<unit>(?:[^\W\d_]\w*[ -]){0,2}[^\W\d_]\w*)? ?/ ?(?P<period>[a-z]+)\b")
SIZE_SUFFIX: Final = re.compile(r"['’ ]?l[iu]k\b")
LAST_WORD: Final = re.compile(r"([^\W\d_]\w*)[\s,(]*$")
SIZE_WORD: Final = re.compile(r"l[iu]k$")

CLAUSE_PERIOD: Final = re.compile(
    r"(?<![\w'’])(?:(?P<period>yilda|senede|ayda|haftada|gunde|saatte)(?: bir(?: kez| kere| defa)?)?"
    r"(?! (?:iki|uc|dort|bes|\d+) (?:kez|kere|defa)\b)|(?P<each>her (?:yil|sene|ay|hafta|gun)))\b"
)
LINE_PERIOD: Final = re.compile(
    r"(?<!\w)(?:(?P<once>tek sefer(?:lik)?|bir (?:defa|sefer|kere)lik|one[- ]off)"
    r"|talebe bagli|talep (?:oldukca|uzerine)|ihtiyac oldukca|gerektikce|on demand)\b"
)

# Behind "25 kg" or "10 ton" these make it the size of a thing, not an amount.
SIZED: Final = _words(
    "cuval torba bidon varil ibc big bigbag fici kova teneke kutu paket sise vinc kantar kazan tank tanki tanker silo"
    " pres forklift kamyon arac tartim kapasiteli hacimli hacminde tonajli"
)
# In front of "200 lt" these make it their size, in front of "450 ton" their force.
VESSELS: Final = _words("varil varili fici bidon kova sise kavanoz dolap teneke kutu kap kaplar tup ibc bigbag")
MACHINES: Final = _words(
    "makina makinasi makine makinesi pres presi vinc vinci kantar kantari forklift lift kazan kazani"
)
MEASURED: Final = _words(
    "boy boyu boyunda boylar boylarda en eni eninde genislik genisliginde yukseklik yuksekliginde derinlik derinliginde"
    " cap capinda uzunluk uzunlugunda kalinlik kalinliginda mesafe mesafede uzakta"
)
# What stands behind a number without making it an amount, even where a period is near.
NO_UNIT: Final = _words(
    "c f k derece santigrad mm cm dm km mikron micron um nm bar mbar ph v volt a amper ma hz rpm devir ppm ppb mesh dpi"
    " inc inch db be bome bx brix mg ug hp tl try lira usd euro eur dolar w watt den dtex ne gsm yil yillik ay aylik"
    " hafta haftalik gunluk saatlik yasinda faz eksen kat kalite sinif renk numara no beden model seri el kanal katman"
    " ve veya ile x"
)
