"""What is written on a card: every text of a row, worded once and kept until the row or the language changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from app.i18n import Translator
from app.i18n.formats import format_number, format_quantity
from app.records import Band, Origin, ResourceCard, Synergy
from app.services.rows import CardRow, SynergyRow
from app.ui.board.contents import TrayRow
from app.ui.board.words import OLD_AFTER_DAYS, STAGE_NAMES
from app.ui.card_words import direction_word, score_words


@dataclass(frozen=True, slots=True)
class SynergyTexts:
    """The texts of a synergy card; `score` and `band` are None where nobody scored the pair: `no_score` says so."""

    have: str
    want: str
    giver: str
    taker: str
    score: str | None
    band: Band | None
    quantity: str | None
    icon: str | None
    age: str
    old: bool
    spoken: str
    no_quantity: str
    no_score: str


@dataclass(frozen=True, slots=True)
class TrayTexts:
    """The texts of a resource card in a tray."""

    title: str
    firm: str
    quantity: str | None
    links: str | None
    spoken: str


class CardTexts:
    """Words rows with the translator in force; `reword` after a language switch or at the turn of a day."""

    def __init__(self, translator: Callable[[], Translator], now: Callable[[], datetime]) -> None:
        self._translator = translator
        self._now = now
        self._synergies: dict[str, tuple[SynergyRow, SynergyTexts]] = {}
        self._trays: dict[str, tuple[TrayRow, TrayTexts]] = {}

    def reword(self) -> None:
        """Forget what was worded."""
        self._synergies.clear()
        self._trays.clear()

    def synergy(self, row: SynergyRow) -> SynergyTexts:
        """The texts of a synergy card."""
        known = self._synergies.get(row.synergy.id)
        if known is None or known[0] is not row:
            known = (row, self._word_synergy(row))
            self._synergies[row.synergy.id] = known
        return known[1]

    def tray(self, row: TrayRow) -> TrayTexts:
        """The texts of a resource card."""
        known = self._trays.get(row.id)
        if known is None or known[0].row is not row.row or known[0].links != row.links:
            known = (row, self._word_tray(row))
            self._trays[row.id] = known
        return known[1]

    def title(self, row: SynergyRow) -> str:
        """A synergy in one short phrase: the resource that it is about."""
        return row.have.card.title

    def days(self, synergy: Synergy) -> int:
        """Whole days since the synergy came to its stage; 0 where the moment is not known."""
        return days_since(synergy.stage_since, self._now())

    def is_old(self, synergy: Synergy) -> bool:
        """Whether the synergy has stood still for long; closed stages never have."""
        limit = OLD_AFTER_DAYS.get(synergy.stage)
        return limit is not None and self.days(synergy) >= limit

    def quantity(self, card: ResourceCard) -> str | None:
        """A card's quantity with unit and period, None where it is not known."""
        return format_quantity(card.quantity, card.unit, card.period, self._translator().language)

    def _word_synergy(self, row: SynergyRow) -> SynergyTexts:
        t = self._translator()
        synergy = row.synergy
        days = self.days(synergy)
        score = None if synergy.score is None else score_words(synergy.score, t)
        band = band_of(synergy)
        quantity = self.quantity(row.have.card) or self.quantity(row.want.card)
        spoken = [
            t("Have: {title}, {firm}", title=row.have.card.title, firm=row.have.firm.name),
            t("Want: {title}, {firm}", title=row.want.card.title, firm=row.want.firm.name),
            t(STAGE_NAMES[synergy.stage]),
            t("score {score}", score=score) if score else t("not scored"),
            quantity or t("no quantity"),
            t.plural("{n} day in this stage", "{n} days in this stage", days),
        ]
        return SynergyTexts(
            have=row.have.card.title,
            want=row.want.card.title,
            giver=row.have.firm.name,
            taker=row.want.firm.name,
            score=score,
            band=band,
            quantity=quantity,
            icon=_icon(synergy),
            age=t("{n} d", n=days) if days else t("new"),
            old=self.is_old(synergy),
            spoken="; ".join(spoken),
            no_quantity=t("no quantity"),
            no_score=t("by hand"),
        )

    def _word_tray(self, row: TrayRow) -> TrayTexts:
        t = self._translator()
        card, firm = row.row.card, row.row.firm
        quantity = self.quantity(card)
        links = format_number(row.links, t.language) if row.links else None
        spoken = [f"{direction_word(card.direction, t)}: {card.title}", firm.name, quantity or t("no quantity")]
        if row.links:
            spoken.append(t.plural("{n} synergy", "{n} synergies", row.links))
        return TrayTexts(card.title, self._where(row.row), quantity, links, "; ".join(spoken))

    def _where(self, row: CardRow) -> str:
        """The firm, with its table where it sits at one."""
        table = row.attendance.table_no if row.attendance else None
        if table is None:
            return row.firm.name
        t = self._translator()
        return f"{row.firm.name} · {t('table {n}', n=table)}"


def days_since(moment: str, now: datetime) -> int:
    """Whole days from an ISO moment to `now`, never negative; 0 where the text is not a moment."""
    try:
        then = datetime.fromisoformat(moment)
    except ValueError:
        return 0
    if then.tzinfo is None:
        then = then.replace(tzinfo=UTC)
    return max(0, (now - then).days)


def band_of(synergy: Synergy) -> Band | None:
    """The band as it was frozen with the score; None where the pair was never scored."""
    if synergy.score is None:
        return None
    frozen = (synergy.reasons or {}).get("band")
    return Band(frozen) if frozen in set(Band) else None


def _icon(synergy: Synergy) -> str | None:
    """A step to take says more than where the idea came from."""
    if synergy.next_step:
        return "task"
    return "hand-raise" if synergy.origin is Origin.PARTICIPANT else None
