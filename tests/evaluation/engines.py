"""The engine and its simple peers, each giving scores for pairs of a collection."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from app.knowledge import load
from app.matching import MatchIndex, build_index, load_encoder, meaning_text, run_matching
from app.matching.compare import FEATURES
from app.records import Direction
from tests.evaluation.collection import Collection, Pair
from tests.evaluation.fit import Array


@dataclass(frozen=True, slots=True)
class Answer:
    """Scores of pairs, higher = better, and the pairs shown by default (None: the peer does not say)."""

    scores: dict[Pair, float]
    shown: set[Pair] | None = None


def make_index(collection: Collection, *, meaning: bool) -> MatchIndex:
    """The collection indexed, with or without sentence vectors."""
    encoder = load_encoder() if meaning else None
    if meaning and encoder is None:
        raise RuntimeError(load_encoder.reason)
    return build_index(collection.cards, collection.firms, load(), encoder=encoder)


def engine_answer(index: MatchIndex, top: int) -> Answer:
    """What `sinerji match` would write."""
    matches = run_matching(index, top).matches
    return Answer(
        {(match.have_id, match.want_id): match.score for match in matches},
        {(match.have_id, match.want_id) for match in matches if match.suggested},
    )


def _from_features(collection: Collection, combine: Callable[[dict[str, Array]], Array]) -> Answer:
    index = make_index(collection, meaning=False)
    scores: dict[Pair, float] = {}
    for entry in index.entries(Direction.HAVE):
        wants, features = index.features(entry)
        named = dict(zip(FEATURES, features.T, strict=True))
        pairs = ((entry.reading.card.id, want) for want in wants)
        scores.update(zip(pairs, combine(named).tolist(), strict=True))
    return Answer(scores)


def words_and_runs(collection: Collection) -> Answer:
    """Shared words and letter runs, no knowledge, no weights."""
    return _from_features(collection, lambda found: found["words"] + found["fuzzy"])


def knowledge_alone(collection: Collection) -> Answer:
    """Concepts and conversions without the text."""
    return _from_features(collection, lambda found: np.maximum(found["concept"], found["conversion"]))


def meaning_alone(collection: Collection) -> Answer | None:
    """The encoder alone; None where it cannot be loaded."""
    encoder = load_encoder()
    if encoder is None:
        return None
    vectors = dict(
        zip(
            (card.id for card in collection.cards),
            encoder.encode([meaning_text(card) for card in collection.cards]),
            strict=True,
        )
    )
    haves, wants = collection.ids(Direction.HAVE), collection.ids(Direction.WANT)
    near = np.stack([vectors[have] for have in haves]) @ np.stack([vectors[want] for want in wants]).T
    return Answer({(have, want): float(near[i, j]) for i, have in enumerate(haves) for j, want in enumerate(wants)})


def popularity(collection: Collection) -> Answer:
    """Whoever takes many things takes this too: each card ranked by how many good partners it has, whatever it is.

    It is allowed to look at the judgements; an engine that cannot beat it knows nothing of the pair at hand.
    """
    liked: dict[str, int] = {}
    for pair, grade in collection.relevance.items():
        for card in pair:
            liked[card] = liked.get(card, 0) + (grade > 0)
    haves, wants = collection.ids(Direction.HAVE), collection.ids(Direction.WANT)
    return Answer({(have, want): float(liked.get(have, 0) + liked.get(want, 0)) for have in haves for want in wants})
