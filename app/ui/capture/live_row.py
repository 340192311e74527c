"""A suggestion as the column beside the form needs it: seen from the card that is being typed."""

from __future__ import annotations

from dataclasses import dataclass

from app.i18n import Translator
from app.i18n.reasons import sentence, word_part, word_questions
from app.records import Direction
from app.services.rows import CardRow, Suggestion
from app.ui.card_words import band_word, direction_word, distance_words, quantity_words, score_words


@dataclass(frozen=True, slots=True)
class LiveRow:
    """One suggestion with its texts: `partner` is the card at the other end."""

    suggestion: Suggestion
    partner: CardRow
    direction: Direction
    score: str
    quantity: str
    place: str
    why: str
    questions: tuple[str, ...]
    blocked: bool

    @property
    def key(self) -> str:
        """What tells rows apart: the other card."""
        return self.partner.card.id


def live_row(suggestion: Suggestion, own: Direction, t: Translator) -> LiveRow:
    """Word a suggestion for the card whose direction is `own`."""
    match = suggestion.match
    partner = suggestion.want if own is Direction.HAVE else suggestion.have
    blocked = bool(match.blocks)
    why = t("Blocked: {reason}", reason=word_part(match.blocks[0], t)[1]) if blocked else sentence(match, t)
    where = [partner.firm.district or partner.firm.province or "", distance_words(match.distance_km, t)]
    return LiveRow(
        suggestion=suggestion,
        partner=partner,
        direction=own.other,
        score=score_words(match.score, t),
        quantity=quantity_words(partner.card, t),
        place=" · ".join(part for part in where if part),
        why=why,
        questions=tuple(word_questions(match, t)[:3]),
        blocked=blocked,
    )


def spoken(row: LiveRow, t: Translator) -> str:
    """The whole row for a screen reader."""
    parts = [f"{band_word(row.suggestion.match.band, t)} {row.score}", direction_word(row.direction, t)]
    parts += [row.partner.card.title, row.quantity, row.partner.firm.name, row.place, row.why]
    return ". ".join(parts)
