"""From a workshop's records to an index."""

from __future__ import annotations

from collections.abc import Iterable

from app.common.garbage import uncollected
from app.knowledge import Knowledge
from app.matching.encoder import Encoder
from app.matching.index import MatchIndex, Vectors
from app.matching.profile import DEFAULT_PROFILE, Profile
from app.matching.reading import meaning_text
from app.records import Decision, Firm, Interest, ResourceCard


def build_index(
    cards: Iterable[ResourceCard],
    firms: Iterable[Firm],
    knowledge: Knowledge,
    profile: Profile = DEFAULT_PROFILE,
    feedback: Iterable[Decision | Interest] = (),
    *,
    encoder: Encoder | None = None,
    vectors: Vectors | None = None,
) -> MatchIndex:
    """An index of the cards.

    `vectors` holds float32 unit vectors of `meaning_text(card)` by card id, as `encoder` makes them; missing ones are
    computed. Without an encoder meaning is left out and the weights for that case hold, unless `vectors` has all cards.
    """
    listed, known = list(cards), dict(vectors or {})
    missing = [card for card in listed if card.id not in known]
    if encoder is not None:
        made = encoder.encode([meaning_text(card) for card in missing])
        known.update({card.id: row for card, row in zip(missing, made, strict=True)})
        width = encoder.encode([""]).shape[1]
    else:
        complete = bool(listed) and not missing
        width = len(next(iter(known.values()))) if complete else 0
    index = MatchIndex(knowledge, profile, feedback, encoder, width)
    with uncollected():
        for firm in firms:
            index.set_firm(firm)
        for card in listed:
            index.upsert(card, known.get(card.id) if width else None)
    return index
