"""The board: synergies by stage, made by hand or from a suggestion, moved, edited, taken away."""

from typing import Any

from app.common.errors import InputError, StaleError
from app.common.ids import leg_id, new_id, synergy_id
from app.common.messages import N_
from app.common.rank import rank_between
from app.common.turkish import clean_text
from app.model.database import Database
from app.model.repositories import cards, synergies
from app.model.work import GONE, Work
from app.records import (
    CardId,
    ChangeSet,
    Direction,
    Kind,
    LostReason,
    Match,
    Origin,
    ResourceCard,
    Stage,
    StageChange,
    Synergy,
    SynergyId,
    Verdict,
    WorkshopId,
)
from app.services.frozen_match import freeze
from app.services.merged_firms import attending, redirects, under
from app.services.rows import Board, CardRow, SynergyRow

_EDITABLE = {"owner", "next_step", "due_on", "notes", "review_on"}


class BoardService:
    """Use cases about synergies."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def board(self, workshop_id: WorkshopId) -> Board:
        """Everything that the board of a workshop shows."""
        with self._database.read() as session:
            stands = redirects(session)
            firms = {firm.id: (firm, seat) for firm, seat in attending(session, workshop_id, stands)}
            found = under(cards.of_workshop(session, workshop_id), stands)
            living = synergies.of_workshop(session, workshop_id)
        rows = {card.id: CardRow(card, *firms[card.firm_id]) for card in found if card.firm_id in firms}
        columns: dict[Stage, list[SynergyRow]] = {stage: [] for stage in Stage}
        linked: set[CardId] = set()
        for synergy in living:
            if synergy.have_id in rows and synergy.want_id in rows:
                columns[synergy.stage].append(SynergyRow(synergy, rows[synergy.have_id], rows[synergy.want_id]))
                if synergy.stage is not Stage.LOST:
                    linked |= {synergy.have_id, synergy.want_id}
        haves = [row for row in rows.values() if row.card.direction is Direction.HAVE]
        wants = [row for row in rows.values() if row.card.direction is Direction.WANT]
        return Board(haves, wants, columns, frozenset(linked))

    def link(
        self, have_id: CardId, want_id: CardId, origin: Origin = Origin.FACILITATOR, match: Match | None = None
    ) -> ChangeSet:
        """Make the synergy of this pair, or bring it back: the same pair is one synergy, whoever makes it. InputError
        for two cards of one firm or of one direction."""
        with self._database.write(N_("Make synergy")) as work:
            link_pair(work, have_id, want_id, origin, match)
        return work.changes

    def move(
        self,
        synergy_id: SynergyId,
        stage: Stage,
        before: SynergyId | None = None,
        lost_reason: LostReason | None = None,
        review_on: str | None = None,
    ) -> ChangeSet:
        """Put a synergy into a column, above `before` or at the end. InputError where it is lost without a reason,
        StaleError where it is gone."""
        if stage is Stage.LOST and lost_reason is None:
            raise InputError(N_("Say why it was lost: choose a reason."))
        with self._database.write(N_("Move synergy")) as work:
            synergy = synergies.get(work.session, synergy_id)
            if synergy is None:
                raise StaleError(GONE)
            column = [one for one in synergies.column(work.session, synergy.workshop_id, stage) if one[1] != synergy_id]
            fields: dict[str, Any] = {"rank": rank_in(column, before)}
            if stage is not synergy.stage or stage is Stage.LOST or review_on is not None:
                fields |= {"stage": stage, "lost_reason": lost_reason, "review_on": review_on}
            if stage is not synergy.stage:
                fields["stage_since"] = work.now
                work.add(StageChange(new_id(), synergy_id, synergy.stage, stage, work.now, work.actor))
            work.change(Kind.SYNERGY, synergy_id, **fields)
        return work.changes

    def edit(self, synergy_id: SynergyId, **fields: Any) -> ChangeSet:
        """Change owner, next_step, due_on, review_on or notes; an empty text is not said."""
        if fields.keys() - _EDITABLE:
            raise TypeError(f"not editable: {sorted(fields.keys() - _EDITABLE)}")
        values = {key: clean_text(value) or None if isinstance(value, str) else value for key, value in fields.items()}
        with self._database.write(N_("Edit synergy")) as work:
            work.change(Kind.SYNERGY, synergy_id, **values)
        return work.changes

    def remove(self, synergy_id: SynergyId) -> ChangeSet:
        """Take a synergy off the board. Where it was an accepted suggestion, that is undecided again: otherwise the
        pair would be found in neither place."""
        with self._database.write(N_("Remove synergy")) as work:
            synergy = work.row(Kind.SYNERGY, synergy_id)
            decision = synergies.decision_on(work.session, synergy.have_id, synergy.want_id)
            if decision is not None and decision.verdict is Verdict.ACCEPTED:
                work.remove(Kind.DECISION, decision.id)
            work.remove(Kind.SYNERGY, synergy_id)
        return work.changes

    def history(self, synergy_id: SynergyId) -> list[StageChange]:
        """The stages that a synergy entered, oldest first."""
        with self._database.read() as session:
            return synergies.history(session, synergy_id)


def link_pair(
    work: Work, have_id: CardId, want_id: CardId, origin: Origin, match: Match | None, rank: str | None = None
) -> SynergyId:
    """Make the pair's synergy inside an open transaction; a living one stays as it is. `rank` spares the look at the
    column's end where many are made at once."""
    have, want = _pair(work, have_id, want_id)
    made = SynergyId(synergy_id(have_id, want_id))
    if synergies.get(work.session, made) is not None:
        return made
    if rank is None:
        rank = rank_in(synergies.column(work.session, have.workshop_id, Stage.IDEA), None)
    work.put(
        Synergy(
            made,
            have.workshop_id,
            have_id,
            want_id,
            Stage.IDEA,
            origin,
            rank,
            score=match.score if match else None,
            reasons=freeze(match) if match else None,
            created_at=work.now,
            stage_since=work.now,
        )
    )
    for card in (have, want):
        leg = {"id": leg_id(made, card.id), "synergy_id": made, "card_id": card.id}
        work.put_columns(Kind.SYNERGY_CARD, leg)
    work.add(StageChange(new_id(), made, None, Stage.IDEA, work.now, work.actor))
    return made


def _pair(work: Work, have_id: CardId, want_id: CardId) -> tuple[ResourceCard, ResourceCard]:
    have, want = cards.get(work.session, have_id), cards.get(work.session, want_id)
    if have is None or want is None:
        raise InputError(N_("One of the two cards is no longer there."))
    if have.direction is not Direction.HAVE or want.direction is not Direction.WANT:
        raise InputError(N_("A synergy joins a have and a want."))
    have, want = under([have, want], redirects(work.session))
    if have.firm_id == want.firm_id:
        raise InputError(N_("Both cards are of the same firm: a firm is never matched with itself."))
    return have, want


def rank_in(column: list[tuple[str, str]], before: SynergyId | None) -> str:
    """The rank above `before`, or at the end of a column given as (rank, id). Cards with equal ranks are passed over
    together, for nothing fits between them."""
    place = next((at for at, (_rank, one) in enumerate(column) if one == before), len(column))
    above = column[place - 1][0] if place else None
    below = next((rank for rank, _one in column[place:] if above is None or rank > above), None)
    return rank_between(above, below)
