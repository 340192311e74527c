"""A process of its own that measures suggestions among so many cards: `python -m benchmarks._suggesting CARDS`.

Prints one JSON object: seconds for each call, by engine, seconds to build the index and the memory that it takes.
Memory can only be told apart in a process that does nothing else.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np

from app.knowledge import load
from app.matching import Encoder, MatchIndex, build_index, load_encoder, meaning_text
from app.matching.index import Vectors
from app.records import CardId, Direction, FirmId, ResourceCard
from tests.evaluation.collection import Collection, read_collection
from tests.evaluation.peers import Meanings, Peer, Summed, TokenSets, best, bm25, character_tfidf

BEST = 8
# Calls measured among at most so many cards; beyond, a third of them.
TYPED, MANY = 150, 20_000
Call = Callable[[ResourceCard], object]


def main(count: int) -> None:
    """Measure among `count` cards; the sample itself where it has as many."""
    collection, encoder, knowledge = read_collection(), load_encoder(), load()
    own = count == len(collection.cards)
    cards = collection.cards if own else list(make_crowd(collection, count))
    vectors = None if encoder is None else vectors_of(cards, collection, encoder)
    # What the knowledge builds once, on its first card, is no cost of the cards.
    build_index(collection.cards[:50], collection.firms, knowledge)
    gc.collect()
    before, start = resident_mb(), time.perf_counter()
    index = build_index(cards, collection.firms, knowledge, encoder=encoder, vectors=vectors)
    built = time.perf_counter() - start
    gc.collect()
    after = resident_mb()
    calls: dict[str, Call] = {"ours": lambda card: index.suggest(card, BEST)}
    calls |= peers_of(cards, vectors, encoder)
    drafts = list(make_crowd(collection, TYPED if count <= MANY else TYPED // 3, seed=99))
    seconds = {name: [timed(call, draft) for draft in drafts] for name, call in calls.items()}
    # Other cards: those of above are warm.
    fresh = make_crowd(collection, len(drafts), seed=98)
    seconds["saved"] = [timed(lambda card: save(index, card), draft) for draft in fresh]
    grown = None if before is None or after is None else after - before
    print(json.dumps({"seconds": seconds, "built": built, "mb": grown, "meaning": encoder is not None}))


def peers_of(cards: list[ResourceCard], vectors: Vectors | None, encoder: Encoder | None) -> dict[str, Call]:
    """Each peer as a call that gives the best few cards of the other direction."""
    sides = {way: [card for card in cards if card.direction is way] for way in Direction}
    texts = {way: [meaning_text(card) for card in side] for way, side in sides.items()}
    sets = {way: TokenSets(side) for way, side in texts.items()}
    letters: dict[Direction, Peer] = {way: character_tfidf(side) for way, side in texts.items()}
    words: dict[Direction, Peer] = {way: bm25(side) for way, side in texts.items()}
    calls: dict[str, Call] = {
        "RapidFuzz process.extract": lambda card: sets[card.direction.other].extract(meaning_text(card), BEST),
        "character TF-IDF": _first(letters),
        "BM25 on stems": _first(words),
    }
    if encoder is not None and vectors is not None:
        near: dict[Direction, Peer] = {
            way: Meanings(np.stack([vectors[card.id] for card in side]), encoder) for way, side in sides.items()
        }
        calls["encoder alone"] = _first(near)
        calls["encoder + TF-IDF"] = _first({way: Summed(near[way], letters[way]) for way in Direction})
    return calls


def _first(peers: dict[Direction, Peer]) -> Call:
    return lambda card: best(peers[card.direction.other].scores(meaning_text(card)), BEST)


def vectors_of(cards: list[ResourceCard], collection: Collection, encoder: Encoder) -> Vectors:
    """The sample's own vectors for the sample's cards; for invented ones vectors near them: encoding a hundred thousand
    texts would take minutes, and only the products are measured."""
    made = encoder.encode([meaning_text(card) for card in collection.cards])
    if cards is collection.cards:
        return {card.id: row for card, row in zip(cards, made, strict=True)}
    chance = np.random.default_rng(7)
    near = made[chance.integers(len(made), size=len(cards))]
    near += chance.standard_normal(near.shape, np.float32) * np.float32(0.02)
    near /= np.linalg.norm(near, axis=1, keepdims=True)
    return {card.id: row for card, row in zip(cards, near, strict=True)}


def save(index: MatchIndex, card: ResourceCard) -> None:
    """Take in a card, look for its partners, and take it out again."""
    index.upsert(card)
    index.suggest(card, BEST)
    index.remove(card.id)


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


def timed(call: Call, card: ResourceCard) -> float:
    """The seconds that one call takes."""
    start = time.perf_counter()
    call(card)
    return time.perf_counter() - start


def resident_mb() -> float | None:
    """The memory that this process holds now, in MB; None on a system that does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return None
    line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main(int(sys.argv[1]))
