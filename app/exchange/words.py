"""Words that stand in the cells of a list: yes and no, have and want, categories, and how our own files write them.

Labels are English source strings; the export writes their translation, the import reads both languages, the code
values and the further spellings (`match_key` form).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache, lru_cache
from typing import Final, TypeVar

from app.common.turkish import match_key
from app.i18n import translator
from app.i18n.labels import LABELS
from app.records import (
    Audience,
    Category,
    Direction,
    PlatformConsent,
)

Code = TypeVar("Code", bound=StrEnum)

_SPELLINGS: Final[Mapping[StrEnum, str]] = {
    Direction.HAVE: "h|v|var|have|has|offer|offers|veren|verecek|verir|verme|vermek|vermek isteyen|verebilir|arz"
    "|sunulan|fazla|var (arz)|supply|kaynak|satilik|fazlamiz var",
    Direction.WANT: "i|w|ihtiyac|want|wants|need|needs|alan|alacak|alma|almak|almak isteyen|talep|aranan|araniyor"
    "|istiyor|ihtiyac (talep)|demand|yok|lazim|gerek|aliriz|ihtiyacimiz var",
    Category.MATERIAL: "hammadde|ham madde|girdi|raw material|urun|product",
    Category.BYPRODUCT_WASTE: "atik|yan urun|atik/yan urun|atik / yan urun|yan urun/atik|yan urun / atik|byproduct"
    "|by-product|waste|by-product/waste|hurda|artik",
    Category.ENERGY: "isi|elektrik|atik isi|buhar|heat|power|electricity",
    Category.WATER: "atiksu|atik su|su/atiksu|wastewater",
    Category.GAS: "gazlar|gases",
    Category.LOGISTICS: "nakliye|tasima|depolama|ulasim|transport",
    Category.SPACE: "depo|arazi|yer|bina|alan/varlik|mekan|space/asset|land",
    Category.CAPACITY_EQUIPMENT: "ekipman|kapasite|makine|ekipman/kapasite|ekipman / kapasite|kapasite/ekipman"
    "|equipment|capacity|machine|capacity/equipment|equipment/capacity",
    Category.EXPERTISE_SERVICE: "uzmanlik|hizmet|danismanlik|uzmanlik/hizmet|uzmanlik / hizmet|bilgi|expertise|service"
    "|services|expertise/service|know-how|egitim",
    Category.PEOPLE: "personel|is gucu|isgucu|insan kaynagi|kisi|staff|labour|labor",
    Audience.ORGANISER: "organizator|sadece organizator|duzenleyen|yalniz duzenleyen|sadece duzenleyen|gizli"
    "|kolaylastirici|private",
    Audience.ROOM: "salon|oda",
    Audience.PARTICIPANTS: "katilimci",
    Audience.PUBLIC: "herkes|acik|herkese acik|anonim",
    PlatformConsent.NOTHING: "yok|hayir|hicbiri|none|no",
    PlatformConsent.CARDS: "kart|evet|yes|sadece kartlar",
    PlatformConsent.CARDS_AND_PEOPLE: "hepsi|kartlar ve katilimcilar|all",
}

_YES: Final = "|yes|y|e|evet|var|x|✓|✔|1|true|dogru|onayli|onayladi|verdi|onay verdi|tehlikeli|+|ok|tamam|"
_NO: Final = (
    "|no|n|h|hayir|yok|0|false|yanlis|onaysiz|vermedi|onay vermedi|tehlikesiz|degil|tehlikeli degil|red|reddetti|"
)
_UNSAID: Final = "|-|--|–|—|?|??|n/a|na|belirsiz|bilinmiyor|bilmiyor|unknown|sorulacak|.|...|"


@lru_cache(maxsize=4096)
def is_unsaid(text: str) -> bool:
    """Whether a cell is filled only to say that nothing is known: "-", "?", "belirsiz" …"""
    return len(text) < 15 and f"|{match_key(text)}|" in _UNSAID


@lru_cache(maxsize=4096)
def read_yes_no(text: str) -> bool | None:
    """Evet/hayır, var/yok, E/H, x …; `None` where the word is none of them."""
    key = f"|{match_key(text).strip(' .!')}|"
    return True if key in _YES else False if key in _NO else None


@cache
def _readings(kind: type[Code]) -> Mapping[str, Code]:
    found: dict[str, Code] = {}
    for code in kind:
        label = LABELS[code]
        for word in (code.value, label, translator("tr")(label)):
            found.setdefault(match_key(word), code)
    for code in kind:
        for word in _SPELLINGS.get(code, "").split("|"):
            found.setdefault(word, code)
    return found


@lru_cache(maxsize=4096)
def read_code(kind: type[Code], text: str) -> Code | None:
    """The value of a vocabulary that a word stands for in Turkish or English; `None` where it is unknown."""
    return _readings(kind).get(match_key(text).strip(" ."))
