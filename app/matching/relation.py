"""What an offer is to a need: the same thing, a kind of it, a relative, or something that can be used for it.

The points of a pair come from everything that its cards name; the sentence beside it names one thing of each card, and
that should be what the cards are about, not what they mention. So what stands at the head of a title counts most.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from app.knowledge import Knowledge
from app.knowledge.conversions import Conversion
from app.knowledge.precedents import Precedent
from app.knowledge.reach import UP_OFFER
from app.matching.expand import telling
from app.matching.reading import CardReading
from app.records import Direction

# What a need lists in its description it accepts; an offer may only say what clings to it.
LISTED: Final = 0.8
MENTIONED: Final = 0.4
# A use is no less what a need is about where "için" follows it.
PURPOSE: Final = 0.85
# Of what a title names, the head is what it is nearly as surely about as about anything.
HEAD: Final = 0.9
# How well one thing of each card fits the other, by what they are to each other.
KIND, BROADER, RELATED = 0.9, 0.65, 0.3
# What stands in brackets or behind a comma or dash is a remark: "kirli tuz (ham deri silkeleme)" is about salt.
_REMARK: Final = re.compile(r"\([^)]*\)?|(,| [-–] ).*$")


class Named(NamedTuple):
    """How much a card is about a concept, 0…1, and where it says so: `head` = nothing in its title says it better,
    `aside` = only beside its title."""

    sure: float
    head: bool = False
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """One thing of the offer and one of the need; `level` tells how they stand, `shared` is what both are a kind of,
    `conversion` the way from the one to the other where they are not the same."""

    rank: float
    level: str
    have: str
    want: str
    shared: str = ""
    conversion: Conversion | None = None


def same_thing(offer: CardReading, need: CardReading, knowledge: Knowledge) -> Mapping[str, Any]:
    """The best thing that both cards name, as values for its wording; empty where they share none."""
    return _told(offer, need, knowledge, _shared)


def use(offer: CardReading, need: CardReading, knowledge: Knowledge) -> Mapping[str, Any]:
    """The best use of the offer for the need, as values for its wording; empty where none is known."""
    return _told(offer, need, knowledge, _uses)


def amounts_tell(offer: CardReading, need: CardReading, knowledge: Knowledge) -> str:
    """Whether the two amounts are of the "same" thing, the one has to be "converted" first, or they are of "other"
    things: then the one does not cover the other."""
    same, other = same_thing(offer, need, knowledge), use(offer, need, knowledge)
    if other and other["rank"] >= same.get("rank", 0.0):
        return "converted" if other["have_as"] == "head" else "other"
    return "same" if same and same["level"] in ("same", "kind") and same["have_as"] == "head" else "other"


_Find = Callable[[Mapping[str, Named], Mapping[str, Named], Knowledge], Iterator[Relation]]


def _told(offer: CardReading, need: CardReading, knowledge: Knowledge, find: _Find) -> Mapping[str, Any]:
    haves, wants = named(offer, knowledge), named(need, knowledge)
    best = max(find(haves, wants, knowledge), key=lambda one: (one.rank, one.have, one.want), default=None)
    if best is None:
        return {}
    told = {
        "rank": round(best.rank, 4),
        "level": best.level,
        "have": offer.card.title,
        "want": need.card.title,
        "have_as": place(haves[best.have]),
        "want_as": place(wants[best.want]),
        **names("have", best.have, knowledge),
        **names("want", best.want, knowledge),
    }
    if best.shared:
        told |= names("shared", best.shared, knowledge)
    return told if best.conversion is None else told | way(best.conversion, offer, need, knowledge)


def named(reading: CardReading, knowledge: Knowledge) -> dict[str, Named]:
    """What a card is about, each concept as far as it is."""
    card, offer = reading.card, reading.card.direction is Direction.HAVE
    nace = reading.firm.nace if reading.firm else None
    head = knowledge.link(_REMARK.sub(" ", card.title), nace, offer=offer)
    titled = dict(head or knowledge.link(card.title, nace, offer=offer))
    found = {}
    for concept, sure in reading.concepts.items():
        if concept not in titled:
            found[concept] = Named(sure * (MENTIONED if offer else LISTED), aside=True)
        elif not offer and knowledge.concepts[concept].category == "use":
            found[concept] = Named(max(titled[concept], sure * PURPOSE), head=True)
        else:
            found[concept] = Named(titled[concept], head=titled[concept] >= HEAD * max(titled.values()))
    return found


def place(named: Named) -> str:
    """Where a card says it: as its head, in its title, or aside."""
    return "head" if named.head else "aside" if named.aside else "title"


def _shared(haves: Mapping[str, Named], wants: Mapping[str, Named], knowledge: Knowledge) -> Iterator[Relation]:
    table = knowledge.concepts
    for have, offered in haves.items():
        above = table.ancestors(have)
        for want, wanted in wants.items():
            both = offered.sure * wanted.sure
            if have == want:
                yield Relation(both * telling(want, table), "same", have, want)
            elif want in above:
                yield Relation(both * KIND ** above[want] * telling(want, table), "kind", have, want)
            elif have in table.ancestors(want):
                yield Relation(both * BROADER * telling(have, table), "broader", have, want)
            elif common := above.keys() & table.ancestors(want).keys():
                shared = max(common, key=lambda one: (telling(one, table), one))
                yield Relation(both * RELATED * telling(shared, table), "related", have, want, shared)


def _uses(haves: Mapping[str, Named], wants: Mapping[str, Named], knowledge: Knowledge) -> Iterator[Relation]:
    table = knowledge.concepts
    for have, offered in haves.items():
        for conversion, steps in knowledge.ways(have):
            strength = offered.sure * UP_OFFER**steps * conversion.strength
            above = table.ancestors(conversion.target)
            for want, wanted in wants.items():
                if want == conversion.target:
                    fit, level = 1.0, "serves"
                elif want in above:
                    fit, level = KIND ** above[want], "serves"
                elif conversion.target in table.ancestors(want):
                    fit, level = BROADER, "serves_class"
                elif above.keys() & table.ancestors(want).keys():
                    fit, level = RELATED, "serves_like"
                else:
                    continue
                yield Relation(
                    strength * wanted.sure * fit * telling(want, table), level, have, want, conversion=conversion
                )


def way(conversion: Conversion, offer: CardReading, need: CardReading, knowledge: Knowledge) -> dict[str, Any]:
    """How it is done, on which conditions, and who did it before."""
    table = knowledge.concepts
    source, target = table[conversion.source], table[conversion.target]
    told: dict[str, Any] = {
        **names("source", source.id, knowledge),
        **names("target", target.id, knowledge),
        "source_category": source.category,
        "target_category": target.category,
        "process_tr": conversion.process.tr,
        "process_en": conversion.process.en,
        "conditions_tr": conversion.conditions.tr,
        "conditions_en": conversion.conditions.en,
    }
    before = _precedent(conversion, offer.division, need.division, knowledge)
    if before is not None:
        told["before"] = {
            "resource_tr": before.resource.tr,
            "resource_en": before.resource.en,
            "use_tr": before.use.tr,
            "use_en": before.use.en,
            "place": before.place,
        }
    return told


def _precedent(conversion: Conversion, giver: int | None, taker: int | None, knowledge: Knowledge) -> Precedent | None:
    """A documented exchange like this one: behind the conversion itself, else behind what it is a kind of.

    Of several as near ones that between industries like these two.
    """

    def alike(one: Precedent) -> int:
        return _within(giver, one.giver_nace) + _within(taker, one.receiver_nace)

    for near in _broader(conversion, knowledge):
        known = [knowledge.precedents[one] for one in near.evidence if one in knowledge.precedents]
        if documented := [one for one in known if one.documented and one.place]:
            return max(documented, key=alike)
    return None


def _broader(conversion: Conversion, knowledge: Knowledge) -> Iterator[Conversion]:
    """The conversion, then those of what its ends are kinds of, the nearest first."""
    yield conversion
    sources = {conversion.source: 0, **knowledge.concepts.ancestors(conversion.source)}
    targets = {conversion.target: 0, **knowledge.concepts.ancestors(conversion.target)}
    ends = sorted((up + on, source, target) for source, up in sources.items() for target, on in targets.items())
    for _, source, target in ends[1:]:
        if (found := knowledge.conversions.between(source, target)) is not None:
            yield found


def _within(division: int | None, codes: tuple[str, ...]) -> bool:
    return division is not None and any(code.startswith(f"{division:02d}") for code in codes)


def names(key: str, concept: str, knowledge: Knowledge) -> dict[str, str]:
    found = knowledge.concepts[concept]
    return {f"{key}_tr": found.name("tr"), f"{key}_en": found.name("en")}
