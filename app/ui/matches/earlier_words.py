"""The words about what fits earlier workshops."""

from __future__ import annotations

from app.i18n import Translator
from app.i18n.formats import format_date
from app.i18n.reasons import sentence
from app.records import Workshop
from app.services.second_rows import EarlierMatch
from app.ui.card_words import direction_word, score_words


def workshop_words(workshop: Workshop, t: Translator) -> str:
    """Name and date of a workshop, as far as known."""
    return f"{workshop.name} · {format_date(workshop.held_on, t.language)}" if workshop.held_on else workshop.name


def row_words(row: EarlierMatch, t: Translator) -> str:
    """A row as a screen reader says it."""
    ends = [
        f"{direction_word(end.card.direction, t)}: {end.card.title}, {end.firm.name}" for end in (row.own, row.other)
    ]
    score = score_words(row.match.score, t)
    return ". ".join([score, *ends, workshop_words(row.workshop, t), sentence(row.match, t)])


def progress_words(done: int, of: int, t: Translator) -> str:
    """How far the comparing has come; empty where it has not begun."""
    return t("{percent}% done", percent=100 * done // of) if of else ""
