"""Who could take what somebody has, who gives what somebody needs, and what a sector usually buys."""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from app.knowledge.concepts import ConceptTable
from app.knowledge.conversions import Conversion, ConversionTable
from app.knowledge.naming import Linked, Namer
from app.knowledge.precedents import Precedent
from app.knowledge.rules import RuleTable
from app.knowledge.sectors import SectorTable, division_of
from app.knowledge.wordsearch import WordSearch

# How much each kind of evidence weighs, fitted on the precedents (each left out when it is itself looked up).
CONVERSION: Final = 1.0
CASES: Final = 0.4
FLOW: Final = 0.2
POPULARITY: Final = 0.6
# The first taker of a conversion is its most usual one; what a broader concept can do, a kind can do less surely.
LATER_TAKER: Final = 0.6
BROADER: Final = 0.5
# Several ways into the same sector count more than one, but each further one less.
FURTHER: Final = 0.25
FEWEST_SEEN: Final = 4.0


class Receiver(NamedTuple):
    """A NACE division that could take a resource. `score` 0 and up (only to be compared within one answer), the
    conversion that speaks most for it (None where only cases and habits do), the ids of documented cases alike."""

    division: int
    score: float
    conversion: Conversion | None
    cases: tuple[str, ...]


class Giver(NamedTuple):
    """A concept that could serve a need, over which conversion (None: it is the very thing), and who has it."""

    concept: str
    strength: float
    conversion: Conversion | None
    sectors: tuple[str, ...]


class ReceiverFinder:
    """The look-ups about givers and takers for one set of tables."""

    def __init__(
        self,
        concepts: ConceptTable,
        conversions: ConversionTable,
        sectors: SectorTable,
        rules: RuleTable,
        precedents: Mapping[str, Precedent],
        namer: Namer,
    ) -> None:
        self._concepts, self._conversions, self._sectors = concepts, conversions, sectors
        self._rules, self._precedents, self._namer = rules, precedents, namer
        self._cases = WordSearch(
            (case.id, text) for case in precedents.values() for text in (case.resource.tr, case.resource.en)
        )

    def of_text(
        self, text: str, nace: str | None = None, limit: int = 10, *, without: str = ""
    ) -> tuple[Receiver, ...]:
        """The divisions that could take what `text` offers, the best first.

        `nace` is the giver's code; `without` leaves one precedent out, for measuring.
        """
        return self._rank(self._namer.name(text, nace), self._cases.find(text), nace, limit, without)

    def of_concept(self, concept: str, nace: str | None = None, limit: int = 10) -> tuple[Receiver, ...]:
        """The divisions that could take a concept."""
        known = self._concepts[concept]
        alike: dict[str, float] = {}
        for name in (known.name("tr"), known.name("en")):
            for key, likeness in self._cases.find(name).items():
                alike[key] = max(alike.get(key, 0.0), likeness)
        return self._rank((Linked(concept, 1.0),), alike, nace, limit, "")

    def givers(self, concept: str) -> tuple[Giver, ...]:
        """What could serve as `concept`, strongest first, with the sectors whose profile gives it."""
        found = [Giver(concept, 1.0, None, self._giving(concept))]
        for key, steps in {concept: 0, **self._concepts.ancestors(concept)}.items():
            for conversion in self._conversions.served_by(key):
                strength = conversion.strength * BROADER**steps
                found.append(Giver(conversion.source, strength, conversion, self._giving(conversion.source)))
        return tuple(sorted(found, key=lambda giver: (-giver.strength, giver.concept)))

    def implied_wants(self, nace: str | None) -> tuple[str, ...]:
        """Concepts that a sector typically buys, those of the most exact profile first."""
        return tuple(dict.fromkeys(concept for profile in self._sectors.profiles_of(nace) for concept in profile.buys))

    def _giving(self, concept: str) -> tuple[str, ...]:
        return tuple(code for code, profile in self._sectors.profiles.items() if concept in profile.gives)

    def _rank(
        self, linked: Iterable[Linked], alike: Mapping[str, float], nace: str | None, limit: int, without: str
    ) -> tuple[Receiver, ...]:
        by_way, best_way = self._from_conversions(linked)
        by_case, cases = self._from_cases(alike, without)
        popular, flows = self._habits(division_of(nace), without)
        found = []
        for division in {*by_way, *by_case, *popular}:
            score = (
                CONVERSION * by_way.get(division, 0.0)
                + CASES * by_case.get(division, 0.0)
                + FLOW * flows.get(division, 0.0)
                + POPULARITY * popular.get(division, 0.0)
            )
            found.append(Receiver(division, score, best_way.get(division), tuple(cases.get(division, ()))))
        found.sort(key=lambda receiver: (-receiver.score, receiver.division))
        return tuple(found[:limit])

    def _from_conversions(self, linked: Iterable[Linked]) -> tuple[dict[int, float], dict[int, Conversion]]:
        """For each division how strongly the conversions lead there (0…1 and a little), and the strongest of them."""
        ways: dict[int, list[tuple[float, Conversion]]] = {}
        for concept, confidence in linked:
            for conversion, steps in self._conversions.ways(concept, self._concepts.ancestors(concept)):
                if self._is_forbidden(concept, conversion):
                    continue
                strength = confidence * BROADER**steps * conversion.strength
                seen = dict.fromkeys(division_of(taker) or 0 for taker in conversion.takers)
                for place, division in enumerate(seen):
                    ways.setdefault(division, []).append((strength * LATER_TAKER**place, conversion))
        total: dict[int, float] = {}
        best: dict[int, Conversion] = {}
        for division, found in ways.items():
            found.sort(key=lambda way: -way[0])
            total[division] = sum(strength * FURTHER**place for place, (strength, _) in enumerate(found[:4]))
            best[division] = found[0][1]
        return total, best

    def _is_forbidden(self, concept: str, conversion: Conversion) -> bool:
        traits = self._concepts.traits(concept)
        if conversion.forbids & traits:
            return True
        return any(
            rule.verdict == "forbidden"
            for rule in self._rules.between(traits, self._concepts.traits(conversion.target))
        )

    def _from_cases(self, alike: Mapping[str, float], without: str) -> tuple[dict[int, float], dict[int, list[str]]]:
        score: dict[int, float] = {}
        cases: dict[int, list[str]] = {}
        for key, likeness in sorted(alike.items(), key=lambda pair: (-pair[1], pair[0])):
            if key == without:
                continue
            for taker in self._precedents[key].receiver_nace:
                division = division_of(taker) or 0
                before = score.get(division, 0.0)
                score[division] = likeness if before == 0.0 else before + likeness * FURTHER**2
                cases.setdefault(division, []).append(key)
        return score, cases

    def _habits(self, giver: int | None, without: str) -> tuple[dict[int, float], dict[int, float]]:
        """Shares of the divisions among all documented takers, and among those that took from this giver's division."""
        everybody: dict[int, float] = {}
        here: dict[int, float] = {}
        for case in self._precedents.values():
            if case.id == without:
                continue
            from_here = giver in {division_of(code) for code in case.giver_nace}
            for taker in dict.fromkeys(division_of(code) or 0 for code in case.receiver_nace):
                everybody[taker] = everybody.get(taker, 0.0) + 1.0
                if from_here:
                    here[taker] = here.get(taker, 0.0) + 1.0
        total, local = sum(everybody.values()) or 1.0, sum(here.values())
        popular = {division: count / total for division, count in everybody.items()}
        flows = {
            division: (here.get(division, 0.0) + FEWEST_SEEN * popular[division]) / (local + FEWEST_SEEN)
            for division in popular
        }
        return popular, flows
