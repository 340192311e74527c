"""What the sentences beside suggested pairs say: a reason that names only likeness helps nobody to decide."""

from collections.abc import Iterable

from app.i18n import translator
from app.i18n.reasons import explanation, leading, sentence, word_questions
from app.matching import MatchIndex, run_matching
from app.records import Match
from tests.evaluation.parts import Table

# Partners listed for each card in each direction, as on the screen of matches.
LISTED = 10
# Relations of which a sentence names something that helps: a use, the same thing or a kind of it.
_USES = ("serves", "serves_class")
_THINGS = ("same", "kind", "broader")
# What only the words of a card hint at; it helps where the sentence names these words too.
_GUESS = "guessed"


def reason_figures(index: MatchIndex) -> Table:
    """For each language: the share of suggested pairs whose sentence names a use or a thing that both cards are about,
    a use or thing at which only words hint, that say how the use is done, name an exchange that took place and ask
    something."""
    shown = [match for match in run_matching(index, LISTED).matches if match.suggested]
    return {language: _figures(shown, language) for language in ("tr", "en")}


def _figures(shown: list[Match], language: str) -> dict[str, float]:
    t = translator(language)
    told = [explanation(match, t) for match in shown]
    done = t("Done before: {resource} → {use} ({place}).").partition("{")[0]
    return {
        "suggested": float(len(shown)),
        "named": _share(names_something(match, language) for match in shown),
        "use": _share(_names_use(match) for match in shown),
        "hinted": _share(_level(match) == _GUESS and names_something(match, language) for match in shown),
        "how": _share(_says(match, "process", language) for match in shown),
        "precedent": _share(any(said.startswith(done) for said in lines) for lines in told),
        "asks": _share(bool(word_questions(match, t)) for match in shown),
    }


def names_something(match: Match, language: str) -> bool:
    """Whether the sentence, as it is worded, names the use, how it is done, or what the offer is about and the need
    names too. What the offer only mentions, and a class that holds both, are no such thing."""
    if _level(match) in _USES:
        return _says(match, "target", language) or _says(match, "process", language)
    if _level(match) == _GUESS:
        what = ("target", "process") if _names_use(match) else ("have", "want")
        return any(_says(match, key, language) for key in what) and _says_hints(match, language)
    known = leading(match)
    if known is None or _level(match) not in _THINGS or known.params["have_as"] == "aside":
        return False
    return any(_says(match, key, language) for key in ("have", "want"))


def _names_use(match: Match) -> bool:
    known = leading(match)
    guessed = known is not None and _level(match) == _GUESS and "target_tr" in known.params
    return guessed or _level(match) in _USES


def _says_hints(match: Match, language: str) -> bool:
    known = leading(match)
    words = [] if known is None else [known.params[f"{side}_words"] for side in ("have", "want")]
    said = sentence(match, translator(language))
    return any(words) and all(word in said for word in words)


def _level(match: Match) -> str:
    known = leading(match)
    return "" if known is None else str(known.params["level"])


def _says(match: Match, key: str, language: str) -> bool:
    known = leading(match)
    name = "" if known is None else str(known.params.get(f"{key}_{language}", "")).replace("; ", ", ")
    said = sentence(match, translator(language))
    return bool(name) and name.casefold() in said.casefold()


def _share(held: Iterable[bool]) -> float:
    found = list(held)
    return sum(found) / len(found) if found else 0.0
