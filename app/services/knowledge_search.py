"""Searches the tables of what the program knows while somebody types: one text of all labels, looked through at once.

A label that is what was typed comes first, then one that begins so, then one with words that begin so; where there is
none, words inside of words, labels with most of the words, and words that are alike.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import accumulate
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from app.common.turkish import match_key, sort_key
from app.knowledge import Knowledge
from app.knowledge.words import stem
from app.services.knowledge_links import Links
from app.services.knowledge_rows import Found, Group, Hit, Ref, RowKind

# A word is taken for a misspelling of one that is this alike (1 = the same) and at least this long.
ALIKE: Final = 0.75
SHORTEST_MENDED: Final = 4
MOST_ALIKE: Final = 4
# With so few rows found, those that lack one of the words are shown below them.
FEW: Final = 4
# Inside of other words only what is long enough not to stand there by chance ("kum" in "döküm").
SHORTEST_INSIDE: Final = 4
SHORTEST_JOINED: Final = 6
LONGEST_QUERY: Final = 120

_WORD = re.compile(r"[^\W_]+")
_CODE = re.compile(r"\d[\d.\s]*\*?")


_Placed = tuple[tuple[int, bool, int], Ref, int]


class _Rank(IntEnum):
    EXACT = 0
    START = 1
    WORDS = 2
    STEMS = 3
    INSIDE = 4
    SOME = 5
    ALIKE = 6


@dataclass(frozen=True, slots=True)
class _Label:
    """A text of a row: as it is shown and whether it is the row's name in one of the languages."""

    row: Ref
    text: str
    is_name: bool


def key_of(text: str) -> str:
    """The words of a text as they are compared."""
    return " ".join(_WORD.findall(match_key(text)))


