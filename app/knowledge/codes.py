"""Which codes of the List of Waste fit a text: by what it names, its words, the sector and documented cases."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from app.knowledge.concepts import ConceptTable
from app.knowledge.naming import Linked, Namer
from app.knowledge.precedents import Precedent
from app.knowledge.sectors import SectorTable
from app.knowledge.waste_codes import WasteCodeTable
from app.knowledge.wordsearch import WordSearch

# How much each kind of evidence weighs, fitted on the precedents (each left out when it is itself looked up).
CONCEPT: Final = 1.0
WORDS: Final = 1.2
CASES: Final = 0.9
SECTOR: Final = 0.5
# The first code of a concept is its most usual one.
LATER: Final = 0.8
# A concept's code speaks for its neighbours in the group, and a broader concept's code is less exact.
BROADER: Final = 0.6
# Groups that arise in every industry: packaging, oils, wipes, electrical scrap, batteries, water treatment, municipal.
EVERYWHERE: Final = frozenset(
    {"1301", "1302", "1501", "1502", "1601", "1602", "1605", "1606", "1607", "1704", "1908", "2001", "2003"}
)


class CodeGuess(NamedTuple):
    """A code (six digits), how well it fits (0 and up; only to be compared within one answer) and the concept that
    speaks for it, empty where none does."""

    code: str
    score: float
    concept: str


class CodeFinder:
    """`find(text, nace)` for one set of tables."""

    def __init__(
        self,
        waste_codes: WasteCodeTable,
        concepts: ConceptTable,
        sectors: SectorTable,
        precedents: Mapping[str, Precedent],
        namer: Namer,
    ) -> None:
        self._codes, self._concepts, self._sectors, self._namer = waste_codes, concepts, sectors, namer
        self._precedents = precedents
        self._titles = WordSearch(
            (entry.code, text)
            for entry in waste_codes
            for text in (f"{entry.tr} {entry.words_tr}", f"{entry.en} {entry.words_en}")
        )
        self._cases = WordSearch(
            (case.id, text)
            for case in precedents.values()
            if case.codes
            for text in (case.resource.tr, case.resource.en)
        )

    def find(self, text: str, nace: str | None = None, limit: int = 5, *, without: str = "") -> tuple[CodeGuess, ...]:
        """The best codes, ties by code; empty where nothing speaks for any.

        `without` leaves one precedent out, for measuring.
        """
        linked = self._namer.name(text, nace)
        by_concept = self._from_concepts(linked)
        by_words = self._titles.find(text)
        by_case = self._from_cases(text, without)
        groups = self._groups(nace)
        found = []
        for code in {*by_concept, *by_words, *by_case}:
            sure, concept = by_concept.get(code, (0.0, ""))
            score = CONCEPT * sure + WORDS * by_words.get(code, 0.0) + CASES * by_case.get(code, 0.0)
            found.append(CodeGuess(code, score * (1.0 + SECTOR * self._fit(code, groups)), concept))
        found.sort(key=lambda guess: (-guess.score, guess.code))
        return tuple(found[:limit])

    def _from_concepts(self, linked: tuple[Linked, ...]) -> dict[str, tuple[float, str]]:
        found: dict[str, tuple[float, str]] = {}
        for concept, confidence in linked:
            for key, steps in {concept: 0, **self._concepts.ancestors(concept)}.items():
                for place, code in enumerate(self._concepts[key].codes):
                    sure = confidence * BROADER**steps * LATER**place
                    if sure > found.get(code, (0.0, ""))[0]:
                        found[code] = sure, concept
        return found

    def _from_cases(self, text: str, without: str) -> dict[str, float]:
        found: dict[str, float] = {}
        for key, likeness in self._cases.find(text).items():
            if key != without:
                for code in self._precedents[key].codes:
                    found[code] = max(found.get(code, 0.0), likeness)
        return found

    def _groups(self, nace: str | None) -> frozenset[str]:
        return frozenset(group for profile in self._sectors.profiles_of(nace) for group in profile.waste_groups)

    def _fit(self, code: str, groups: frozenset[str]) -> float:
        """How well a code fits what arises in the sector, −1…1; 0 where nothing is known about the sector."""
        if not groups:
            return 0.0
        if code[:4] in groups:
            return 1.0
        neighbours = code[:4] in EVERYWHERE or any(group[:2] == code[:2] for group in groups)
        return 0.0 if neighbours else -1.0
