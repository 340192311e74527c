"""Copies of the sample that read like other firms' lists: other words around the thing, other amounts, other names."""

import random
from dataclasses import replace
from decimal import Decimal
from typing import Final

from app.records import Firm, ResourceCard

_QUALIFIERS: Final = (
    "ikinci kalite|kenar|seri sonu|yıkanmış|ince|iri|karışık|ayıklanmış|kuru|nemli|depoda bekleyen|taze|parça|dökme"
    "|ambalajlı|az kullanılmış|şeffaf|renkli|gri|kahverengi|siyah|mavi|yeşil|hafif|ağır|işlenmemiş|öğütülmüş|preslenmiş"
)
_PLACES: Final = (
    "kuzey hattı|güney hattı|eski fabrika|yeni tesis|ikinci hangar|arka saha|açık depo|kapalı depo|paketleme"
    "|kazan dairesi|boyahane|laboratuvar|sevkiyat|hammadde ambarı|arıtma|kesimhane"
)
_SYLLABLES: Final = "ka|de|mi|ro|su|lı|ğa|şe|tu|na|be|ci|yo|vı|gü|hö|za|fe|pi|ça"
QUALIFIERS: Final = tuple(_QUALIFIERS.split("|"))
PLACES: Final = tuple(_PLACES.split("|"))
SYLLABLES: Final = tuple(_SYLLABLES.split("|"))
_FACTORS: Final = tuple(Decimal(factor) for factor in ("0.2", "0.5", "0.8", "1.2", "1.5", "2", "3.5"))


def _made_up_word(dice: random.Random) -> str:
    """A word of three or four syllables that no dictionary has, as the names of products and machines."""
    return "".join(dice.choice(SYLLABLES) for _ in range(dice.choice((3, 4))))


def vary_firm(firm: Firm, copy: int, dice: random.Random) -> Firm:
    """The firm as it stands in copy 0, otherwise under a name of its own."""
    if copy == 0:
        return firm
    return replace(firm, name=f"{_made_up_word(dice).capitalize()} {firm.name}")


def vary_card(card: ResourceCard, copy: int, dice: random.Random) -> ResourceCard:
    """The card as it stands in copy 0, otherwise with other words and another amount; the thing itself stays."""
    if copy == 0:
        return card
    described = f"{card.description}, " if card.description else ""
    return replace(
        card,
        title=f"{dice.choice(QUALIFIERS)} {card.title}",
        description=f"{described}{dice.choice(PLACES)}, {_made_up_word(dice)} {dice.randrange(10, 1000)}",
        quantity=None if card.quantity is None else (card.quantity * dice.choice(_FACTORS)).normalize() + 0,
    )