class SearchList:
    """`find` for one set of tables; building it takes a few tenths of a second, a search a few milliseconds."""

    def __init__(self, knowledge: Knowledge, links: Links) -> None:
        self._links = links
        self._labels: list[_Label] = []
        self._keys: list[str] = []
        for label in _labels(knowledge):
            key = key_of(label.text)
            if key:
                self._labels.append(label)
                self._keys.append(key)
        # Each label is a line between blanks: " word" begins a word, " word " is a whole one, "\n word" begins a label.
        lines = [f"\n {key} " for key in self._keys]
        self._all = "".join(lines)
        self._starts = [0, *accumulate(len(line) for line in lines)][:-1]
        self._joined = [key.replace(" ", "") for key in self._keys]
        words = {word for key in self._keys for word in key.split()}
        self._vocabulary = sorted(word for word in words if len(word) >= SHORTEST_MENDED)
        self._by_stem: dict[str, list[str]] = {}
        for word in self._vocabulary:
            self._by_stem.setdefault(stem(word), []).append(word)
        self._codes = sorted(entry.code for entry in knowledge.waste_codes)
        self._sectors = sorted((sector.code.replace(".", ""), sector.code) for sector in knowledge.sectors)

    def find(self, text: str, language: str, limit: int = 60) -> Found:
        """The rows that fit, at most `limit` of each table; an empty text finds nothing."""
        text = text[:LONGEST_QUERY].strip()
        if _CODE.fullmatch(text):
            coded = self._by_code(text)
            if coded:
                return self._grouped(coded, language, limit)
        words = key_of(text).split()
        if not words:
            return Found()
        found = self._exactly(words) or self._together(words)
        if found:
            if len(found) < FEW and len(words) > 2:
                found = self._some(words) | found
            return self._grouped(found, language, limit)
        alike = self._inside(words) or self._some(words) or self._alike(words)
        return self._grouped(alike, language, limit, alike=True)

    def _by_code(self, text: str) -> dict[Ref, tuple[int, int]]:
        """Rows whose code begins with these digits: "10 09 08*", "100908", "24.51", "2451"."""
        digits = re.sub(r"\D", "", text)
        found: dict[Ref, tuple[int, int]] = {}
        if "." not in text:
            for code in _beginning(self._codes, digits):
                found[Ref(RowKind.CODE, code)] = (_Rank.EXACT if code == digits else _Rank.START, -1)
        if "*" not in text and len(digits) <= 4:
            for plain, code in self._sectors:
                if plain.startswith(digits):
                    found[Ref(RowKind.SECTOR, code)] = (_Rank.EXACT if plain == digits else _Rank.START, -1)
        return found

    def _exactly(self, words: list[str]) -> dict[Ref, tuple[int, int]]:
        query = " ".join(words)
        forms: list[tuple[str, ...]] = [self._forms(word) for word in words]
        found: dict[Ref, tuple[int, int]] = {}
        if len(query) == 1:
            forms = [(f"\n {query}",)]  # one letter begins half of all words: only labels that begin with it
        rarest: tuple[str, ...] = max(forms, key=lambda some: len(some[0]))
        for place in self._with_any(rarest):
            key = self._keys[place]
            if key == query:
                rank = _Rank.EXACT
            elif key.startswith(query):
                rank = _Rank.START
            else:
                line = f" {key} "
                if not all(any(form in line for form in some) for some in forms):
                    continue
                typed = all(f" {word}" in line for word in words)
                rank = _Rank.WORDS if typed else _Rank.STEMS
            self._note(found, place, rank)
        return found

    def _together(self, words: list[str]) -> dict[Ref, tuple[int, int]]:
        """Labels that are written as one word where two were typed, or the other way round."""
        found: dict[Ref, tuple[int, int]] = {}
        joined = "".join(words)
        if len(joined) >= SHORTEST_JOINED:
            for place, key in enumerate(self._joined):
                if key.startswith(joined):
                    self._note(found, place, _Rank.STEMS)
        return found

    def _inside(self, words: list[str]) -> dict[Ref, tuple[int, int]]:
        found: dict[Ref, tuple[int, int]] = {}
        longest = max(words, key=len)
        if len(longest) >= SHORTEST_INSIDE:
            for place in self._with_any((longest,)):
                if all(word in self._keys[place] for word in words):
                    self._note(found, place, _Rank.INSIDE)
        return found

    def _some(self, words: list[str]) -> dict[Ref, tuple[int, int]]:
        """Labels with all of the words but one; of two words the rarer one counts."""
        found: dict[Ref, tuple[int, int]] = {}
        places = [set(self._with_any(self._forms(word))) for word in dict.fromkeys(words) if len(word) > 2]
        places = sorted((some for some in places if some), key=len)
        if len(words) == 2:
            places = places[:1]
        counts = Counter(place for some in places for place in some)
        for place, count in counts.items():
            if len(words) > 1 and count >= len(words) - 1:
                self._note(found, place, _Rank.SOME)
        return found

    def _alike(self, words: list[str]) -> dict[Ref, tuple[int, int]]:
        choices = [self._mended(word) for word in words]
        found: dict[Ref, tuple[int, int]] = {}
        if not all(choices):
            return found
        for place in self._with_any(max(choices, key=lambda some: min(len(word) for word in some))):
            line = f" {self._keys[place]} "
            if all(any(word in line for word in some) for some in choices):
                self._note(found, place, _Rank.ALIKE)
        return found

    def _mended(self, word: str) -> tuple[str, ...]:
        """What to look for: the word where it begins a label's word, else the words that are most alike."""
        if f" {word}" in self._all:
            return (f" {word}",)
        if len(word) < SHORTEST_MENDED:
            return ()
        alike = process.extract(
            word, self._vocabulary, scorer=OSA.normalized_similarity, score_cutoff=ALIKE, limit=MOST_ALIKE
        )
        return tuple(f" {found} " for found, *_ in alike)

    def _forms(self, word: str) -> tuple[str, ...]:
        """What to look for: words that begin so, and those that differ by their Turkish endings only."""
        others = (other for other in self._by_stem.get(stem(word), ()) if not other.startswith(word))
        return (f" {word}", *(f" {other} " for other in others))

    def _with_any(self, forms: Iterable[str]) -> Iterator[int]:
        """Places of the labels that contain one of `forms`, each once."""
        seen: set[int] = set()
        for form in forms:
            for place in self._places(form):
                if place not in seen:
                    seen.add(place)
                    yield place

    def _places(self, part: str) -> Iterator[int]:
        """Places of the labels that contain `part`, each once."""
        at, everything, starts = self._all.find(part), self._all, self._starts
        while at >= 0:
            place = bisect_right(starts, at) - 1
            yield place
            following = starts[place + 1] if place + 1 < len(starts) else len(everything)
            at = everything.find(part, following)

    def _note(self, found: dict[Ref, tuple[int, int]], place: int, rank: int) -> None:
        """Keep the best label of each row: by rank, a name before another word, the shortest."""
        label = self._labels[place]
        held = found.get(label.row)
        if held is None or self._order(rank, place) < self._order(*held):
            found[label.row] = rank, place

    def _order(self, rank: int, place: int) -> tuple[int, bool, int]:
        if place < 0:
            return rank, False, 0
        return rank, not self._labels[place].is_name, len(self._keys[place])

    def _grouped(self, found: dict[Ref, tuple[int, int]], language: str, limit: int, *, alike: bool = False) -> Found:
        by_kind: dict[RowKind, list[_Placed]] = {}
        for row, (rank, place) in found.items():
            by_kind.setdefault(row.kind, []).append((self._order(rank, place), row, place))
        kinds = list(RowKind)
        groups = []
        for kind, rows in sorted(by_kind.items(), key=lambda one: (_best(one[1]), kinds.index(one[0]))):
            # The last tie is broken by the name, but only among those that may be shown: there can be thousands.
            rows.sort(key=lambda row: (row[0], row[1].id))
            shown = [self._hit(row, place, language) for _order, row, place in rows[:limit]]
            orders = {hit.link.ref: order for hit, (order, _row, _place) in zip(shown, rows, strict=False)}
            shown.sort(key=lambda hit: (orders[hit.link.ref], sort_key(hit.link.lead or hit.link.name)))
            groups.append(Group(kind, len(rows), tuple(shown)))
        return Found(tuple(groups), alike)

    def _hit(self, row: Ref, place: int, language: str) -> Hit:
        link = self._links.of(row, language)
        if row.kind is RowKind.PRECEDENT:
            return Hit(link, self._links.place(row.id))
        if place < 0 or row.kind is not RowKind.CONCEPT:
            return Hit(link)  # the words beside a code are many, and say nothing of it
        text = self._labels[place].text
        return Hit(link, "" if key_of(text) == key_of(link.name) else text)


