"""What Eşleşmeler says about its rows, and where it has none."""

from __future__ import annotations

from app.i18n import Translator
from app.i18n.formats import format_number
from app.ui.card_words import band_word, score_words
from app.ui.matches.listing import Heading, Listing, MatchFilter, Row


def spoken(row: Row, t: Translator) -> str:
    """A row as a screen reader says it."""
    if isinstance(row, Heading):
        return f"{band_word(row.band, t)}: {format_number(row.count, t.language)}"
    score = score_words(row.match.score, t)
    have = f"{row.have.card.title}, {row.have.firm.name}"
    want = f"{row.want.card.title}, {row.want.firm.name}"
    return t(
        "{band} {score}. Have: {have}. Want: {want}",
        band=band_word(row.match.band, t),
        score=score,
        have=have,
        want=want,
    )


def count_words(listing: Listing, t: Translator) -> str:
    """How many pairs are suggested, and how many of them await a decision."""
    suggested, waiting = listing.counts()
    count = t.plural("{n} suggestion", "{n} suggestions", suggested)
    return f"{count} · {t('{n} awaiting decision', n=format_number(waiting, t.language))}"


def empty_words(wanted: MatchFilter, t: Translator, *, waiting: bool, any_match: bool) -> tuple[str, str, str]:
    """Title, sentence and link of an empty list; the link is empty where there is nothing more to show."""
    if waiting:
        return t("Looking for matches…"), t("Every have is being compared with every want."), ""
    if not any_match:
        sentence = t("Matches appear here as soon as haves and wants of different firms are entered.")
        return t("No matches yet"), sentence, ""
    link = t("Show all suggestions")
    if wanted == MatchFilter():
        return t("All decided"), t("No strong or likely suggestion awaits a decision."), link
    return t("Nothing fits the filter"), t("Other bands, states or words may show more."), link
