"""Who raised a hand for which card in the sample: firms that hold the other side of what sounds like the same thing.

Chosen by the rare words that a have and a want of the same kind share, which is how people in a room react to a card
that is read aloud; some of them are wrong, as in a room. It knows nothing of any judged pairs.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from app.common.turkish import match_key
from app.records import CardId, Category, Direction, FirmId, ResourceCard

_STEM: Final = 5  # letters: Turkish carries its endings behind that, "çamuru" and "çamurlu" meet
_COMMONEST: Final = 25  # a stem on more cards than this says nothing
_TITLE_WEIGHT: Final = 2.0
_FROM_WANTS: Final = 4  # of the pairs every fourth is a want for which somebody who has it raises the hand

Vector = Mapping[str, float]


def raised_hands(cards: Sequence[ResourceCard], wanted: int) -> list[tuple[CardId, FirmId]]:
    """At most `wanted` pairs (card, firm of another card that fits it), each once, in a fixed order."""
    chosen: dict[tuple[CardId, FirmId], None] = {}
    for place, (have, want) in enumerate(_pairs(cards)):
        if len(chosen) == wanted:
            break
        card, other = (want, have) if place % _FROM_WANTS == 0 else (have, want)
        chosen[card.id, other.firm_id] = None
    return list(chosen)


def _pairs(cards: Sequence[ResourceCard]) -> list[tuple[ResourceCard, ResourceCard]]:
    """Haves and wants of different firms and the same kind, most alike first (cosine of weighted stems)."""
    vectors = _vectors(cards)
    wants: dict[str, list[ResourceCard]] = defaultdict(list)
    for card in cards:
        if card.direction is Direction.WANT:
            for stem in vectors[card.id]:
                wants[stem].append(card)
    found: list[tuple[float, ResourceCard, ResourceCard]] = []
    for have in cards:
        if have.direction is Direction.HAVE:
            found.extend((-likeness, have, want) for want, likeness in _alike(have, wants, vectors))
    found.sort(key=lambda pair: (pair[0], pair[1].id, pair[2].id))
    return [(have, want) for _likeness, have, want in found]


def _alike(
    have: ResourceCard, wants: Mapping[str, Iterable[ResourceCard]], vectors: Mapping[CardId, Vector]
) -> list[tuple[ResourceCard, float]]:
    own = vectors[have.id]
    near = {want.id: want for stem in own for want in wants.get(stem, ())}
    return [
        (want, sum(weight * vectors[want.id].get(stem, 0.0) for stem, weight in own.items()))
        for want in near.values()
        if want.firm_id != have.firm_id and _kind(want) == _kind(have)
    ]


def _vectors(cards: Sequence[ResourceCard]) -> dict[CardId, Vector]:
    """Unit vectors of the rarer stems of each card, words of the title counting double."""
    stems = {card.id: (_stems(card.title), _stems(card.description or "")) for card in cards}
    spread: dict[str, int] = defaultdict(int)
    for title, description in stems.values():
        for stem in title | description:
            spread[stem] += 1
    vectors: dict[CardId, Vector] = {}
    for card_id, (title, description) in stems.items():
        weights = {
            stem: math.log(len(cards) / spread[stem]) * (_TITLE_WEIGHT if stem in title else 1.0)
            for stem in sorted(title | description)
            if spread[stem] <= _COMMONEST
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        vectors[card_id] = {stem: weight / length for stem, weight in weights.items()}
    return vectors


def _kind(card: ResourceCard) -> Category | None:
    return Category.MATERIAL if card.category is Category.BYPRODUCT_WASTE else card.category


def _stems(text: str) -> set[str]:
    letters = "".join(sign if sign.isalpha() else " " for sign in match_key(text))
    return {word[:_STEM] for word in letters.split() if len(word) >= _STEM - 1}
