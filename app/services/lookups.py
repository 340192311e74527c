"""What the tables say about a line that is being typed: the thing it names, the waste code that fits, the usual unit.

Pure reading. The tables are read at the first call, which belongs in the background; after that a look-up takes a few
milliseconds. Every method may run on any thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.common.turkish import clean_text
from app.records import Direction

if TYPE_CHECKING:
    from app.knowledge import Concept, Knowledge

# Below this the top code of a text is as often wrong as right. Measured on the documented cases and the sample (1000
# texts, each case left out of the tables that it is in): of the texts whose concept is linked with 0.60…0.69 the code
# was exact for 57 %, from 0.70 on for 83 %, and in the right group for 90 %. 0.70 is also a class of many kinds named
# outright ("kum"); less is a word that only describes another thing.
SURE: Final = 0.70
# A second code is as good as the first from this share of its score on.
CLOSE: Final = 0.90
# What fits at all: a code taken from a suggestion stays while it is among these.
FITTING: Final = 5
# A thing is named in fewer characters; a longer text is a page pasted by mistake.
LONGEST_TITLE: Final = 200
# Waste codes are for what can lie in a heap, a tank or a bag: heat, a truck, a hall or a welder has none.
CODED: Final = frozenset({"material", "byproduct_waste", "packaging", "water", "use"})


@dataclass(frozen=True, slots=True)
class Named:
    """A name in both languages."""

    tr: str = ""
    en: str = ""

    def get(self, language: str) -> str:
        """The name in `language` ("tr" or "en")."""
        return self.en if language == "en" else self.tr


@dataclass(frozen=True, slots=True)
class CodeName:
    """A waste code, its short title, and whether the list marks it as hazardous."""

    code: str
    title: Named
    hazardous: bool = False


@dataclass(frozen=True, slots=True)
class CardHint:
    """What a title names; everything is empty where that is not sure enough.

    `offers` are the code that fits best and, where it fits about as well, a second one. `fitting` are these and the
    next best ones. `unit` is the code of the unit in which such a thing is usually counted.
    """

    concept: str = ""
    name: Named = Named()
    offers: tuple[CodeName, ...] = ()
    fitting: frozenset[str] = frozenset()
    unit: str = ""


NO_HINT: Final = CardHint()


def _own_tables() -> Knowledge:
    from app.knowledge import load

    return load()


class LookupService:
    """Look-ups for the card entry; nothing here changes anything."""

    def __init__(self, load: Callable[[], Knowledge] = _own_tables) -> None:
        self._load = load
        self._preparing = threading.Lock()
        self._made: Knowledge | None = None

    @property
    def ready(self) -> bool:
        """Whether the tables have been read: then an answer takes no longer than a key press."""
        return self._made is not None

    def prepare(self) -> None:
        """Read the tables and build what look-ups need; nothing where that was done."""
        self._tables()

    def hint(self, title: str, nace: str | None, direction: Direction) -> CardHint:
        """What a title of a firm with this NACE code names; never raises for what somebody types."""
        text = clean_text(title)
        if not text or len(text) > LONGEST_TITLE:
            return NO_HINT
        tables = self._tables()
        linked = tables.link(text, nace, offer=direction is Direction.HAVE)
        if not linked or linked[0].confidence < SURE:
            return NO_HINT
        concept = tables.concepts[linked[0].concept]
        offers, fitting = _codes(tables, concept, text, nace)
        return CardHint(concept.id, Named(concept.name("tr"), concept.name("en")), offers, fitting, concept.unit)

    def code(self, digits: str) -> CodeName | None:
        """A code, group or chapter of the list; None where the list has no such code."""
        entry = self._tables().waste_codes.get("".join(digits.split()))
        return CodeName(entry.code, Named(entry.tr, entry.en), entry.hazardous) if entry is not None else None

    def _tables(self) -> Knowledge:
        with self._preparing:
            if self._made is None:
                tables = self._load()
                tables.codes("talaş")  # builds the lists of words
                self._made = tables
            return self._made


def _codes(
    tables: Knowledge, concept: Concept, text: str, nace: str | None
) -> tuple[tuple[CodeName, ...], frozenset[str]]:
    """The codes to offer and those that fit; none for a service, or where the best code is another thing's."""
    if concept.category not in CODED:
        return (), frozenset()
    guesses = tables.codes(text, nace, FITTING)
    if not guesses or guesses[0].concept != concept.id:
        return (), frozenset()
    offered = [guess.code for guess in guesses[:2] if guess.score >= CLOSE * guesses[0].score]
    entries = [tables.waste_codes.entries[code] for code in offered]
    offers = tuple(CodeName(entry.code, Named(entry.tr, entry.en), entry.hazardous) for entry in entries)
    return offers, frozenset(guess.code for guess in guesses)
