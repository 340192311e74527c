"""What a typed line says beside title and amount: state, condition, hazard, papers at hand, what must not be in it.

All patterns run on the folded text (`LineText.key`). Only what is said outright is taken: a guess that a facilitator
has to correct costs more than a field left open.
"""

import re
from typing import Final, NamedTuple

from app.i18n.line_text import Span

# Folded word of the line → the state as a card keeps it: a word of the line's own language, in its plain form.
_STATES: Final = {
    "kati": "katı",
    "granul": "granül",
    "sivi": "sıvı",
    "camur": "çamur",
    "camuru": "çamur",
    "gazi": "gaz",
    "gaz halinde": "gaz",
    "toz": "toz",
    "tozu": "toz",
    "toz halinde": "toz",
    "pudra": "toz",
    **{word: word for word in ("solid", "liquid", "sludge", "gas", "powder", "dust")},
}
_DENIED: Final = r"(?! degil| olma[sy]| yerine)"
_STATE: Final = re.compile(rf"\b(?:{'|'.join(_STATES)})\b{_DENIED}")
# "kuru üzüm", "kuru buz" and "temiz oda" are things of their own, not a condition.
_CONDITION: Final = re.compile(
    r"\b(?:temiz(?! (?:oda|su|hava|enerji)\b)|kuru(?! (?:uzum|incir|kayisi|meyve|yemis|buz|bakliyat|gida|yuk)\b)"
    r"|karisik|kirli|kontamine|camurlu|yas|islak|nemli|sulu|kurutulmus|elenmis|elekten gecmis|yikanmis|ogutulmus"
    r"|preslenmis|presli|balyali|ayiklanmis|ayristirilmis|filtrelenmis|ezilmis|parcalanmis|kullanilmamis"
    rf"|ikinci el|2\. ?el|clean|mixed|dirty|wet|dry|sieved|washed|baled|sorted|second hand)\b{_DENIED}"
)
_HARMLESS: Final = re.compile(r"\b(?:tehlikesiz|tehlikeli (?:degil|olmayan)|tehlike arz etmez|non[- ]?hazardous)\b")
_HAZARDOUS: Final = re.compile(r"\b(?:tehlikeli|hazardous)\b|(?<!\d)\d{2} ?\d{2} ?\d{2} ?\*")
# A paper counts when the line says that it is there, or when it is of a kind that goes with a material.
_KIND: Final = (
    r"(?:analiz|test|deney|laboratuvar|lab|tahlil|uygunluk|urun|gida|iso|ce|tse|gmp|helal|organik|fsc|grs|reach)"
)
_DOCUMENT: Final = re.compile(
    r"(?<![\w./-])(?:(?:[\w/-]+ )?(?:rapor|belge|sertifika|ruhsat|lisans)(?:[iu]|si|[iu]miz|lari|leri)?"
    r"(?P<have> (?:var|mevcut|hazir))"
    rf"|{_KIND} (?:raporu?|belgesi|sertifikasi|sonucu|sonuclari)"
    r"|(?:(?!kisi )[\w/-]+ )?(?:belgeli|sertifikali|lisansli|raporlu)|msds|sds|gbf|analysis report|certificate)\b"
    r"(?! (?:yok|sor\w*|surec\w*|bekl\w*|alinacak|lazim|iste\w*|gerek\w*)\b)"
)
_GROUP: Final = r"[\w%-]+(?:(?: ve | veya | ya da | or | and |/| & )[\w%-]+){0,4}"
_EXCLUSION: Final = re.compile(
    rf"(?<![\w%-])(?P<before>{_GROUP})(?: (?:icerme(?:yen|z|sin|meli)"
    r"|(?P<loose>haric|olmasin|istemiyoruz|istemiyorum|istemez))|[ -]free)\b"
    rf"|(?<!\w)(?:without|excluding|except|free of) (?P<after>{_GROUP})"
)
_VERB: Final = re.compile(r"m[ae]k$")
_PHRASE: Final = 3  # words: "beyaz eşya hariç" in a clause of its own is quoted whole


class Facts(NamedTuple):
    """What was found: `condition`, `documents` and `exclusions` are places in the line, to be quoted as typed."""

    state: str | None
    hazardous: bool | None
    condition: tuple[tuple[int, int], ...]
    documents: tuple[tuple[int, int], ...]
    exclusions: tuple[tuple[int, int], ...]
    spans: tuple[Span, ...]


def find_facts(key: str, clauses: list[tuple[int, int]]) -> Facts:
    """Read a folded line. The spans may overlap the amount: who paints decides which goes first."""
    spans: list[Span] = []
    exclusions = []
    for found in _EXCLUSION.finditer(key):
        start, end = _excluded(key, found, clauses)
        if not _VERB.search(key, start, end):
            exclusions.append((start, end))
            spans.append(Span(min(start, found.start()), found.end(), "exclusion"))
    documents = []
    for found in _DOCUMENT.finditer(key):
        documents.append((found.start(), found.start("have") if found["have"] else found.end()))
        spans.append(Span(*found.span(), "document"))
    taken = tuple(spans)
    state = next((found for found in _STATE.finditer(key) if _free(found, taken)), None)
    conditions = [found.span() for found in _CONDITION.finditer(key) if _free(found, taken)]
    if state is not None:
        spans.append(Span(*state.span(), "state"))
    spans.extend(Span(*place, "state") for place in conditions)
    return Facts(
        _STATES[state[0]] if state else None,
        _hazard(key),
        tuple(conditions),
        tuple(documents),
        tuple(exclusions),
        tuple(spans),
    )


def _excluded(key: str, found: re.Match[str], clauses: list[tuple[int, int]]) -> tuple[int, int]:
    """What must not be in it: the last word or words joined by "ve", or a short clause of its own in full."""
    if not found["loose"]:
        return found.span("before") if found["before"] else found.span("after")
    first = next(first for first, last in clauses if first <= found.start() <= last)
    phrase = key[first : found.end("before")]
    if first == 0 or len(phrase.split()) > _PHRASE:
        return found.span("before")
    return first + len(phrase) - len(phrase.lstrip()), found.end("before")


def _free(found: re.Match[str], taken: tuple[Span, ...]) -> bool:
    return all(found.end() <= span.start or found.start() >= span.end for span in taken)


def _hazard(key: str) -> bool | None:
    if _HARMLESS.search(key):
        return False
    return True if _HAZARDOUS.search(key) else None
