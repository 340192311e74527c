"""Turns a workshop into a neutral report: here is decided who may be seen, and everything is worded."""

from typing import Any

from app.common.messages import N_
from app.exchange.report import (
    ReportCard,
    ReportCounter,
    ReportFirm,
    ReportPerson,
    ReportSynergy,
    WorkshopReport,
)
from app.i18n import Translator
from app.i18n.reasons import explanation
from app.records import Audience, Counters, Participant, Stage, Workshop
from app.services.frozen_match import thaw
from app.services.rows import Board, CardRow, FirmRow, SynergyRow
from app.services.shared_fields import shared_fields

COUNTING_RULE = N_(
    "Potential synergies: distinct synergies on the board at stage idea or later, lost ones left out, whoever made"
    " them. Open suggestions are counted apart and never added."
)
NAMES_FIRMS = N_("This report names firms: it is for the organisers. Firms meet each other's names when introduced.")
# The report names firms, so it is the organisers' too; but paper travels, and cards of a narrow circle stay out of it.
_PRINTED = {Audience.PARTICIPANTS, Audience.PUBLIC}


def build_report(
    workshop: Workshop,
    counters: Counters,
    firms: list[FirmRow],
    people: list[Participant],
    board: Board,
    t: Translator,
    *,
    made_on: str,
    printed: bool,
    notes: tuple[str, ...] = (),
) -> WorkshopReport:
    """The report of a workshop. `printed` leaves out people and the cards that are not meant for other firms, and says
    whom it is for; without it (the organisers' workbook) people without consent still lose name, phone and e-mail."""
    names = {row.firm.id: row.firm.external_id or row.firm.id for row in firms}
    rows = [*board.haves, *board.wants]
    shown = [row for row in rows if not printed or row.card.audience in _PRINTED]
    kept = {row.card.id for row in shown}
    joined = [one for column in board.columns.values() for one in column]
    visible = [one for one in joined if one.have.card.id in kept and one.want.card.id in kept]
    return WorkshopReport(
        language=t.language,
        title=workshop.name,
        made_on=made_on,
        held_on=workshop.held_on,
        place=workshop.place,
        counters=_counters(counters, t),
        open_suggestions=counters.open_suggestions,
        firms=tuple(_firm(row) for row in firms),
        people=() if printed else tuple(_person(one, names) for one in people if one.firm_id in names),
        cards=tuple(_card(row, names) for row in shown),
        synergies=tuple(_synergy(one, t) for one in visible),
        notes=(
            *notes,
            *((t(NAMES_FIRMS),) if printed else ()),
            *_left_out(t, len(rows) - len(shown), len(joined) - len(visible)),
        ),
    )


def _left_out(t: Translator, cards: int, synergies: int) -> list[str]:
    """What is counted but not listed, said so that the figures of the report add up."""
    notes = []
    if cards:
        notes.append(
            t.plural(
                "{n} card is not shown: it is not meant for other firms.",
                "{n} cards are not shown: they are not meant for other firms.",
                cards,
            )
        )
    if synergies:
        notes.append(
            t.plural(
                "{n} synergy of such cards is counted but not listed.",
                "{n} synergies of such cards are counted but not listed.",
                synergies,
            )
        )
    return notes


def _counters(counters: Counters, t: Translator) -> tuple[ReportCounter, ...]:
    return (
        ReportCounter(t("firms"), counters.firms),
        ReportCounter(t("participants"), counters.participants),
        ReportCounter(t("resource cards"), counters.cards),
        ReportCounter(t("potential synergies"), counters.potential_synergies, rule=t(COUNTING_RULE), accent=True),
    )


def _firm(row: FirmRow) -> ReportFirm:
    seat = row.attendance
    values = shared_fields(row.firm, ReportFirm) | {"id": row.firm.external_id or row.firm.id}
    return ReportFirm(**values, number=seat.number, table_no=seat.table_no, arrived_at=seat.arrived_at)


def _person(person: Participant, names: dict[Any, str]) -> ReportPerson:
    values = shared_fields(person, ReportPerson)
    values |= {"id": person.external_id or person.id, "firm_id": names[person.firm_id]}
    if not person.consent:
        values |= {"name": None, "phone": None, "email": None}
    return ReportPerson(**values)


def _card(row: CardRow, names: dict[Any, str]) -> ReportCard:
    values = shared_fields(row.card, ReportCard)
    return ReportCard(**values | {"id": row.card.external_id or row.card.id, "firm_id": names[row.card.firm_id]})


def _synergy(row: SynergyRow, t: Translator) -> ReportSynergy:
    synergy, have, want = row.synergy, row.have, row.want
    match = thaw(dict(synergy.reasons), have.card.id, want.card.id) if synergy.reasons else None
    return ReportSynergy(
        have_id=have.card.external_id or have.card.id,
        want_id=want.card.external_id or want.card.id,
        giver=have.firm.name,
        giver_sector=have.firm.sector,
        resource=have.card.title,
        taker=want.firm.name,
        taker_sector=want.firm.sector,
        wanted=want.card.title,
        stage=synergy.stage,
        origin=synergy.origin,
        quantity=have.card.quantity,
        unit=have.card.unit,
        period=have.card.period,
        band=match.band if match else None,
        score=synergy.score,
        reason=" ".join(explanation(match, t)) if match else None,
        distance_km=match.distance_km if match else None,
        owner=synergy.owner,
        next_step=synergy.next_step,
        due_on=synergy.due_on,
        lost_reason=synergy.lost_reason if synergy.stage is Stage.LOST else None,
    )
