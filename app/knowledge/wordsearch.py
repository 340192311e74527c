"""Finds texts that share telling words with a text: cosine of inverse document frequencies over stems."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping

from app.knowledge.words import stems, tokens


class WordSearch:
    """Keys found by the words of their texts. A key may have several texts, the best one counts."""

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        """`texts` are pairs of key and text."""
        bags = [(key, frozenset(stems(tokens(text)))) for key, text in texts]
        seen = Counter(word for _, bag in bags for word in bag)
        self._weight = {word: math.log(1 + len(bags) / count) for word, count in seen.items()}
        self._unknown = math.log(1 + len(bags)) if bags else 0.0
        self._where: dict[str, list[int]] = {}
        self._keys: list[str] = []
        self._lengths: list[float] = []
        for place, (key, bag) in enumerate(bags):
            self._keys.append(key)
            self._lengths.append(math.sqrt(sum(self._weight[word] ** 2 for word in bag)) or 1.0)
            for word in bag:
                self._where.setdefault(word, []).append(place)

    def find(self, text: str) -> Mapping[str, float]:
        """Likeness 0…1 of every key whose text shares a word with `text`."""
        bag = frozenset(stems(tokens(text)))
        length = math.sqrt(sum(self._weight.get(word, self._unknown) ** 2 for word in bag))
        sums: dict[int, float] = {}
        for word in bag:
            for place in self._where.get(word, ()):
                sums[place] = sums.get(place, 0.0) + self._weight[word] ** 2
        found: dict[str, float] = {}
        for place, total in sums.items():
            likeness = total / (length * self._lengths[place])
            key = self._keys[place]
            if likeness > found.get(key, 0.0):
                found[key] = likeness
        return found
