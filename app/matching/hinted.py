"""What an offer may be to a need as far as their words tell, where no label of the tables stands in them whole.

The rank of such a guess is worked out as `candidates` scores it, one pair of things at a time; what is named counts as
in `relation`: a thing at the head of a title more than one that is mentioned.
"""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Final, NamedTuple

from app.knowledge import Knowledge
from app.knowledge.conversions import Conversion
from app.knowledge.reach import UP_OFFER, UP_SERVED
from app.matching.reading import CardReading
from app.matching.relation import named, names, place, way
from app.matching.side import FOLLOWED_HINTS

# Fainter guesses are wrong more often than not: then the words that both cards share say more.
LEAST: Final = 0.3
SHOWN_WORDS: Final = 3
# Words by which a card names one thing ("big bag") say less of what else they could stand for.
TAKEN: Final = 0.5
# What is left of a thing where the words only tell of what kind it could be.
HEADLESS: Final = 0.35


class Meant(NamedTuple):
    """How surely a card means a concept, 0…1, and where it names it (`relation.place`), "" = its words only hint.

    A hint is `headless` where no label has its last word in the card: "kan" hints at "kanlı tuz", but is no salt.
    """

    sure: float
    place: str = ""
    headless: bool = False


class Guess(NamedTuple):
    """One thing that the offer may be and one that the need may ask for; `conversion` is the way from the one to the
    other where they are not the same."""

    rank: float
    have: str
    want: str
    conversion: Conversion | None = None


def hint(offer: CardReading, need: CardReading, knowledge: Knowledge) -> Mapping[str, Any]:
    """The best guess about a pair, as values for its wording; empty where none is worth telling.

    `hinted` tells whose words it rests on, "have", "want" or "both"; `have_words` and `want_words` are these, as stems.
    """
    haves, wants = _meant(offer, knowledge), _meant(need, knowledge)
    best = max(_guesses(haves, wants, knowledge), key=lambda one: (one.rank, one.have, one.want), default=None)
    if best is None or best.rank < LEAST:
        return {}
    have_as, want_as = haves[best.have].place, wants[best.want].place
    told = {
        "rank": round(best.rank, 4),
        "level": "guessed",
        "hinted": "want" if have_as else "have" if want_as else "both",
        "have": offer.card.title,
        "want": need.card.title,
        "have_as": have_as,
        "want_as": want_as,
        "have_words": () if have_as else _words(offer, best.have, knowledge),
        "want_words": () if want_as else _words(need, best.want, knowledge),
        **names("have", best.have, knowledge),
        **names("want", best.want, knowledge),
    }
    return told if best.conversion is None else told | way(best.conversion, offer, need, knowledge)


def _meant(reading: CardReading, knowledge: Knowledge) -> dict[str, Meant]:
    """What a card names, and what its words hint at besides."""
    found = {concept: Meant(one.sure, place(one)) for concept, one in named(reading, knowledge).items()}
    hints, words = knowledge.hints, reading.words
    free = words.keys() - frozenset[str]().union(*map(hints.words_of, found))
    for concept, sure in islice(hints.of(words).items(), FOLLOWED_HINTS):
        if concept not in found:
            taken = free.isdisjoint(hints.words_of(concept))
            headless = all(name[-1] not in words for name in hints.names_of(concept))
            found[concept] = Meant(sure * TAKEN if taken else sure, headless=headless)
    return found


def _guesses(haves: Mapping[str, Meant], wants: Mapping[str, Meant], knowledge: Knowledge) -> Iterator[Guess]:
    for have, offered in haves.items():
        sure = offered.sure * HEADLESS if offered.headless else offered.sure
        for want, fit in _kinds(have, UP_OFFER, knowledge):
            asked = wants.get(want)
            if asked is not None and bool(offered.place) is not bool(asked.place):
                yield Guess(sure * fit * (asked.sure * HEADLESS if asked.headless else asked.sure), have, want)
        for conversion, steps in knowledge.ways(have):
            strength = sure * UP_OFFER**steps * conversion.strength
            for want, fit in _kinds(conversion.target, UP_SERVED, knowledge):
                asked = wants.get(want)
                if asked is not None and not (offered.place and asked.place):
                    yield Guess(strength * fit * asked.sure, have, want, conversion)


def _kinds(concept: str, step: float, knowledge: Knowledge) -> Iterator[tuple[str, float]]:
    """The concept and what it is a kind of, each with what is left of how surely it is meant."""
    yield concept, 1.0
    for above, steps in knowledge.concepts.ancestors(concept).items():
        yield above, step**steps


def _words(reading: CardReading, concept: str, knowledge: Knowledge) -> tuple[str, ...]:
    """The most telling words of a card that hint at a concept, in the order of the card.

    What by itself hints at many other things before this one ("atık") is left out where another word says more.
    """
    held = [word for word in reading.words if word in knowledge.hints.words_of(concept)]
    alone = {word: knowledge.hints.of({word: 1.0}).get(concept, 0.0) * reading.words[word] for word in held}
    telling = sorted((word for word in held if alone[word]), key=lambda word: -alone[word])
    shown = (telling or held)[:SHOWN_WORDS]
    return tuple(word for word in held if word in shown)
