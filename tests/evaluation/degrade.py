"""The same cards as people type them on a bad day: pure functions, the same for the same seed.

Each card draws from its own chance, so that the order of cards does not matter. Numbers, codes and fields stay.
"""

import random
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from app.common.turkish import match_key, turkish_lower
from app.records import Direction, ResourceCard
from tests.evaluation.degrade_words import ABBREVIATIONS, BARE, ENGLISH

TextChange = Callable[[str, random.Random], str]
Degradation = Callable[[Iterable[ResourceCard], int], list[ResourceCard]]

_WORD = re.compile(r"[^\W\d_]+")
# A whole word that is not part of a number, a code or a formula.
_ALONE = re.compile(r"(?<![\w%-])[^\W\d_]+(?![\w-])")
# What parts clauses; the dots in "2.el" and "3.5" do not.
_CLAUSE = re.compile(r"([,;:.!?]+(?:\s+|$)|\s*[()/\n]+\s*)")
_VOWELS = "aeıioöuüâîû"
_UPPER = str.maketrans({"i": "İ", "ı": "I"})
_ASCII = str.maketrans("çğıöşüâîûÇĞİÖŞÜÂÎÛ", "cgiosuaiuCGIOSUAIU")
# Neighbours of each letter on the Turkish Q keyboard.
_ROWS = ("qwertyuıopğü", "asdfghjklşi", "zxcvbnmöç")
_SHORTEST_MISTYPED, _SHORTEST_ENDED, _SHORTEST_CUT = 4, 3, 8
# Plural, accusative, genitive, locative, ablative, dative, "with"; capitals follow the vowels before them.
_ENDINGS = ("lAr", "(y)I", "(n)In", "DA", "DAn", "(y)A", "lI", "lArI")
# After what looks like "of it" (kaynağı, firesi) cases come with an n.
_ENDINGS_OF_IT = ("nI", "nIn", "ndA", "ndAn", "nA")
_LOOKS_OF_IT = re.compile(r".{3,}[ıiuü]")
# Cases, verbs and persons that bear no further ending.
_ENDED = re.compile(r".{2,}([dt][ae]n?|yor|[ae]c[ae][kğ]|m[ae]k|[mn][ıiuü]z|l[ae]r[ıi]?)")
_SOFT = {"k": "ğ", "ç": "c", "p": "b"}
_HARD = {"g": "k", "b": "p", "d": "t"}


def ascii_folded(cards: Iterable[ResourceCard], seed: int = 0) -> list[ResourceCard]:
    """Without diacritics: ısı → isi, ÇATI → CATI."""
    return _each_text(cards, seed, lambda text, _: text.translate(_ASCII))


def capitals(cards: Iterable[ResourceCard], seed: int = 0) -> list[ResourceCard]:
    """All in Turkish capitals: ısı işi → ISI İŞİ."""
    return _each_text(cards, seed, lambda text, _: turkish_upper(text))


def mistyped(cards: Iterable[ResourceCard], seed: int = 0) -> list[ResourceCard]:
    """One typing error in every word of four letters and more: two letters swapped, one left out, doubled or missed."""
    return _each_word(cards, seed, _ALONE, _mistype)


def with_endings(cards: Iterable[ResourceCard], seed: int = 0) -> list[ResourceCard]:
    """A Turkish ending on every word that can bear one, in vowel harmony: talaş → talaşlar, toprak → toprağın."""
    return _each_word(cards, seed, _ALONE, _end)


def half_english(cards: Iterable[ResourceCard], seed: int = 0) -> list[ResourceCard]:
    """Titles in which about half of the words with a usual English name have it: sıcak su → hot su.

    At least one word changes; a title without any such word gets an English word for having or wanting.
    """
    return [replace(card, title=_half_english(card, _chance(card, seed))) for card in cards]


def abbreviated(cards: Iterable[ResourceCard], seed: int = 0) -> list[ResourceCard]:
    """Usual abbreviations; other words of eight letters and more lose the vowels in their middle."""
    return _each_word(cards, seed, _ALONE, lambda word, _: _abbreviate(word))


def swapped(cards: Iterable[ResourceCard], seed: int = 0) -> list[ResourceCard]:
    """One pair of neighbouring words swapped in every clause."""
    return _each_text(cards, seed, lambda text, chance: "".join(_swap(part, chance) for part in _CLAUSE.split(text)))


DEGRADATIONS: Mapping[str, Degradation] = {
    "without diacritics": ascii_folded,
    "all capitals": capitals,
    "one typo a word": mistyped,
    "Turkish endings": with_endings,
    "half English titles": half_english,
    "abbreviations": abbreviated,
    "words swapped": swapped,
}


def turkish_upper(text: str) -> str:
    """Capitals with İ for i and I for ı."""
    return text.translate(_UPPER).upper()


def _chance(card: ResourceCard, seed: int) -> random.Random:
    return random.Random(f"{seed}:{card.id}")


