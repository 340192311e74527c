"""What a text rules out: "PVC içermeyen", "kanatlı olmaz", "kromsuz", "asbest hariç", "no resin".

The words that are ruled out leave the description of the card (they are what it is not) and become conditions.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.knowledge.wordlists import AFTER, BARRIERS, FREEDOM, LEXICAL
from app.knowledge.words import is_word, stem, tokens

AFTER_IN_OFFER = frozenset({"yok"})
_BEFORE = frozenset({"no", "without", "not", "non", "excluding"})
_MARKS = frozenset(".;:!?(),/+&")
_BREAKS = frozenset(".;:!?(),")
_JOINS = frozenset({"/", "+", "&", "ve", "veya", "yada", "ya", "ile"})
_LONGEST_PHRASE = 4


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A text split into the words it is about and the phrases (lists of stems) that it rules out."""

    words: tuple[str, ...]
    excluded: tuple[tuple[str, ...], ...]


def read_line(text: str, *, offer: bool) -> ReadLine:
    """Read one field of a card; `offer` = the card gives something."""
    found = tokens(text)
    after = AFTER | AFTER_IN_OFFER if offer else AFTER
    gone: set[int] = set()
    excluded: list[tuple[str, ...]] = []
    for place, word in enumerate(found):
        if word in after or _is_refusal(found, place):
            phrases = _phrases_before(found, place)
            gone.update((place, place - 1) if found[place - 1] == "kabul" else (place,))
        elif word in _BEFORE:
            phrases = [_phrase_after(found, place)]
        elif (base := without(word)) is not None:
            excluded.append((stem(base),))
            gone.add(place)
            continue
        else:
            continue
        gone.update(at for phrase in phrases for at in phrase)
        excluded += [tuple(stem(found[at]) for at in phrase) for phrase in phrases if phrase]
    words = tuple(word for place, word in enumerate(found) if place not in gone and word not in _MARKS)
    return ReadLine(words, tuple(dict.fromkeys(excluded)))


def _is_refusal(found: Sequence[str], place: int) -> bool:
    """ "kabul etmiyoruz / edilmiyor" and "X değil" (but not "şart değil")."""
    word, before = found[place], found[place - 1] if place else ""
    if word in ("etmiyoruz", "edilmiyor", "edilmez", "etmeyiz"):
        return before == "kabul"
    return word == "degil" and before not in FREEDOM


def _phrases_before(found: Sequence[str], place: int) -> list[list[int]]:
    """The places of the words in front of a negation, as phrases split at "ve", "/" and the like."""
    phrases: list[list[int]] = [[]]
    taken = 0
    for at in range(place - 1, -1, -1):
        word = found[at]
        if word in _JOINS:
            phrases.append([])
            continue
        if word in _BREAKS or word in BARRIERS or taken == _LONGEST_PHRASE:
            break
        if word in ("kabul", "hic", "da", "de", "asla"):
            continue
        if word.endswith(("mak", "mek")):
            return []  # "yeni kazan almak istemiyoruz" refuses a deed, not a material
        if is_word(word):
            phrases[-1].insert(0, at)
            taken += 1
    return phrases


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
        if word.endswith(ending) and len(word) >= 6 and word not in LEXICAL:
            return word[:-3]
    return None
