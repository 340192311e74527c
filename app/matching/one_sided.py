"""Cards that nobody in the room answers: what is offered without a taker, what is needed without a giver.

For these the tables say which sectors could step in, and the room which of its firms belong to them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from app.knowledge import Knowledge, Place, distance_km, division_of
from app.matching.index import MatchIndex
from app.matching.side import FOOD, PHARMA, SURE, Entry
from app.records import CardId, Direction, Firm, FirmId, Match, ResourceCard

# Below this a sector is named by habit only, not because anything speaks for it.
FEWEST_POINTS = 0.2
SECTORS, FIRMS = 6, 4
# What gives a kind of the thing that is needed gives it nearly as surely.
KIND = 0.85
# In an answer about givers the profile's first sectors are no surer than its last ones; further ones only crowd it.
SECTORS_OF_ONE_GIVER = 4


class Ground(StrEnum):
    """Why a sector could step in."""

    CONVERSION = "conversion"  # the resource can serve as something that it uses, or what it gives can serve the need
    CASE = "case"  # documented exchanges alike
    GIVES = "gives"  # the sector typically has the very thing


@dataclass(frozen=True, slots=True)
class Nearby:
    """A firm of the room; `km` from the card's place, None where one of the two is unknown. `exact` = it is of the very
    class that is named, else only of its division."""

    firm_id: FirmId
    km: float | None
    exact: bool


@dataclass(frozen=True, slots=True)
class Possible:
    """A NACE division that could take or give. `source` and `target` are concept ids (the same for `GIVES`), `case`
    the id of a precedent; `firms` those of the room, nearest first."""

    division: int
    strength: float
    ground: Ground
    source: str = ""
    target: str = ""
    case: str = ""
    firms: tuple[Nearby, ...] = ()


@dataclass(frozen=True, slots=True)
class OneSided:
    """A card without a partner and the sectors that could be one, likeliest first."""

    card_id: CardId
    direction: Direction
    sectors: tuple[Possible, ...]

    @property
    def firms(self) -> tuple[FirmId, ...]:
        """Every firm of the room of a class that is named, once, in the order of the sectors."""
        return tuple(dict.fromkeys(one.firm_id for sector in self.sectors for one in sector.firms if one.exact))


@dataclass(slots=True)
class _Way:
    strength: float
    ground: Ground
    source: str = ""
    target: str = ""
    case: str = ""
    # NACE codes that are named for this: only where no firm is of the very class do others of its division count.
    codes: frozenset[str] = field(default_factory=frozenset)


def matched_cards(matches: Iterable[Match]) -> frozenset[CardId]:
    """The cards that have a suggested partner among these matches (which must hold the best one of each card)."""
    return frozenset(CardId(end) for match in matches if match.suggested for end in (match.have_id, match.want_id))


def one_sided(index: MatchIndex, firms: Iterable[Firm], matched: Collection[CardId]) -> tuple[OneSided, ...]:
    """The cards that are not `matched`: those that some firm of the room could answer first, the likeliest first; ties
    by id. `firms` are all firms in the room, with cards or without."""
    with index.locked():
        alone = [
            entry
            for direction in Direction
            for entry in index.entries(direction)
            if entry.reading.card.id not in matched
        ]
    finder = _Finder(index.knowledge, firms)
    found = [finder.look_up(entry) for entry in alone]
    return tuple(sorted(found, key=_order))


def _order(one: OneSided) -> tuple[bool, bool, float, CardId]:
    named = [sector for sector in one.sectors if any(near.exact for near in sector.firms)] or one.sectors
    strongest = max((sector.strength for sector in named), default=0.0)
    return not one.firms, not one.sectors, -strongest, one.card_id


class _Finder:
    """Looks up sectors for cards and the firms of the room in them."""

    def __init__(self, knowledge: Knowledge, firms: Iterable[Firm]) -> None:
        self._knowledge = knowledge
        self._firms: dict[int, list[tuple[Firm, Place | None]]] = {}
        for firm in sorted(firms, key=lambda firm: firm.id):
            division = division_of(firm.nace)
            if division is not None and firm.merged_into is None:
                place = knowledge.places.find(osb=firm.osb, district=firm.district, province=firm.province)
                self._firms.setdefault(division, []).append((firm, place))
        self._giving: dict[str, dict[str, float]] = {}
        for code, profile in knowledge.sectors.profiles.items():
            for concept in profile.gives:
                self._note_giver(code, concept)

    def _note_giver(self, code: str, concept: str) -> None:
        """A sector that gives a thing gives what it is a kind of, a little less surely for each step."""
        for key, steps in {concept: 0, **self._knowledge.concepts.ancestors(concept)}.items():
            sure = self._giving.setdefault(key, {})
            sure[code] = max(sure.get(code, 0.0), KIND**steps)

    def look_up(self, entry: Entry) -> OneSided:
        """One card with its sectors and firms."""
        card = entry.reading.card
        ways = self._takers(entry) if card.direction is Direction.HAVE else self._givers(entry)
        sectors = [
            Possible(
                division, way.strength, way.ground, way.source, way.target, way.case, self._nearby(entry, division, way)
            )
            for division, way in ways.items()
        ]
        sectors.sort(
            key=lambda one: (-round(one.strength, 2), not one.firms, one.ground is not Ground.GIVES, one.division)
        )
        return OneSided(card.id, card.direction, tuple(sectors[:SECTORS]))

    def _takers(self, entry: Entry) -> dict[int, _Way]:
        reading, card = entry.reading, entry.reading.card
        told = card.title if card.title.strip() else card.description or ""
        nace = reading.firm.nace if reading.firm else None
        found: dict[int, _Way] = {}
        for receiver in self._knowledge.receivers_of_text(told, nace, 2 * SECTORS):
            conversion = receiver.conversion
            if receiver.score < FEWEST_POINTS or _must_not_take(card, receiver.division):
                continue
            if conversion is not None:
                if not self._ruled_out(entry, conversion.target):
                    codes = frozenset(conversion.takers)
                    way = _Way(receiver.score, Ground.CONVERSION, conversion.source, conversion.target, "", codes)
                    found[receiver.division] = way
            elif receiver.cases:
                case = receiver.cases[0]
                codes = frozenset(self._knowledge.precedents[case].receiver_nace)
                found[receiver.division] = _Way(receiver.score, Ground.CASE, case=case, codes=codes)
        return found

    def _givers(self, entry: Entry) -> dict[int, _Way]:
        found: dict[int, _Way] = {}
        for concept, sure in entry.reading.concepts.items():
            if sure < SURE:
                continue
            for giver in self._knowledge.givers(concept):
                if self._ruled_out(entry, giver.concept) or self._is_forbidden(giver.concept, concept):
                    continue
                ground = Ground.GIVES if giver.conversion is None else Ground.CONVERSION
                self._add(found, _Way(sure * giver.strength, ground, giver.concept, concept))
        return found

    def _add(self, found: dict[int, _Way], way: _Way) -> None:
        """Note the sectors that have the source of this way, the strongest way for each."""
        given = sorted(self._giving.get(way.source, {}).items(), key=lambda one: (-one[1], one[0]))
        ways: dict[int, _Way] = {}
        for code, sure in given:
            division, strength = division_of(code) or 0, way.strength * sure
            known = ways.get(division)
            if known is not None:
                known.codes |= {code}
            elif len(ways) < SECTORS_OF_ONE_GIVER and strength >= FEWEST_POINTS:
                ways[division] = _Way(strength, way.ground, way.source, way.target, codes=frozenset({code}))
        for division, one in ways.items():
            before = found.get(division)
            if before is None or (one.strength, one.source) > (before.strength, before.source):
                found[division] = one

    def _ruled_out(self, entry: Entry, concept: str) -> bool:
        """Whether the card itself says that it does not want this thing or this use."""
        excluded = frozenset[str]().union(*entry.reading.excluded_concepts)
        return not excluded.isdisjoint({concept, *self._knowledge.concepts.ancestors(concept)})

    def _is_forbidden(self, source: str, target: str) -> bool:
        return any(rule.verdict == "forbidden" for rule in self._knowledge.forbids(source, target))

    def _nearby(self, entry: Entry, division: int, way: _Way) -> tuple[Nearby, ...]:
        """The firms of a division by distance, then by id: those of the class that is named, else all of them."""
        own, here = entry.reading.card.firm_id, entry.reading.place
        found: list[Nearby] = []
        for firm, place in self._firms.get(division, ()):
            if firm.id != own:
                km = round(distance_km(here, place), 1) if here and place else None
                found.append(Nearby(firm.id, km, _is_of(firm.nace or "", way.codes, division)))
        chosen = [one for one in found if one.exact] or found
        chosen.sort(key=lambda one: (float("inf") if one.km is None else one.km, one.firm_id))
        return tuple(chosen[:FIRMS])


def _is_of(nace: str, codes: Collection[str], division: int) -> bool:
    """Whether a firm's code as typed lies in one of the codes or the other way round: all that is known may be "10"."""
    digits = "".join(letter for letter in nace if letter.isdigit())[:4]
    wanted = ["".join(letter for letter in code if letter.isdigit()) for code in codes]
    return any(
        division_of(code) == division and (digits.startswith(code) or code.startswith(digits)) for code in wanted
    )


def _must_not_take(card: ResourceCard, division: int) -> bool:
    """Hazardous things never go where something is eaten or taken as a medicine."""
    return bool(card.hazardous) and (division in FOOD or division in PHARMA)