def _each_text(cards: Iterable[ResourceCard], seed: int, change: TextChange) -> list[ResourceCard]:
    changed = []
    for card in cards:
        chance = _chance(card, seed)
        changed.append(
            replace(
                card,
                title=change(card.title, chance),
                description=card.description and change(card.description, chance),
                quality=card.quality and change(card.quality, chance),
                notes=card.notes and change(card.notes, chance),
            )
        )
    return changed


def _each_word(
    cards: Iterable[ResourceCard], seed: int, words: re.Pattern[str], change: TextChange
) -> list[ResourceCard]:
    return _each_text(cards, seed, lambda text, chance: words.sub(lambda found: change(found[0], chance), text))


def _mistype(word: str, chance: random.Random) -> str:
    if len(word) < _SHORTEST_MISTYPED:
        return word
    at = chance.randrange(1, len(word) - 1)
    kinds = [word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:]]
    if word[at] != word[at + 1]:
        kinds.append(word[:at] + word[at + 1] + word[at] + word[at + 2 :])
    if near := _neighbours(turkish_lower(word[at])):
        other = chance.choice(near)
        kinds.append(word[:at] + (turkish_upper(other) if word[at].isupper() else other) + word[at + 1 :])
    return chance.choice(kinds)


def _neighbours(letter: str) -> str:
    for row in _ROWS:
        if (at := row.find(letter)) >= 0:
            return row[max(0, at - 1) : at] + row[at + 1 : at + 2]
    return ""


def _end(word: str, chance: random.Random) -> str:
    if len(word) < _SHORTEST_ENDED or match_key(word) in BARE:
        return word
    low = turkish_lower(word)
    if not any(letter in _VOWELS for letter in low) or (word.isupper() and len(word) <= 4):
        return word  # PVC, HDPE, KOİ
    if _ENDED.fullmatch(low) or not (word.isupper() or word[1:] == low[1:]):
        return word  # also kVA, IPAlı
    ended = low + _ending(low, chance.choice(_ENDINGS_OF_IT if _LOOKS_OF_IT.fullmatch(low) else _ENDINGS))
    if len(low) > 3 and low[-1] in _SOFT and ended[len(low)] in _VOWELS and low[-2] in _VOWELS:
        ended = low[:-1] + _SOFT[low[-1]] + ended[len(low) :]
    return turkish_upper(ended) if word.isupper() else word[0] + ended[1:]


def _ending(word: str, pattern: str) -> str:
    """The ending after this word: A → a/e, I → ı/i/u/ü, D → d/t, a letter in brackets only after a vowel."""
    last = [letter for letter in word if letter in _VOWELS][-1]
    found = ""
    for letter in re.sub(r"\((.)\)", r"\1" if word[-1] in _VOWELS else "", pattern):
        if letter == "A":
            letter = last = "a" if last in "aıouâû" else "e"
        elif letter == "I":
            letter = last = {"a": "ı", "â": "ı", "ı": "ı", "o": "u", "u": "u", "û": "u", "ö": "ü", "ü": "ü"}.get(
                last, "i"
            )
        elif letter == "D":
            letter = "t" if word[-1] in "fstkçşhp" else "d"
        found += letter
    return found


def _half_english(card: ResourceCard, chance: random.Random) -> str:
    title = card.title
    known = [found for found in _WORD.finditer(title) if _english(found[0])]
    if not known:
        more = ("surplus", "available") if card.direction is Direction.HAVE else ("needed", "wanted")
        return f"{title} {chance.choice(more)}"
    sure = chance.choice(known)
    for found in reversed(known):
        if found is sure or chance.random() < 0.5:
            title = title[: found.start()] + _english(found[0]) + title[found.end() :]
    return title


def _english(word: str) -> str:
    """The English name of a word, also of one with a short ending (çamuru, kırığı, balık unu); empty without one."""
    key = match_key(word)
    if key in ENGLISH:
        return ENGLISH[key]
    stems = [key[: -len(ending)] for ending in ("si", "su", "i", "u") if key.endswith(ending) and len(key) > 3]
    hard = [stem[:-1] + _HARD.get(stem[-1], stem[-1]) for stem in stems]
    return next((ENGLISH[stem] for stem in (*stems, *hard) if stem in ENGLISH), "")


def _abbreviate(word: str) -> str:
    if short := ABBREVIATIONS.get(match_key(word)):
        return turkish_upper(short) if word.isupper() else short
    if len(word) < _SHORTEST_CUT:
        return word
    middle = "".join(letter for letter in word[2:-1] if turkish_lower(letter) not in _VOWELS)
    return word[:2] + middle + word[-1]


def _swap(clause: str, chance: random.Random) -> str:
    words = clause.split(" ")
    places = [at for at in range(len(words) - 1) if words[at] and words[at + 1]]
    if places:
        at = chance.choice(places)
        words[at], words[at + 1] = words[at + 1], words[at]
    return " ".join(words)
