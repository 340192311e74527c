"""How much of industry the tables cover, and where they are thin."""

from collections import Counter

from app.knowledge.concepts import Concept
from app.knowledge.loading import Knowledge
from app.knowledge.sectors import division_of
from app.knowledge.words import stem, tokens

# A division with fewer than this many conversions as giver or as taker is called thin.
FEW = 5
# Divisions that make things; agriculture, energy, water, construction and some services are told too.
MANUFACTURING = range(10, 34)
REVIEWED = (*range(1, 4), *range(5, 10), *MANUFACTURING, *range(35, 40), *range(41, 44), *range(45, 48), 49, 52, 55, 56)


def telling_labels(concept: Concept) -> int:
    """How many of a concept's labels have stems of their own: spelling and endings are found without being listed."""
    return len({tuple(sorted({stem(word) for word in tokens(label)})) for label in (*concept.tr, *concept.en)})


def report(knowledge: Knowledge) -> str:
    """The coverage as text: totals, by category, by division as giver and taker, thin spots by name."""
    concepts = knowledge.concepts
    labels = sum(telling_labels(concept) for concept in concepts)
    documented = sum(
        any(knowledge.precedents[key].documented for key in found.evidence if key in knowledge.precedents)
        for found in knowledge.conversions.conversions
    )
    lines = [knowledge.size, f"{labels} labels with stems of their own; {documented} conversions documented", ""]
    lines.append("category              concepts  conversions from")
    kinds = Counter(concept.category for concept in concepts)
    starts = Counter(concepts[found.source].category for found in knowledge.conversions.conversions)
    lines += [f"{name:<22}{number:>8}{starts[name]:>18}" for name, number in kinds.most_common()]
    lines += ["", "division                                  gives  buys  conversions given  conversions taken"]
    given, taken = _by_division(knowledge)
    thin = []
    for division in knowledge.sectors.divisions:
        sector = knowledge.sectors.get(division)
        profiles = [profile for code, profile in knowledge.sectors.profiles.items() if division_of(code) == division]
        gives = len({concept for profile in profiles for concept in profile.gives})
        buys = len({concept for profile in profiles for concept in profile.buys})
        name = f"{division:02d} {sector.en if sector else ''}"
        lines.append(f"{name[:40]:<42}{gives:>5}{buys:>6}{given[division]:>19}{taken[division]:>19}")
        if division in REVIEWED and min(given[division], taken[division]) < FEW:
            thin.append(name)
    lines += ["", "thin: " + ("; ".join(thin) or "none")]
    lonely = [
        concept.id
        for concept in concepts
        if concept.category in ("material", "byproduct_waste")
        and not any(
            knowledge.conversions.serves(key) or knowledge.conversions.served_by(key)
            for key in (concept.id, *concepts.ancestors(concept.id))
        )
    ]
    lines.append(f"materials without any conversion, {len(lonely)}: " + " ".join(lonely))
    return "\n".join(lines)


def _by_division(knowledge: Knowledge) -> tuple[Counter[int], Counter[int]]:
    """Conversions that start from something a division gives, and conversions that it takes."""
    given: Counter[int] = Counter()
    taken: Counter[int] = Counter()
    for found in knowledge.conversions.conversions:
        taken.update({division_of(taker) or 0 for taker in found.takers})
    for division in knowledge.sectors.divisions:
        gives = {
            key
            for code, profile in knowledge.sectors.profiles.items()
            if division_of(code) == division
            for concept in profile.gives
            for key in (concept, *knowledge.concepts.ancestors(concept))
        }
        given[division] = sum(len(knowledge.conversions.serves(key)) for key in gives)
    return given, taken
