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


def reason_figures(index: MatchIndex) -> Table:
    """For each language: the share of suggested pairs whose sentence names a use or a thing that both cards are about,
    that say how the use is done, name an exchange that took place, compare amounts and ask something."""
    shown = [match for match in run_matching(index, LISTED).matches if match.suggested]
    return {language: _figures(shown, language) for language in ("tr", "en")}


def _figures(shown: list[Match], language: str) -> dict[str, float]:
    t = translator(language)
    told = [explanation(match, t) for match in shown]
    done = t("Done before: {resource} → {use} ({place}).").partition("{")[0]
    return {
        "suggested": float(len(shown)),
        "named": _share(names_something(match, language) for match in shown),
        "use": _share(_level(match) in _USES for match in shown),
        "how": _share(_says(match, "process", language) for match in shown),
        "precedent": _share(any(said.startswith(done) for said in lines) for lines in told),
        "asks": _share(bool(word_questions(match, t)) for match in shown),
    }


def names_something(match: Match, language: str) -> bool:
    """Whether the sentence, as it is worded, names the use, how it is done, or what the offer is about and the need
    names too. What the offer only mentions, and a class that holds both, are no such thing."""
    if _level(match) in _USES:
        return _says(match, "target", language) or _says(match, "process", language)
    known = leading(match)
    if known is None or _level(match) not in _THINGS or known.params["have_as"] == "aside":
        return False
    return any(_says(match, key, language) for key in ("have", "want"))


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
