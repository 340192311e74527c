"""Suggested pairs that nobody has judged, as a file for whoever judges them next."""

import csv
from pathlib import Path

from tests.evaluation.collection import Collection
from tests.evaluation.engines import Answer

UNJUDGED = Path(__file__).parent / "unjudged.csv"
COLUMNS = ("have_id", "want_id", "score", "have_title", "want_title")


def write_unjudged(answer: Answer, collection: Collection, path: Path = UNJUDGED) -> int:
    """Write the pairs, best first, ties by ids; the count of them."""
    pairs = [pair for pair in answer.shown or () if pair not in collection.relevance]
    pairs.sort(key=lambda pair: (-answer.scores[pair], pair))
    titles: dict[str, str] = {card.id: card.title for card in collection.cards}
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(COLUMNS)
        for have, want in pairs:
            writer.writerow((have, want, f"{answer.scores[have, want]:.4f}", titles[have], titles[want]))
    return len(pairs)
