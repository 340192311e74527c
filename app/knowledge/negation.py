"""What a text rules out: "PVC içermeyen", "kanatlı olmaz", "kromsuz", "asbest hariç", "no resin".

The words that are ruled out leave the description of the card (they are what it is not) and become conditions.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from rapidfuzz.distance import OSA

from app.knowledge.vocabulary import vocabulary
from app.knowledge.words import is_word, stem, tokens

_MARKS = frozenset(".;:!?(),/+&")
_BREAKS = frozenset(".;:!?(),")
_JOINING_MARKS = frozenset("/+&")
# A full stop ends an abbreviation more often than a thought.
_CLAUSE_ENDS = _MARKS - {"."}
_LONGEST_PHRASE = 4
# A negation is long enough to be known with one slip in it: "istemyoruz".
_SHORTEST_MISSPELT = 7
# "melamin kaplı, boyalı, emprenyeli olmasın": all of a list is ruled out where its parts are built alike.
_ALIKE_ENDINGS = ("li", "lu")


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A text split into the words it is about and the phrases (lists of stems) that it rules out.

    `lacking` are those of the phrases that stand as a quality ("tozsuz"). `clauses` gives for each word the number of
    the part of the text, between two marks, in which it stands.
    """

    words: tuple[str, ...]
    excluded: tuple[tuple[str, ...], ...]
    lacking: frozenset[tuple[str, ...]]
    clauses: tuple[int, ...]


def read_line(text: str, *, offer: bool) -> ReadLine:
    """Read one field of a card; `offer` = the card gives something."""
    found = tokens(text)
    known = vocabulary()
    after = known.negation_after_in_offer if offer else known.negation_after
    gone: set[int] = set()
    excluded: list[tuple[str, ...]] = []
    lacking: set[tuple[str, ...]] = set()
    for place, word in enumerate(found):
        if length := _negation(found, place, after):
            phrases = _phrases_before(found, place - length + 1)
            gone.update(range(place - length + 1, place + 1))
        elif word in known.negation_before:
            phrases = [_phrase_after(found, place)]
        elif (base := without(word)) is not None:
            excluded.append((stem(base),))
            lacking.add((stem(base),))
            gone.add(place)
            continue
        else:
            continue
        gone.update(at for phrase in phrases for at in phrase)
        excluded += [tuple(stem(found[at]) for at in phrase) for phrase in phrases if phrase]
    kept = [place for place, word in enumerate(found) if place not in gone and word not in _MARKS]
    ends = [0, *accumulate(int(word in _CLAUSE_ENDS) for word in found)]
    return ReadLine(
        words=tuple(found[place] for place in kept),
        excluded=tuple(dict.fromkeys(excluded)),
        lacking=frozenset(lacking),
        clauses=tuple(ends[place] for place in kept),
    )


def _negation(found: Sequence[str], place: int, after: Collection[str]) -> int:
    """How many words of a negation end here: "istemiyoruz" 1, "kabul etmiyoruz" 2, "şart değil" 0."""
    word, before = found[place], found[place - 1] if place else ""
    if f"{before} {word}" in after:
        return 2
    return int((word in after or _misspelt(word)) and before not in vocabulary().freedoms)


@lru_cache(maxsize=65536)
def _misspelt(word: str) -> bool:
    """Whether a word is one slip away from a negation that holds in every card."""
    if len(word) < _SHORTEST_MISSPELT or word in vocabulary().stop:
        return False
    known = vocabulary().negation_after
    return any(
        len(other) >= _SHORTEST_MISSPELT and other[0] == word[0] and OSA.distance(word, other, score_cutoff=1) == 1
        for other in known
    )


def _phrases_before(found: Sequence[str], place: int) -> list[list[int]]:
    """The places of the words in front of a negation, as phrases split at "ve", "/" and the like."""
    known = vocabulary()
    phrases: list[list[int]] = [[]]
    taken = 0
    for at in range(place - 1, -1, -1):
        word = found[at]
        if word in _JOINING_MARKS or word in known.joins:
            phrases.append([])
            continue
        if word == "," and _goes_on(found, at, phrases[-1]):
            phrases.append([])
            taken = 0
            continue
        if word in _BREAKS or word in known.barriers or taken == _LONGEST_PHRASE:
            break
        if word in known.fillers:
            continue
        if word.endswith(("mak", "mek")):
            return []  # "yeni kazan almak istemiyoruz" refuses a deed, not a material
        if is_word(word):
            phrases[-1].insert(0, at)
            taken += 1
    return phrases


def _goes_on(found: Sequence[str], comma: int, phrase: Sequence[int]) -> bool:
    """Whether what stands before a comma belongs to the same list: both end alike."""
    ends = found[comma - 1] if comma else "", found[phrase[-1]] if phrase else ""
    return all(word.endswith(_ALIKE_ENDINGS) and len(word) > 3 for word in ends)


def _phrase_after(found: Sequence[str], place: int) -> list[int]:
    phrase: list[int] = []
    for at in range(place + 1, min(place + 3, len(found))):
        if found[at] in _BREAKS or not is_word(found[at]):
            break
        phrase.append(at)
    return phrase


def without(word: str) -> str | None:
    """The substance in a word on -siz/-suz ("kromsuz" → "krom"); None where there is none."""
    for ending in ("siz", "suz"):
        if word.endswith(ending) and len(word) >= 6 and word not in vocabulary().lexical_siz:
            return word[:-3]
    return None
