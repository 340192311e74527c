"""Turkish text: one function for showing, one for comparing, one for sorting. Never `str.lower()`.

`match_key` is lossy on purpose (İ, I, ı and i are one letter) so that "ATIK ISI", "atık ısı" and "Atik isi" meet.
"""

import re
import unicodedata

_LOWER = str.maketrans({"I": "ı", "İ": "i"})
_BLANKS = re.compile(r"\s+")
_NUMBER = re.compile(r"[0-9]+")
_ALPHABET = "abcçdefgğhıijklmnoöpqrsştuüvwxyz"
_RANK = {letter: f"{2 * place + 20:02d}" for place, letter in enumerate(_ALPHABET)}
# Control, format, surrogate and private characters break files and screens; the joiner of emoji is harmless.
_UNWANTED = {"Cc", "Cf", "Cs", "Co", "Cn"}


def turkish_lower(text: str) -> str:
    """Lower case for display: I becomes ı, İ becomes i."""
    return text.translate(_LOWER).lower()


class _Marks(dict[int, int | None]):
    """What becomes of each character when marks are taken off, worked out when it is first met."""

    def __missing__(self, code: int) -> int | None:
        self[code] = kept = None if unicodedata.combining(chr(code)) else code
        return kept


_MARKS = _Marks({ord("ı"): ord("i")})


def match_key(text: str) -> str:
    """The form in which texts are compared: folded case, no marks, dotless i as i, single blanks."""
    if text.isascii():
        return _BLANKS.sub(" ", text.lower()).strip()
    folded = unicodedata.normalize("NFKD", text.replace("İ", "i").replace("ı", "i")).casefold()
    return _BLANKS.sub(" ", folded.translate(_MARKS)).strip()


def sort_key(text: str) -> str:
    """The form in which texts are ordered: Turkish alphabet (c ç, ı i, ş after s), numbers by value."""
    plain = turkish_lower(unicodedata.normalize("NFC", text)).replace("â", "a").replace("î", "i").replace("û", "u")
    return _NUMBER.sub(_by_value, plain).translate(_PLACES)


def _by_value(found: re.Match[str]) -> str:
    digits = found[0].lstrip("0")
    return f"10{len(digits):04d}{digits}"


class _Places(dict[int, str]):
    """The place of each character in the order, worked out when it is first met. Digits stay: they stand for places."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        if letter in _RANK:
            place = _RANK[letter]
        elif letter.isspace():
            place = "00"
        elif letter in "0123456789":
            place = letter
        else:
            place = _RANK.get(unicodedata.normalize("NFKD", letter)[0], f"05{code:06x}")
        self[code] = place
        return place


_PLACES = _Places()


def clean_text(text: str) -> str:
    """Text as it may be stored: NFC, line ends as `\\n`, without control characters and lone surrogates."""
    kept = (
        letter
        for letter in text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n")
        if letter in "\n\t\u200d" or unicodedata.category(letter) not in _UNWANTED
    )
    # Composed last: what stood between a letter and its mark is gone by then.
    return unicodedata.normalize("NFC", "".join(kept)).strip()
