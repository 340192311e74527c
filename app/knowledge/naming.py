"""What a text is about: the concepts that it names, the surest first."""

from collections.abc import Collection, Iterable, Sequence
from typing import Final, NamedTuple

from app.knowledge.concepts import ConceptTable
from app.knowledge.link import Hit, Linker
from app.knowledge.negation import read_line
from app.knowledge.sectors import SectorTable, division_of
from app.knowledge.wordlists import STOP_WORDS
from app.knowledge.words import is_word

# A text this long is no card; what a title is about stands in its first words.
LONGEST: Final = 600
# Both languages put the thing last and what it is of before it: "mermer kesim çamuru", "marble cutting sludge".
MODIFIER: Final = 0.6
# "kurutma için buhar": what stands before "için" is what the thing is for.
PURPOSE: Final = 0.5
FOR: Final = frozenset({"icin", "amacli", "amaciyla", "uzere"})
# A class of many kinds says less than a kind; a thing that the sector is known to give or buy is likelier.
GENERAL: Final = 0.7
TYPICAL: Final = 1.15


class Linked(NamedTuple):
    """A concept named in a text and how surely it is what the text is about, 0…1."""

    concept: str
    confidence: float


class Namer:
    """`name(text, nace)` for one set of tables."""

    def __init__(self, linker: Linker, concepts: ConceptTable, sectors: SectorTable) -> None:
        self._linker, self._concepts, self._sectors = linker, concepts, sectors

    def name(self, text: str, nace: str | None = None, *, offer: bool = True) -> tuple[Linked, ...]:
        """The concepts that `text` names; what it rules out ("PVC içermeyen") is not among them.

        `nace` is the code of the firm that wrote it. Empty, unreadable or endless texts name nothing or what their
        first 600 characters name.
        """
        words = read_line(text[:LONGEST], offer=offer).words
        hits = self._linker.find(words, division_of(nace))
        if not hits:
            return ()
        typical = self._typical(nace)
        found: dict[str, float] = {}
        for hit in hits:
            sure = self._sure(hit, hits, words, typical)
            found[hit.concept] = max(found.get(hit.concept, 0.0), sure)
        ranked = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
        return tuple(Linked(concept, min(sure, 1.0)) for concept, sure in ranked)

    def _sure(self, hit: Hit, hits: Iterable[Hit], words: Sequence[str], typical: Collection[str]) -> float:
        last = hit.places[-1]
        sure = hit.confidence
        following = [other for other in hits if other.places[-1] > last]
        if any(other.places[0] - last <= 1 for other in following):
            sure *= MODIFIER
        if any(word in FOR for word in words[last + 1 : last + 3]):
            sure *= PURPOSE
        told = [place for place, word in enumerate(words) if is_word(word) and word not in STOP_WORDS]
        covered = sum(place in hit.places for place in told)
        sure *= 0.7 + 0.3 * (covered / len(told) if told else 1.0)
        if self._concepts.kinds(hit.concept):
            sure *= GENERAL
        if hit.concept in typical:
            sure *= TYPICAL
        return sure

    def _typical(self, nace: str | None) -> frozenset[str]:
        profiles = self._sectors.profiles_of(nace)
        named = {concept for profile in profiles for concept in (*profile.gives, *profile.buys)}
        return frozenset(named.union(*(self._concepts.ancestors(concept) for concept in named)))
