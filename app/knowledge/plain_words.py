"""Words of everyday language, which are no misspelling of a thing's name: verbs with their endings, towns, months.

`resources/knowledge/plain_words.csv` lists them, many to a line: `word` as they are (noun endings are cut off), `verb`
by the root before every ending. What the vocabulary and the places name is plain too.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from app.common.resources import resource_path
from app.common.turkish import match_key
from app.knowledge.tables import Fault, Row, make_each, read_table
from app.knowledge.vocabulary import vocabulary
from app.knowledge.words import roots, split_words, stem

KINDS: Final = ("word", "verb")
# What a verb may bear, folded: voice, "not", tense or noun, person or case ("-dır-ıl-ma-dık-lar-ı").
_ENDING: Final = re.compile(
    r"(d[iu]r|t[iu]r|[aeiu]?r|[iu]?t)?([iu]?[ln]|[iu]s)?(y?[ae]m)?(m[aei])?"
    r"(y?[ae]ca[kg]|y?ece[kg]|[iu]?yor|m[iu]s|[dt][iu]|[aeiu]?r|m[ae]z|y?[ae]n|y?[iu]p|y?[ae]rak|y?erek|y?[iu]nca"
    r"|s[iu]n|s[ae]|m[ae]k?|[dt][iu][kg]|y?al[iu]m|y?el[iu]m|y?[ae]|y?[iu])"
    r"(l[ae]r)?((?<![aeiu])[iu]?(m[iu]z|[mzkn])|s[iu]n|(?<=[aeiu])(m[iu]z|[mzkn]))?"
    r"(n?[iu]n|y?[iu]|y?[ae]|n?[dt][ae]n?|nd[ae]n?)?"
)


class PlainWords:
    """`word in plain` tells whether a folded word is everyday language."""

    def __init__(self, words: Iterable[str], verbs: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._verbs = frozenset(verbs)

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and (
            not self._words.isdisjoint((word, stem(word), *roots(word)))
            or any(word[:end] in self._verbs and _ENDING.fullmatch(word, end) for end in range(2, len(word)))
        )


def read_plain_words(rows: Iterable[Row], faults: list[Fault]) -> tuple[set[str], set[str]]:
    """Words and roots of verbs, folded; a line of another kind is left out and told."""
    found: dict[str, set[str]] = {kind: set() for kind in KINDS}
    for _, (kind, words) in make_each(rows, _make, faults):
        found[kind].update(map(match_key, words))
    return found["word"], found["verb"]


def _make(row: Row) -> tuple[str, tuple[str, ...]]:
    row.text("words")
    return row.choice("kind", KINDS), row.words("words")


@cache
def plain_words() -> PlainWords:
    """The program's own list with the words of the vocabulary and the names of places."""
    folder = resource_path("knowledge")
    faults: list[Fault] = []
    words, verbs = read_plain_words(read_table(folder, "plain_words", faults), faults)
    words.update(word for entry in vocabulary().entries for word in split_words(entry.text))
    words.update(word for row in read_table(folder, "places", faults) for word in split_words(row.may("name")))
    return PlainWords(words, verbs)
