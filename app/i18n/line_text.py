"""The typed line as the readers of it see it: folded letter by letter, so that every place found is a place typed."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final, NamedTuple

from app.common.turkish import match_key


class Span(NamedTuple):
    """A stretch of the typed line, `line[start:end]`, and what it was understood as.

    `kind` is "title", "quantity", "code", "state", "document" or "exclusion". Spans of one line never overlap.
    """

    start: int
    end: int
    kind: str


class _Fold(dict[int, str]):
    """One letter in, one letter out: the compare form of a letter, or the letter where that has several."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        folded = " " if letter.isspace() else match_key(letter)
        kept = self[code] = folded if len(folded) == 1 else letter
        return kept


_FOLD: Final = _Fold()

# A comma inside a number does not end a clause; a full stop does only behind a word, not behind "ad." or "2."
_CLAUSE_END: Final = re.compile(r"(?<!\d),|,(?!\d)|;|\n|(?<=[a-z]{3})\.(?= )")
_EDGES: Final = " \t\n,;:.-–—/|·~+&"
_SIGNS: Final = ".-–+~"


@dataclass(frozen=True)
class LineText:
    """A line in composed letters (`text`), its compare form of the same length (`key`), and the way back.

    `places[i]` is where letter i stands in the line as typed; it has one entry more than `text`, for the end.
    """

    text: str
    key: str
    places: tuple[int, ...] | None

    def back(self, span: Span) -> Span:
        """The span in the line as it was typed."""
        if self.places is None:
            return span
        return Span(self.places[span.start], self.places[span.end], span.kind)

    def clauses(self) -> list[tuple[int, int]]:
        """The parts between commas, semicolons and sentence ends, as (start, end); blank ones too."""
        ends: list[int] = []
        for found in _CLAUSE_END.finditer(self.key):
            begun = self.key[ends[-1] + 1 if ends else 0 : found.start()]
            if found[0] != "." or len(begun.split()) > 1:  # "Alüm. cüruf" is an abbreviation, no sentence
                ends.append(found.start())
        starts = [0, *(end + 1 for end in ends)]
        return list(zip(starts, [*ends, len(self.key)], strict=True))

    def trimmed(self, start: int, end: int) -> tuple[int, int]:
        """The stretch without blanks, loose punctuation and unpaired brackets at its ends; may be empty."""
        while start < end and (self._loose(start) or self._unpaired(start, start, end)):
            start += 1
        while start < end and (self.text[end - 1] in _EDGES or self._unpaired(end - 1, start, end)):
            end -= 1
        return start, end

    def _loose(self, place: int) -> bool:
        """Whether the letter is punctuation that leads nothing; the sign of "-5 C" belongs to its number."""
        signs = self.text[place] in _SIGNS and self.text[place + 1 : place + 2].isdigit()
        return self.text[place] in _EDGES and not signs

    def _unpaired(self, place: int, start: int, end: int) -> bool:
        letter = self.text[place]
        return (letter == "(" and ")" not in self.text[start:end]) or (
            letter == ")" and "(" not in self.text[start:end]
        )

    def without(self, start: int, end: int, taken: list[Span]) -> list[tuple[int, int]]:
        """What is left of a stretch when the `taken` spans are cut out, trimmed; empty pieces are left out."""
        pieces, at = [], start
        for span in sorted(span for span in taken if span.start < end and span.end > start):
            pieces.append(self.trimmed(at, max(at, span.start)))
            at = max(at, span.end)
        pieces.append(self.trimmed(at, max(at, end)))
        return [(first, last) for first, last in pieces if first < last]


def read_text(line: str) -> LineText:
    """Prepare a line. Letters typed as base and mark (a Mac's file names) are composed first."""
    if unicodedata.is_normalized("NFC", line):
        return LineText(line, line.translate(_FOLD), None)
    text, places = [], []
    start = 0
    for end in range(1, len(line) + 1):
        if end < len(line) and unicodedata.combining(line[end]):
            continue
        composed = unicodedata.normalize("NFC", line[start:end])
        text.append(composed)
        places.extend([start] * len(composed))
        start = end
    whole = "".join(text)
    return LineText(whole, whole.translate(_FOLD), (*places, len(line)))
