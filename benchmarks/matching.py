"""The engine's speed beside plain peers: the whole sample, and suggestions while typing among more and more cards."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process

from app.common.turkish import match_key
from app.knowledge import load
from app.matching import Encoder, build_index, load_encoder, meaning_text, run_matching
from app.matching.index import Vectors
from app.records import Direction, ResourceCard
from benchmarks.row import LONG, Row, percentile
from tests.evaluation.collection import Collection, read_collection
from tests.evaluation.peers import character_tfidf

SAMPLE, SMALL, CROWD, LARGE = 637, 1_000, 10_000, 100_000
# Milliseconds for suggesting, and for taking in a card and suggesting, up to CROWD cards.
TYPING, SAVING = 30.0, 50.0
# Seconds for building the sample's index and matching it, by the number of partners explained; MB for LARGE cards.
MATCHING = {10: 0.5, 50: 1.0}
HOLDING = 1000.0
# How much more than in proportion a larger room may take: less of it fits into the caches.
NEARLY = 1.25
Measured = Mapping[str, Any]


def rows() -> list[Row]:
    """Full match of the sample, suggestions among 637, 10,000 and (`--long`) 100,000 cards, memory and growth."""
    collection = read_collection()
    found = full_match(collection, load_encoder())
    sizes = [SAMPLE, SMALL, CROWD, *([LARGE] if os.environ.get(LONG) else [])]
    measured = {size: measure(size) for size in sizes}
    for size in sizes:
        if size != SMALL:
            found += suggesting(size, measured[size])
    for size in sizes:
        found += holding(size, measured[size])
    for small, large in pairwise(sizes[1:]):
        found += growing(small, large, measured)
    return found


def full_match(collection: Collection, encoder: Encoder | None) -> list[Row]:
    """All 400 × 237 pairs scored and the best explained, vectors at hand for everybody, as after a start."""
    knowledge = load()
    vectors: Vectors | None = None
    if encoder is not None:
        made = encoder.encode([meaning_text(card) for card in collection.cards])
        vectors = {card.id: row for card, row in zip(collection.cards, made, strict=True)}
    meaning = "with meaning" if encoder else "without meaning"

    def whole(top: int) -> int:
        index = build_index(collection.cards, collection.firms, knowledge, vectors=vectors)
        return run_matching(index, top).compared

    compared = whole(1)
    found = []
    for top, target in MATCHING.items():
        ours = _best_of_three(lambda: whole(top))  # noqa: B023 - called at once
        conditions = (
            f"build, match {compared:,} pairs, explain best {top} of each, {meaning}, vectors cached, best of 3"
        )
        for name, peer in (("RapidFuzz cdist + encoder", ratios), ("character TF-IDF + encoder", letters)):
            found.append(
                Row(
                    name="full match of the sample",
                    n=len(collection.cards),
                    conditions=conditions,
                    unit="s",
                    ours=ours,
                    peer=_best_of_three(lambda: plain_peer(collection, vectors, peer)),  # noqa: B023 - called at once
                    peer_name=name,
                    target=target,
                )
            )
    return found


def ratios(haves: list[str], wants: list[str]) -> np.ndarray[Any, np.dtype[np.float32]]:
    """Token set ratios of all pairs, on one thread like everybody here."""
    keys = [[match_key(text) for text in side] for side in (haves, wants)]
    found = process.cdist(keys[0], keys[1], scorer=fuzz.token_set_ratio, dtype=np.float32)
    return np.asarray(found, np.float32) / np.float32(100.0)


def letters(haves: list[str], wants: list[str]) -> np.ndarray[Any, np.dtype[np.float32]]:
    """Cosines of runs of characters of all pairs."""
    side = character_tfidf(wants)
    return np.stack([side.scores(text) for text in haves])


def plain_peer(
    collection: Collection,
    vectors: Vectors | None,
    alike: Callable[[list[str], list[str]], np.ndarray[Any, np.dtype[np.float32]]],
) -> int:
    """What one writes in an afternoon: likeness of all texts plus cosines, no reasons."""
    haves = [card for card in collection.cards if card.direction is Direction.HAVE]
    wants = [card for card in collection.cards if card.direction is Direction.WANT]
    scores = alike([meaning_text(card) for card in haves], [meaning_text(card) for card in wants])
    if vectors is not None:
        scores = scores + _stacked(haves, vectors) @ _stacked(wants, vectors).T
    return int(np.argsort(-scores, axis=1)[:, :10].size)


def _stacked(cards: list[ResourceCard], vectors: Vectors) -> np.ndarray[Any, np.dtype[np.float32]]:
    return np.stack([vectors[card.id] for card in cards])


def measure(size: int) -> Measured:
    """Run `benchmarks._suggesting` in a process of its own."""
    command = [sys.executable, "-m", "benchmarks._suggesting", str(size)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found: Measured = json.loads(told.splitlines()[-1])
    return found


def suggesting(size: int, measured: Measured) -> list[Row]:
    """Suggestions for unsaved text beside each peer, and taking in a saved card."""
    meaning = "one text encoded" if measured["meaning"] else "without meaning"
    calls = len(measured["seconds"]["ours"])
    conditions = f"{meaning}, best 8 explained, p95 of {calls}"
    found = [
        Row(
            "suggest while typing",
            size,
            f"{conditions}; peer: best 8, no reasons",
            "ms",
            p95(measured, "ours"),
            p95(measured, peer),
            peer,
            target=None if size > CROWD else TYPING,
        )
        for peer in measured["seconds"]
        if peer not in ("ours", "saved")
    ]
    target = None if size > CROWD else SAVING
    found.append(Row("take in a card and suggest", size, conditions, "ms", p95(measured, "saved"), target=target))
    return found


def holding(size: int, measured: Measured) -> list[Row]:
    """Time and memory of the index itself."""
    conditions = "knowledge, texts and vectors at hand"
    found = [Row("build the index", size, conditions, "s", measured["built"])]
    if measured["mb"] is not None:
        target = HOLDING if size == LARGE else None
        told = f"growth of the process; {conditions}"
        found.append(Row("memory of the index", size, told, "MB", measured["mb"], target=target))
    return found


def growing(small: int, large: int, measured: Mapping[int, Measured]) -> list[Row]:
    """How many times as much a room takes that is so many times as large; hardly more than that many times."""
    times, first, second = NEARLY * large / small, measured[small], measured[large]
    conditions = f"{small:,} → {large:,} cards"
    found = [
        Row(
            "growth of suggesting",
            large,
            f"{conditions}, p95",
            "×",
            p95(second, "ours") / p95(first, "ours"),
            p95(second, "RapidFuzz process.extract") / p95(first, "RapidFuzz process.extract"),
            "RapidFuzz process.extract",
            target=times,
        ),
        Row("growth of building", large, conditions, "×", second["built"] / first["built"], target=times),
    ]
    if first["mb"] and second["mb"]:
        found.append(Row("growth of memory", large, conditions, "×", second["mb"] / first["mb"], target=times))
    return found


def p95(measured: Measured, engine: str) -> float:
    """Milliseconds that 19 of 20 calls do not exceed."""
    return 1000 * percentile(measured["seconds"][engine], 0.95)


def _best_of_three(work: Callable[[], object]) -> float:
    found = []
    for _ in range(3):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return min(found)
