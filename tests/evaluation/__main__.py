"""Measure the engine on the judged collection, or fit its weights.

python -m tests.evaluation                 all sections, for each way of running the engine and the peers
python -m tests.evaluation --compare       and what has changed since the committed baseline
python -m tests.evaluation --save          write the baseline anew
python -m tests.evaluation --unjudged      and write the suggested pairs that nobody judged to unjudged.csv
python -m tests.evaluation fit             weights and thresholds for app/matching/profile.py, from the open wants
"""

import argparse
import json
from collections.abc import Iterable
from pathlib import Path

from app.matching.compare import FEATURES
from tests.evaluation.collection import FOLDER, IZMIR, KEPT, LEARNED, Collection, read_collection
from tests.evaluation.elsewhere import elsewhere_figures
from tests.evaluation.engines import Indexed, index_collection
from tests.evaluation.fit import BY_HAND
from tests.evaluation.measures import rank_figures
from tests.evaluation.parts import calibration_figures, fit_ways, part_figures, reliability_tables
from tests.evaluation.printing import Report, compare, print_bins, print_section, rounded
from tests.evaluation.reasons import reason_figures
from tests.evaluation.sections import MOST_LOST, answers_of, degraded_figures, engine_figures, planted_figures
from tests.evaluation.split import Portion, only
from tests.evaluation.unjudged import write_unjudged

BASELINE = Path(__file__).parent / "baseline.json"
TITLES = {
    "engines": "the whole collection, weights as shipped",
    "parts": "weights that never saw the want, and the shipped ones; figures among the part's own wants",
    "elsewhere": "rooms of other regions, by weights and thresholds that never saw them",
    "planted": "planted pairs among the first ten of their want",
    "calibration": "calibration on unseen wants, and after the proposed recalibration (not applied)",
    "reasons": "the sentences beside suggested pairs, by language",
    "degraded": f"spoilt cards, weights as shipped; at most {MOST_LOST:.0%} may be lost",
}


def measure(collection: Collection, given: argparse.Namespace) -> Report:
    """All sections, printed unless JSON is asked for."""
    looked_at, learned, kept = index_collection(collection), *map(_index_others, (LEARNED, KEPT))
    indexes = looked_at.indexes
    answers = answers_of(indexes, collection, given.top)
    fitted = fit_ways(looked_at, [one for one in learned if one.collection.name != collection.name])
    report = {
        "engines": engine_figures(answers, collection),
        "parts": part_figures(collection, fitted),
        "elsewhere": elsewhere_figures((*learned, *kept), fitted),
        "planted": planted_figures(answers, fitted, collection),
        "calibration": calibration_figures(fitted),
        "reasons": reason_figures(indexes.get("engine", indexes["engine without meaning"])),
        "degraded": {} if given.quick else degraded_figures(indexes, collection),
    }
    if not given.json:
        for name, section in report.items():
            print_section(TITLES[name], section)
            if name == "calibration":
                for title, bins in reliability_tables(fitted).items():
                    print_bins(title, bins)
                for name_of_way, way in fitted.items():
                    print(f"{name_of_way}: log-odds × {way.platt.slope:.3f} {way.platt.shift:+.3f} is proposed")
    if given.unjudged:
        best = "engine" if "engine" in answers else "engine without meaning"
        print(f"\n{write_unjudged(answers[best], collection)} suggested pairs that nobody judged are in unjudged.csv")
    return rounded(report)


def print_fit(collection: Collection) -> None:
    """Print weights, ready to be pasted into the profile. Says nothing of locked wants, lest they be tuned on."""
    for name, way in fit_ways(index_collection(collection), _index_others(LEARNED)).items():
        unseen = way.data.scores(way.log_odds, way.data.open)
        figures = rank_figures(unseen, only(Portion.OPEN, collection.relevance))
        print(f"# {name}; open wants it has not seen: nDCG@10 {figures.ndcg:.4f}, F1 {way.fit.f1:.4f}")
        print(f"suggest={way.threshold:.3f}, base={way.fit.base:.2f},")
        for feature, weight in zip(FEATURES, way.fit.weights.tolist(), strict=True):
            if feature != "meaning" or name == "engine":
                by_hand = "  # by hand" if feature in BY_HAND else ""
                print(f'    "{feature}": {weight:.2f},{by_hand}')


def _index_others(names: Iterable[str]) -> list[Indexed]:
    return [index_collection(read_collection(FOLDER / name)) for name in names]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="?", choices=("measure", "fit"), default="measure")
    parser.add_argument("--folder", type=Path, default=IZMIR, help="a collection in the columns of izmir/")
    parser.add_argument("--top", type=int, default=50, help="partners listed for each card in each direction")
    parser.add_argument("--quick", action="store_true", help="leave the spoilt cards out")
    parser.add_argument("--compare", action="store_true", help="say what has changed since the baseline")
    parser.add_argument("--save", action="store_true", help="write the baseline")
    parser.add_argument("--unjudged", action="store_true", help="write unjudged.csv")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    if given.save and given.quick:
        parser.error("--save keeps every section: leave --quick out")
    collection = read_collection(given.folder)
    if given.what == "fit":
        print_fit(collection)
        return 0
    report = measure(collection, given)
    if given.json:
        print(json.dumps(report, indent=1))
    held = True
    if given.compare:
        print("\n== changed since the baseline")
        held = compare(report, json.loads(BASELINE.read_text(encoding="utf-8")))
    if given.save:
        BASELINE.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0 if held else 1


if __name__ == "__main__":
    raise SystemExit(main())
