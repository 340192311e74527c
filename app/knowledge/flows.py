"""How usual it is that one division uses what another leaves, worked out from the tables."""

from collections.abc import Iterable, Mapping

from app.knowledge.concepts import ConceptTable
from app.knowledge.conversions import ConversionTable
from app.knowledge.precedents import Precedent
from app.knowledge.sectors import SectorTable, division_of

# A documented exchange between two divisions tells more than that something one gives could serve the other.
DOCUMENTED = 1.0
MOST = 2.0


def work_out_flows(
    sectors: SectorTable, concepts: ConceptTable, conversions: ConversionTable, precedents: Iterable[Precedent]
) -> Mapping[tuple[int, int], float]:
    """(giver, taker) → 0 nothing known … 2 usual and documented.

    Known is what a profile gives and a conversion lets somebody take, as strong as the strongest such conversion;
    every documented exchange between the two adds a quarter of `DOCUMENTED`, four make it whole.
    """
    found: dict[tuple[int, int], float] = {}
    for profile in sectors.profiles.values():
        giver = division_of(profile.sector)
        for concept in profile.gives:
            for source in (concept, *concepts.ancestors(concept)):
                for conversion in conversions.serves(source):
                    for taker in conversion.takers:
                        pair = giver or 0, division_of(taker) or 0
                        found[pair] = max(found.get(pair, 0.0), conversion.strength)
    told: dict[tuple[int, int], int] = {}
    for precedent in precedents:
        if precedent.documented:
            for pair in {
                (division_of(giver) or 0, division_of(taker) or 0)
                for giver in precedent.giver_nace
                for taker in precedent.receiver_nace
            }:
                told[pair] = told.get(pair, 0) + 1
    for pair, times in told.items():
        found[pair] = found.get(pair, 0.0) + DOCUMENTED * min(times, 4) / 4
    return {pair: min(strength, MOST) for pair, strength in found.items()}
