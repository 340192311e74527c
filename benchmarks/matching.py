"""The engine's speed: the whole sample beside a plain peer, and suggestions while typing among ten thousand cards."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np
from rapidfuzz import fuzz, process

from app.common.turkish import match_key
from app.knowledge import load
from app.matching import Encoder, MatchIndex, build_index, load_encoder, meaning_text, run_matching
from app.records import CardId, Direction, FirmId, ResourceCard
from benchmarks.row import Row, percentile
from tests.evaluation.collection import Collection, read_collection

CROWD = 10_000
TYPED = 200


def rows() -> list[Row]:
    """Full match of the sample (two depths), suggestion and update among 10,000 cards."""
    collection = read_collection()
    encoder = load_encoder()
    found = full_match(collection, encoder)
    return found + crowded(collection, encoder)


def full_match(collection: Collection, encoder: Encoder | None) -> list[Row]:
    """All 400 × 237 pairs scored and the best explained, vectors at hand, as after a start of the program."""
    knowledge = load()
    texts = [meaning_text(card) for card in collection.cards]
    made = encoder.encode(texts) if encoder else None
    vectors = None if made is None else {card.id: row for card, row in zip(collection.cards, made, strict=True)}
    meaning = "with meaning" if encoder else "without meaning"

    def whole(top: int) -> int:
        index = build_index(collection.cards, collection.firms, knowledge, vectors=vectors)
        return run_matching(index, top).compared

    compared = whole(1)
    found = []
    for top in (10, 50):
        runs = [_seconds(lambda: whole(top)) for _ in range(3)]  # noqa: B023 - called at once
        conditions = (
            f"build, match {compared:,} pairs, explain best {top} of each, {meaning}, vectors cached, best of 3"
        )
        found.append(
            Row(
                name="full match of the sample",
                n=len(collection.cards),
                conditions=conditions,
                unit="s",
                ours=min(runs),
                peer=_seconds(lambda: plain_peer(collection, encoder)),
                peer_name="RapidFuzz cdist + encoder",
                target=1.2,
            )
        )
    return found


def plain_peer(collection: Collection, encoder: Encoder | None) -> int:
    """What one writes in an afternoon: token set ratios of all pairs plus cosines, no reasons."""
    haves = [card for card in collection.cards if card.direction is Direction.HAVE]
    wants = [card for card in collection.cards if card.direction is Direction.WANT]
    keys = [[match_key(meaning_text(card)) for card in side] for side in (haves, wants)]
    scores = process.cdist(keys[0], keys[1], scorer=fuzz.token_set_ratio, dtype=np.float32) / 100.0
    if encoder is not None:
        first, second = (encoder.encode([meaning_text(card) for card in side]) for side in (haves, wants))
        scores = scores + first @ second.T
    return int(np.argsort(-scores, axis=1)[:, :10].size)


def crowded(collection: Collection, encoder: Encoder | None) -> list[Row]:
    """Suggestions for unsaved text, and taking in a saved card, in an index of 10,000 cards."""
    knowledge = load()
    crowd = list(make_crowd(collection, CROWD))
    noise = np.random.default_rng(7)
    vectors = None
    if encoder is not None:
        # Only the time of the products counts here; real vectors of 10,000 texts would take a minute to make.
        made = noise.standard_normal((len(crowd), 512)).astype(np.float32)
        made /= np.linalg.norm(made, axis=1, keepdims=True)
        vectors = {card.id: row for card, row in zip(crowd, made, strict=True)}
    index = build_index(crowd, collection.firms, knowledge, encoder=encoder, vectors=vectors)
    conditions = "one text encoded, best 8 explained, p95" if encoder else "without meaning, best 8 explained, p95"
    drafts = list(make_crowd(collection, TYPED, seed=99))
    typed = [_seconds(lambda card=draft: index.suggest(card, 8)) for draft in drafts]  # type: ignore[misc]
    saved = [_seconds(lambda card=draft: _save(index, card)) for draft in drafts]  # type: ignore[misc]
    return [
        Row("suggest while typing", CROWD, conditions, "ms", 1000 * percentile(typed, 0.95), target=30.0),
        Row("take in a card and suggest", CROWD, conditions, "ms", 1000 * percentile(saved, 0.95), target=50.0),
    ]


def _save(index: MatchIndex, card: ResourceCard) -> None:
    index.upsert(card)
    index.suggest(card, 8)


def make_crowd(collection: Collection, count: int, seed: int = 1) -> Iterable[ResourceCard]:
    """Cards that differ from one another: the title of one sample card with words of the description of another."""
    chance = np.random.default_rng(seed)
    cards, firms = collection.cards, collection.firms
    for number in range(count):
        card, other = cards[int(chance.integers(len(cards)))], cards[int(chance.integers(len(cards)))]
        words = f"{card.description or ''} {other.title}".split()
        chance.shuffle(words)
        yield replace(
            card,
            id=CardId(f"{seed}-{number:06d}"),
            firm_id=FirmId(firms[int(chance.integers(len(firms)))].id),
            title=f"{card.title} {number}",
            description=" ".join(words),
        )


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
