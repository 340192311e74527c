"""The figures: how high the good partners of each card stand, and how right the suggestions are.

Both directions count alike: every card that has at least one good partner is one case. Unjudged pairs count as wrong.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from tests.evaluation.split import Pair

Scores = Mapping[Pair, float]


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over the cards with a good partner; `judged` is the share of judged pairs among the first ten."""

    cards: int
    ndcg: float
    recall: float
    mrr: float
    hit: float
    judged: float

    def as_row(self) -> dict[str, float]:
        """The figures under the names in which they are printed and kept."""
        names = {"ndcg": "ndcg@10", "recall": "recall@10", "hit": "hit@1", "judged": "judged@10"}
        return {names.get(name, name): value for name, value in asdict(self).items()}


@dataclass(frozen=True, slots=True)
class Shown:
    """How right the default suggestions are. `precision` counts pairs that nobody judged as wrong, `right_of_judged`
    leaves them out; `recall_strong` is the share of the relevance-2 pairs that are shown."""

    suggested: int
    precision: float
    right_of_judged: float
    recall: float
    recall_strong: float
    f1: float
    traps: int


def rank_figures(
    scores: Scores, relevance: Mapping[Pair, int], top: int = 10, sides: Sequence[str] = ("have", "want")
) -> Figures:
    """Score a ranking of pairs, higher = better, ties by ids. `sides`: whose cards are the cases."""
    lists: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    for pair in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        lists["have", pair[0]].append(pair)
        lists["want", pair[1]].append(pair)
    good: dict[tuple[str, str], list[int]] = defaultdict(list)
    for pair, grade in relevance.items():
        if grade:
            good["have", pair[0]].append(grade)
            good["want", pair[1]].append(grade)
    cases = [_case(lists.get(card, []), grades, relevance, top) for card, grades in good.items() if card[0] in sides]
    if not cases:
        return Figures(0, 0.0, 0.0, 0.0, 0.0, 0.0)
    ndcg, recall, mrr, hit, judged = (math.fsum(column) / len(cases) for column in zip(*cases, strict=True))
    return Figures(len(cases), ndcg, recall, mrr, hit, judged)


def _case(order: list[Pair], grades: list[int], relevance: Mapping[Pair, int], top: int) -> tuple[float, ...]:
    gained = [relevance.get(pair, 0) for pair in order]
    ideal = _discounted(sorted(grades, reverse=True)[:top])
    first = next((place for place, grade in enumerate(gained) if grade), None)
    known = sum(pair in relevance for pair in order[:top])
    return (
        _discounted(gained[:top]) / ideal,
        sum(grade > 0 for grade in gained[:top]) / min(len(grades), top),
        0.0 if first is None else 1 / (first + 1),
        float(first == 0),
        known / max(1, len(order[:top])),
    )


def _discounted(grades: Iterable[int]) -> float:
    return math.fsum((2.0**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def shown_figures(shown: set[Pair], relevance: Mapping[Pair, int], traps: Iterable[Pair]) -> Shown:
    """Score the set of suggested pairs."""
    right = sum(relevance.get(pair, 0) > 0 for pair in shown)
    judged = sum(pair in relevance for pair in shown)
    positive = sum(grade > 0 for grade in relevance.values())
    strong = [pair for pair, grade in relevance.items() if grade == 2]
    precision = right / len(shown) if shown else 0.0
    recall = right / positive if positive else 0.0
    return Shown(
        suggested=len(shown),
        precision=precision,
        right_of_judged=right / judged if judged else 0.0,
        recall=recall,
        recall_strong=sum(pair in shown for pair in strong) / len(strong) if strong else 0.0,
        f1=2 * precision * recall / (precision + recall) if right else 0.0,
        traps=sum(pair in shown for pair in traps),
    )


def found_of_planted(scores: Scores, planted: Mapping[Pair, str], top: int = 10) -> dict[str, float]:
    """For each kind of planted pair the share that stands among the first `top` haves of its want, ties by ids."""
    lists: dict[str, list[Pair]] = defaultdict(list)
    for pair in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        lists[pair[1]].append(pair)
    first = {pair for order in lists.values() for pair in order[:top]}
    kinds = sorted(set(planted.values()))
    found = {kind: [pair in first for pair, other in planted.items() if other == kind] for kind in kinds}
    return {kind: sum(hits) / len(hits) for kind, hits in found.items()}
