"""What a named thing is in its line: the thing itself, or what that is made of, meant for, mixed with or packed in.

"bakır tel dekapaj banyosu" is a bath, "tuz (ham deri salamurası için)" is salt, "reçineli kum" is sand and "filtre tozu
bigbag" is dust: the other names say less of what the card is about.
"""

from collections.abc import Callable, Container, Iterable
from typing import Final, NamedTuple

from app.knowledge.negation import ReadLine
from app.knowledge.vocabulary import vocabulary


class Hit(NamedTuple):
    """A label found in a text: its concept, the places of its words, and how surely they are its words (0…1)."""

    concept: str
    places: tuple[int, ...]
    confidence: float


# Both languages put the thing last and what it is of before it: "mermer kesim çamuru", "marble cutting sludge".
MODIFIER: Final = 0.6
# "kurutma için buhar": what stands before "için" is what the thing is for.
PURPOSE: Final = 0.6
# A use is what the card wants, all the same.
USE: Final = 0.9
FOR: Final = frozenset({"icin", "amacli", "amaciyla", "uzere"})
# "reçineli kum", "metal içeren asit".
CONTENT: Final = 0.4
WITH: Final = ("li", "lu")
CONTAINING: Final = frozenset({"iceren", "icerikli", "katkili", "bulasik", "bulasmis", "emdirilmis"})
# "filtre tozu, big bag'de".
PACKAGING: Final = "packaging"
PACKED: Final = 0.4


class Roles:
    """Weighs the hits of a line; `category` tells that of a concept, `forms` are the words as labels spell them."""

    def __init__(self, category: Callable[[str], str], forms: Container[str]) -> None:
        self._category, self._forms = category, forms

    def sureness(self, hit: Hit, hits: Iterable[Hit], line: ReadLine, *, title: bool) -> float:
        """How surely the card is about the thing and not only about what it does for another, 0…1."""
        last, category = hit.places[-1], self._category(hit.concept)
        others = [other for other in hits if other.concept != hit.concept]
        sure = 1.0
        if not FOR.isdisjoint(line.words[last + 1 : last + 3]):
            sure = USE if category == "use" else PURPOSE
        elif any(_qualifies(last, other, line) for other in others if self._category(other.concept) != PACKAGING):
            sure = MODIFIER
        if self._contained(hit, line):
            sure *= CONTENT
        if category == PACKAGING and (not title or any(other.places[-1] < last for other in others)):
            sure *= PACKED
        return sure

    def _contained(self, hit: Hit, line: ReadLine) -> bool:
        """Whether something is said to be in or on the next thing: "reçineli kum", but not a label on -li."""
        last = hit.places[-1]
        following = line.words[last + 1 : last + 2]
        if not CONTAINING.isdisjoint(following):
            return True
        word = line.words[last]
        return bool(following) and len(hit.places) == 1 and word.endswith(WITH) and word not in self._forms


def _qualifies(last: int, other: Hit, line: ReadLine) -> bool:
    """Whether what ends at `last` only says of what the other hit is.

    The other follows in the same clause, and no "ve" or "ile" stands between that would make them two things.
    """
    end = other.places[-1]
    if end <= last or line.clauses[last] != line.clauses[end]:
        return False
    return vocabulary().joins.isdisjoint(line.words[last + 1 : max(last + 1, other.places[0])])
