"""Writes abbreviations, trade words and typing errors out, so that whatever reads a text sees plain words only."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from app.knowledge.vocabulary import Entry

FULL_STOP = "."
# So many words are remembered; the labels of the tables have about half as many.
MOST_KEPT = 50_000


class _Part(NamedTuple):
    """A word of a phrase. "yemlik" loses its ending as a stem, so only words that begin with all of it count."""

    stem: str
    start: str

    def fits(self, word: str, stemmed: str) -> bool:
        return stemmed == self.stem and word.startswith(self.start)


class _Phrase(NamedTuple):
    """Words in a row and the words that stand for them."""

    parts: tuple[_Part, ...]
    plain: tuple[str, ...]


class Expander:
    """`expand(words)` for one set of entries.

    A single abbreviation counts as typed only ("mak" is no form of "makas"), with or without its full stop; one that
    is given with a full stop ("kap.") needs it and a word behind it. All others count with any ending.
    """

    def __init__(self, entries: Iterable[Entry], split: Callable[[str], list[str]], stem: Callable[[str], str]) -> None:
        self._stem = stem
        self._short: dict[str, tuple[str, ...]] = {}
        self._dotted: dict[str, tuple[str, ...]] = {}
        self._phrases: dict[str, list[_Phrase]] = {}
        # Words that were looked up and begin nothing: nearly all of a text are among them.
        self._usual: set[str] = set()
        for entry in entries:
            words, plain = split(entry.text), tuple(split(entry.means))
            if entry.kind == "abbreviation" and words[1:] == [FULL_STOP]:
                self._dotted[words[0]] = plain
            elif entry.kind == "abbreviation" and len(words) == 1:
                self._short[words[0]] = plain
            else:
                parts = tuple(_Part(root := stem(word), "" if root == word else word) for word in words)
                self._phrases.setdefault(parts[0].stem, []).append(_Phrase(parts, plain))
        for phrases in self._phrases.values():
            phrases.sort(key=lambda phrase: -len(phrase.parts))

    def expand(self, words: list[str]) -> list[str]:
        """The words with everything short or unusual written out; the same list where there is nothing to write."""
        if self._usual.issuperset(words) or all(map(self._is_usual, words)):
            return words
        found: list[str] = []
        at = 0
        while at < len(words):
            plain, length = self._read(words, at)
            found += plain
            at += length
        return found

    def _is_usual(self, word: str) -> bool:
        if word in self._usual:
            return True
        if word in self._short or word in self._dotted or self._stem(word) in self._phrases:
            return False
        if len(self._usual) < MOST_KEPT:
            self._usual.add(word)
        return True

    def _read(self, words: Sequence[str], at: int) -> tuple[Sequence[str], int]:
        """What stands for the words from `at` on, and how many of them it stands for."""
        for phrase in self._phrases.get(self._stem(words[at]), ()):
            typed = words[at : at + len(phrase.parts)]
            if len(typed) == len(phrase.parts) and all(
                part.fits(word, self._stem(word)) for part, word in zip(phrase.parts, typed, strict=True)
            ):
                return phrase.plain, len(typed)
        word = words[at]
        stopped = words[at + 1 : at + 2] == [FULL_STOP]
        if word in self._short:
            return self._short[word], 2 if stopped else 1
        if stopped and word in self._dotted and words[at + 2 : at + 3] and words[at + 2].isalnum():
            return self._dotted[word], 2
        return words[at : at + 1], 1
