"""The waste code that a typed line states: "03 01 05", "030105*", "EWC 030105".

Only what cannot well be anything else is taken: three pairs of digits are as easily a telephone number, a date or three
sizes, so without a star or the word "EWC" they must be blank-separated, of a chapter and group that may exist, and not
stand where one of those stands. Whether the list has the code is for the tables to say.
"""

import re
from typing import Final, NamedTuple

from app.i18n.line_patterns import NO_UNIT, WORD
from app.i18n.units import SPELLINGS

_SIX: Final = r"\d{2}(?P<between>[ .-]?)\d{2}(?P=between)\d{2}"
_END: Final = r"(?![\d_]|[.,/:-]\d| ?[x×*] ?\d)"
_STAR: Final = r"\*| \*(?! ?\d)"  # "100200 * 3" multiplies
# A group of four digits, and five or six digits that are no code, are taken only where they are called one.
_CALLED: Final = re.compile(
    r"(?<!\w)(?:(?:ewc|eak)(?: (?:kodu?|code))?|atik kodu?|waste code)[ :.=-]*"
    rf"(?P<code>(?:{_SIX}|\d{{5}}|\d{{2}}[ .]?\d{{2}}){_END})(?:{_STAR})?"
)
_STARRED: Final = re.compile(rf"(?<![\w.,/:+])(?<!\d )(?P<code>{_SIX})(?:{_STAR}){_END}")
_PAIRS: Final = re.compile(r"(?<![\w.,/:+×-])(?<!\d )(?<!\) )(?P<code>(\d{2}) (\d{2}) (?!00)\d{2})" + _END)
# How many groups the chapters 01 to 20 of the list have.
_GROUPS: Final = (5, 7, 3, 2, 7, 13, 7, 5, 1, 14, 5, 3, 8, 6, 2, 11, 9, 2, 13, 3)
_NOT_BEHIND: Final = re.compile(r"(?:\b(?:tel|telefon|gsm|phone|fax|faks|tarihi?|date|saat|npk|gubre(?:si)?)|%) ?:? ?$")
_NOT_BEFORE: Final = re.compile(r" ?(?:npk|kompoze|gubre|fertili[sz]er)")
_NEXT_PAIR: Final = re.compile(r" \d{2}(?!\d)")


class FoundCode(NamedTuple):
    """A code and where it stands: `digits` without what separates them, `stretch` with the word "EWC" and the star."""

    digits: str
    starred: bool
    stretch: tuple[int, int]


def find_code(key: str) -> FoundCode | None:
    """The first code that a folded line states, or None."""
    found = [match for pattern in (_CALLED, _STARRED) if (match := pattern.search(key))]
    found += [match for match in _PAIRS.finditer(key) if _is_code(key, match)][:1]
    if not found:
        return None
    first = min(found, key=lambda match: (match.start(), -match.end()))
    return FoundCode(re.sub(r"\D", "", first["code"]), "*" in first[0], first.span())


def _is_code(key: str, pairs: re.Match[str]) -> bool:
    """Whether three bare pairs are a code: "10 12 14 mm" is not, nor is a row of more pairs without a unit."""
    chapter, group = int(pairs[2]), int(pairs[3])
    if not (1 <= chapter <= len(_GROUPS) and 1 <= group <= _GROUPS[chapter - 1]):
        return False
    if _NOT_BEHIND.search(key, max(0, pairs.start() - 12), pairs.start()) or _NOT_BEFORE.match(key, pairs.end()):
        return False
    more = _NEXT_PAIR.match(key, pairs.end())
    word = WORD.match(key, more.end() if more else pairs.end())
    if more:
        return word is not None and word[1] in SPELLINGS
    return word is None or not (word[1] in SPELLINGS or word[1] in NO_UNIT)
