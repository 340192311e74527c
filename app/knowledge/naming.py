"""What a text is about: the concepts that it names, the surest first."""

from collections.abc import Collection
from typing import Final, NamedTuple

from app.knowledge.concepts import ConceptTable
from app.knowledge.link import Linker
from app.knowledge.negation import ReadLine, read_line
from app.knowledge.roles import Hit
from app.knowledge.sectors import SectorTable, division_of
from app.knowledge.vocabulary import vocabulary
from app.knowledge.words import is_word

# A text this long is no card; what a title is about stands in its first words.
LONGEST: Final = 600
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
        sure = self._weigh(read_line(text[:LONGEST], offer=offer), nace)
        return tuple(Linked(concept, found[0]) for concept, found in sorted(sure.items(), key=_surest_and_last))

    def _weigh(self, line: ReadLine, nace: str | None) -> dict[str, tuple[float, int]]:
        """Each concept with its confidence and the place where its label ends."""
        hits = self._linker.about(line, division_of(nace), title=True)
        if not hits:
            return {}
        typical = self._typical(nace)
        found: dict[str, tuple[float, int]] = {}
        for hit in hits:
            sure = min(1.0, self._sure(hit, line, typical))
            found[hit.concept] = max(found.get(hit.concept, (0.0, 0)), (sure, hit.places[-1]))
        return found

    def _sure(self, hit: Hit, line: ReadLine, typical: Collection[str]) -> float:
        sure = hit.confidence
        stop = vocabulary().stop
        told = [place for place, word in enumerate(line.words) if is_word(word) and word not in stop]
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


def _surest_and_last(item: tuple[str, tuple[float, int]]) -> tuple[float, int, str]:
    """Order of the answer: of two as sure ones the later, for the thing stands last."""
    concept, (sure, place) = item
    return -sure, -place, concept
