"""Turkish text: one function for showing, one for comparing, one for sorting. Never `str.lower()`.

`match_key` is lossy on purpose (İ, I, ı and i are one letter) so that "ATIK ISI", "atık ısı" and "Atik isi" meet.
"""

import re
import unicodedata

_LOWER = str.maketrans({"I": "ı", "İ": "i"})
_UPPER = str.maketrans({"i": "İ", "ı": "I"})
_BLANKS = re.compile(r"\s+")
_ALPHABET = "abcçdefgğhıijklmnoöpqrsştuüvwxyz"
_RANK = {letter: f"{2 * place + 20:02d}" for place, letter in enumerate(_ALPHABET)}
# Control, format, surrogate and private characters break files and screens; the joiner of emoji is harmless.
_UNWANTED = {"Cc", "Cf", "Cs", "Co", "Cn"}


def turkish_lower(text: str) -> str:
    """Lower case for display: I becomes ı, İ becomes i."""
    return text.translate(_LOWER).lower()


def turkish_upper(text: str) -> str:
    """Upper case for display: i becomes İ, ı becomes I."""
    return text.translate(_UPPER).upper()


def match_key(text: str) -> str:
    """The form in which texts are compared: folded case, no marks, dotless i as i, single blanks."""
    folded = unicodedata.normalize("NFKD", text.replace("İ", "i").replace("ı", "i")).casefold()
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return _BLANKS.sub(" ", plain.replace("ı", "i")).strip()


def sort_key(text: str) -> str:
    """The form in which texts are ordered: Turkish alphabet (c ç, ı i, ş after s), numbers by value."""
    return "".join(
        _sort_parts(
            turkish_lower(unicodedata.normalize("NFC", text)).replace("â", "a").replace("î", "i").replace("û", "u")
        )
    )


def _sort_parts(text: str) -> list[str]:
    parts = []
    for run in re.findall(r"[0-9]+|[^0-9]", text):
        if run.isascii() and run.isdigit():
            digits = run.lstrip("0")
            parts.append(f"10{len(digits):04d}{digits}")
        elif run in _RANK:
            parts.append(_RANK[run])
        elif run.isspace():
            parts.append("00")
        else:
            base = unicodedata.normalize("NFKD", run)[0]
            parts.append(_RANK[base] if base in _RANK else f"05{ord(run):06x}")
    return parts


def clean_text(text: str) -> str:
    """Text as it may be stored: NFC, line ends as `\\n`, without control characters and lone surrogates."""
    kept = (
        letter
        for letter in text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n")
        if letter in "\n\t\u200d" or unicodedata.category(letter) not in _UNWANTED
    )
    # Composed last: what stood between a letter and its mark is gone by then.
    return unicodedata.normalize("NFC", "".join(kept)).strip()
