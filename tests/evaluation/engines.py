"""The engine and its simple peers, each giving scores for pairs of a collection."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from app.knowledge import load
from app.matching import MatchIndex, build_index, load_encoder, meaning_text, run_matching
from app.matching.compare import FEATURES
from app.matching.score import breaks, logistic
from app.records import CardId, Direction
from tests.evaluation.collection import Collection
from tests.evaluation.pairs import Array
from tests.evaluation.peers import Meanings, Peer, TokenSets, bm25, character_tfidf
from tests.evaluation.split import Pair


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


def make_indexes(collection: Collection) -> dict[str, MatchIndex]:
    """The ways of running the engine that this machine allows, by name."""
    found = {"engine without meaning": make_index(collection, meaning=False)}
    if load_encoder() is not None:
        found["engine"] = make_index(collection, meaning=True)
    return found


@dataclass(frozen=True, slots=True)
class Indexed:
    """A collection and its index for each way of running the engine that this machine allows, by name."""

    collection: Collection
    indexes: dict[str, MatchIndex]


def index_collection(collection: Collection) -> Indexed:
    """A collection, ready to be measured."""
    return Indexed(collection, make_indexes(collection))


def engine_answer(index: MatchIndex, top: int) -> Answer:
    """What `sinerji match` would write."""
    matches = run_matching(index, top).matches
    return Answer(
        {(match.have_id, match.want_id): match.score for match in matches},
        {(match.have_id, match.want_id) for match in matches if match.suggested},
    )


def quick_answer(index: MatchIndex) -> Answer:
    """The log-odds of all candidates and what would be suggested, without explanations."""
    scores: dict[Pair, float] = {}
    shown: set[Pair] = set()
    for entry in index.entries(Direction.HAVE):
        ranking = index.rank(entry)
        have, entries = entry.reading.card.id, ranking.side.entries
        pairs = [(have, entries[row].reading.card.id) for row in ranking.rows]
        scores.update(zip(pairs, ranking.total.tolist(), strict=True))
        enough = logistic(ranking.total) >= index.weights.suggest
        shown.update(
            pairs[place]
            for place in np.flatnonzero(enough).tolist()
            if place not in ranking.blocks and not breaks(ranking.scored.signals[place].tolist(), index.weights)
        )
    return Answer(scores, shown)


def _from_features(index: MatchIndex, combine: Callable[[dict[str, Array]], Array]) -> Answer:
    scores: dict[Pair, float] = {}
    for entry in index.entries(Direction.HAVE):
        wants, features = index.features(entry)
        named = dict(zip(FEATURES, features.T, strict=True))
        pairs = ((entry.reading.card.id, want) for want in wants)
        scores.update(zip(pairs, combine(named).tolist(), strict=True))
    return Answer(scores)


def words_and_runs(index: MatchIndex) -> Answer:
    """Shared words and letter runs, no knowledge, no weights."""
    return _from_features(index, lambda found: found["words"] + found["fuzzy"])


def knowledge_alone(index: MatchIndex) -> Answer:
    """Concepts and conversions without the text."""
    return _from_features(index, lambda found: np.maximum(found["concept"], found["conversion"]))


def plain_peers(collection: Collection) -> dict[str, Answer]:
    """What others would build: word and letter engines, the encoder, and the sum of the two best kinds."""
    sides = {
        direction: {card.id: meaning_text(card) for card in collection.cards if card.direction is direction}
        for direction in Direction
    }
    wants = list(sides[Direction.WANT].values())
    letters = character_tfidf(wants)
    peers: dict[str, Peer] = {
        "RapidFuzz token sets": TokenSets(wants),
        "BM25 on stems": bm25(wants),
        "character TF-IDF": letters,
    }
    if (encoder := load_encoder()) is not None:
        peers["encoder alone"] = Meanings(encoder.encode(wants), encoder)
    answers = {name: _ask(peer, sides) for name, peer in peers.items()}
    if "encoder alone" in answers:
        near, alike = answers["encoder alone"].scores, answers["character TF-IDF"].scores
        answers["encoder + TF-IDF"] = Answer({pair: near[pair] + alike[pair] for pair in near})
    return answers


def _ask(peer: Peer, sides: Mapping[Direction, Mapping[CardId, str]]) -> Answer:
    scores: dict[Pair, float] = {}
    for have, text in sides[Direction.HAVE].items():
        pairs = ((have, want) for want in sides[Direction.WANT])
        scores.update(zip(pairs, peer.scores(text).tolist(), strict=True))
    return Answer(scores)


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
