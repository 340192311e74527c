"""Measure the engine on the judged collection, or fit its weights.

python -m tests.evaluation                 the figures, each way of running the engine and the peers
python -m tests.evaluation --compare       and what has become better or worse since the committed baseline
python -m tests.evaluation --save          write the baseline anew
python -m tests.evaluation fit             weights for app/matching/profile.py, with five-fold figures
"""

import argparse
import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from app.matching.compare import FEATURES
from tests.evaluation.collection import IZMIR, Collection, read_collection
from tests.evaluation.engines import (
    Answer,
    engine_answer,
    knowledge_alone,
    make_index,
    meaning_alone,
    popularity,
    words_and_runs,
)
from tests.evaluation.fit import best_threshold, fit_weights, gather_pairs
from tests.evaluation.measures import rank_figures, shown_figures

BASELINE = Path(__file__).parent / "baseline.json"
# A change of a figure below this is noise of rounding, not news.
NOTICED = 0.0005


def measure(collection: Collection, top: int) -> dict[str, dict[str, float]]:
    """All figures by engine."""
    answers = {
        "popularity": popularity(collection),
        "meaning alone": meaning_alone(collection),
        "words and letter runs": words_and_runs(collection),
        "knowledge alone": knowledge_alone(collection),
        "engine without meaning": engine_answer(make_index(collection, meaning=False), top),
        "engine": engine_answer(make_index(collection, meaning=True), top),
    }
    return {name: _figures(answer, collection) for name, answer in answers.items() if answer is not None}


def _figures(answer: Answer, collection: Collection) -> dict[str, float]:
    row = rank_figures(answer.scores, collection.relevance).as_row()
    row.pop("cards")
    if answer.shown is not None:
        shown = shown_figures(answer.shown, collection.relevance, collection.traps)
        row |= {
            "suggested": float(shown.suggested),
            "precision": shown.precision,
            "recall": shown.recall,
            "recall_strong": shown.recall_strong,
            "f1": shown.f1,
            "traps": float(shown.traps),
        }
    return {name: round(value, 4) for name, value in row.items()}


def report(figures: Mapping[str, Mapping[str, float]]) -> None:
    """Print the figures as a table, one engine a line."""
    names = list(dict.fromkeys(name for row in figures.values() for name in row))
    print(" " * 24 + "".join(f"{name:>14}" for name in names))
    for engine, row in figures.items():
        cells = "".join(f"{row[name]:>14.4g}" if name in row else " " * 14 for name in names)
        print(f"{engine:24}{cells}")


def compare(figures: Mapping[str, Mapping[str, float]], before: Mapping[str, Mapping[str, float]]) -> bool:
    """Print what has changed since the baseline; False where the engine's ranking has become worse."""
    for engine, row in figures.items():
        for name, value in row.items():
            old = before.get(engine, {}).get(name)
            if old is not None and abs(value - old) > NOTICED:
                print(f"{engine}: {name} {old:.4f} → {value:.4f}")
    return figures["engine"]["ndcg@10"] >= before["engine"]["ndcg@10"] - NOTICED


def print_fit(collection: Collection) -> None:
    """Print weights, ready to be pasted into the profile."""
    positive = sum(grade > 0 for grade in collection.relevance.values())
    for meaning in (True, False):
        data = gather_pairs(make_index(collection, meaning=meaning), collection)
        use = tuple(name for name in FEATURES if meaning or name != "meaning")
        fit = fit_weights(data, collection, use)
        threshold, f1 = best_threshold(fit.unseen, data, positive)
        print(
            f"# {'with' if meaning else 'without'} meaning; wants it has not seen: nDCG@10 {fit.figures.ndcg:.4f}, ",
            end="",
        )
        print(f"recall@10 {fit.figures.recall:.4f}, F1 {f1:.4f} from a score of {1 / (1 + np.exp(-threshold)):.3f}")
        print(f"base={fit.base:.2f},")
        for name, weight in zip(FEATURES, fit.weights, strict=True):
            if name in use:
                print(f'    "{name}": {weight:.2f},')


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="?", choices=("measure", "fit"), default="measure")
    parser.add_argument("--folder", type=Path, default=IZMIR, help="a collection in the columns of izmir/")
    parser.add_argument("--top", type=int, default=50, help="partners listed for each card in each direction")
    parser.add_argument("--compare", action="store_true", help="say what has changed since the baseline")
    parser.add_argument("--save", action="store_true", help="write the baseline")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    collection = read_collection(given.folder)
    if given.what == "fit":
        print_fit(collection)
        return 0
    figures = measure(collection, given.top)
    if given.json:
        print(json.dumps(figures, indent=1))
    else:
        report(figures)
    if given.save:
        BASELINE.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    if given.compare:
        return 0 if compare(figures, json.loads(BASELINE.read_text(encoding="utf-8"))) else 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
