"""The sample workshop as a report, as services would build it: every field filled that the sample fills."""

from dataclasses import fields
from typing import Any

from app.exchange.report import (
    ReportCard,
    ReportCounter,
    ReportFirm,
    ReportPerson,
    ReportSynergy,
    WorkshopReport,
)
from app.exchange.sample import sample_rows
from app.records import Band, Direction, LostReason, Origin, Stage

REASON = "Aynı malzeme, ikisi de Kemalpaşa'da: taşıma 16 km; nem sorulacak."


def _copied(record: Any, kind: type[Any], **changed: Any) -> Any:
    values = {field.name: getattr(record, field.name) for field in fields(kind) if hasattr(record, field.name)}
    return kind(**values | changed)


def sample_report(language: str = "tr", synergies: int = 40) -> WorkshopReport:
    """109 firms, 226 people, 637 cards, and as many synergies as asked for, at every stage and band."""
    data = sample_rows()
    ids = {firm.id: firm.external_id or firm.id for firm in data.firms}
    seats = {seat.firm_id: seat for seat in data.attendances}
    firms = tuple(
        _copied(
            firm,
            ReportFirm,
            id=ids[firm.id],
            number=seats[firm.id].number,
            table_no=seats[firm.id].table_no,
            arrived_at=seats[firm.id].arrived_at,
        )
        for firm in data.firms
    )
    people = tuple(
        _copied(person, ReportPerson, id=person.external_id or person.id, firm_id=ids[person.firm_id])
        for person in data.participants
    )
    cards = tuple(
        _copied(card, ReportCard, id=card.external_id or card.id, firm_id=ids[card.firm_id]) for card in data.cards
    )
    names = {firm.id: firm for firm in firms}
    haves = [card for card in cards if card.direction is Direction.HAVE]
    wants = [card for card in cards if card.direction is Direction.WANT]
    made = tuple(_synergy(place, haves[place % 400], wants[place % 237], names) for place in range(synergies))
    return WorkshopReport(
        language=language,
        title="İzmir Sinerji Çalıştayı",
        made_on="2026-11-21",
        held_on="2026-10-15",
        place="Kemalpaşa OSB, büyük salon",
        counters=(
            ReportCounter("firma", 109),
            ReportCounter("katılımcı", 226),
            ReportCounter("kaynak kartı", 637),
            ReportCounter("potansiyel sinerji", synergies, "Panodaki ayrı sinerjiler; kaybedilenler sayılmaz.", True),
        ),
        firms=firms,
        people=people,
        cards=cards,
        synergies=made,
        open_suggestions=412,
        notes=("Bu çalıştayın firmaları, kişileri ve kartları uydurmadır.",),
    )


def _synergy(place: int, have: ReportCard, want: ReportCard, firms: dict[str, ReportFirm]) -> ReportSynergy:
    stage = tuple(Stage)[place % len(Stage)]
    giver, taker = firms[have.firm_id], firms[want.firm_id]
    return ReportSynergy(
        have_id=have.id,
        want_id=want.id,
        giver=giver.name,
        resource=have.title,
        taker=taker.name,
        wanted=want.title,
        stage=stage,
        origin=tuple(Origin)[place % len(Origin)],
        giver_sector=giver.sector,
        taker_sector=taker.sector,
        quantity=have.quantity,
        unit=have.unit,
        period=have.period,
        band=(*Band, None)[place % 4],
        score=0.9 - place * 0.01 if place % 4 != 3 else None,
        reason=REASON if place % 4 != 3 else None,
        distance_km=16.25,
        owner="Işıl",
        next_step="Numune istenecek" if place % 3 == 0 else None,
        due_on="2026-12-01",
        lost_reason=LostReason.PRICE if stage is Stage.LOST else None,
    )