def _best(rows: list[_Placed]) -> int:
    """How well the best row of a table fits; what is not named so stands in the order of the tables."""
    return min(min(order[0], int(_Rank.WORDS)) for order, _row, _place in rows)


def _beginning(codes: list[str], digits: str) -> list[str]:
    return [code for code in codes if code.startswith(digits)]


def _labels(knowledge: Knowledge) -> Iterator[_Label]:
    for concept in knowledge.concepts:
        names = {concept.name("tr"), concept.name("en")}
        texts = dict.fromkeys(label.partition("@")[0] for label in (*concept.tr, *concept.en))
        yield from (_Label(Ref(RowKind.CONCEPT, concept.id), text, text in names) for text in texts)
    for entry in knowledge.waste_codes:
        words = (*entry.words_tr.split("|"), *entry.words_en.split("|"))
        yield from _row(Ref(RowKind.CODE, entry.code), (entry.code, entry.tr, entry.en), words)
    for sector in knowledge.sectors:
        yield from _row(Ref(RowKind.SECTOR, sector.code), (sector.code, sector.tr, sector.en))
    for case in knowledge.precedents.values():
        others = (case.use.tr, case.use.en, case.place, case.giver, case.receiver, case.id)
        yield from _row(Ref(RowKind.PRECEDENT, case.id), (case.resource.tr, case.resource.en), others)


def _row(row: Ref, names: Iterable[str], others: Iterable[str] = ()) -> Iterator[_Label]:
    yield from (_Label(row, text, is_name=True) for text in names)
    yield from (_Label(row, text, is_name=False) for text in others)
