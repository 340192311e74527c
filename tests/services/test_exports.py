"""Who may be seen in what leaves the store, and that a written workbook can be read again."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from app.records import Audience, CardId, Direction, FirmId, Kind, SynergyId, WorkshopId
from app.services import Services
from app.services.rows import NewCard


@pytest.fixture
def sample_id(services: Services) -> WorkshopId:
    services.sample.load()
    return services.workshops.list()[0].id


def test_a_report_that_is_printed_has_no_people_and_no_card_for_others(
    services: Services, sample_id: WorkshopId
) -> None:
    report = services.exports.report(sample_id, "tr", printed=True)
    assert report.people == ()
    assert {card.audience for card in report.cards} == {Audience.PARTICIPANTS, Audience.PUBLIC}
    assert any(str(637 - len(report.cards)) in note for note in report.notes)
    assert any("düzenleyenler içindir" in note for note in report.notes)


def test_without_consent_no_name_leaves_the_store(services: Services, sample_id: WorkshopId) -> None:
    report = services.exports.report(sample_id, "tr", printed=False)
    people = {person.external_id: person for person in services.firms.people(sample_id)}
    assert len(report.people) == 226
    for shown in report.people:
        person = people[shown.id]
        expected = (person.name, person.phone, person.email) if person.consent else (None, None, None)
        assert (shown.name, shown.phone, shown.email) == expected
    assert len({person.name is None for person in report.people}) == 2


def test_private_notes_stay(services: Services, sample_id: WorkshopId, tmp_path: Path) -> None:
    secret = "GİZLİ-NOT-42"
    giver, taker = (row.firm.id for row in services.firms.rows(sample_id)[:2])
    have = NewCard(sample_id, giver, Direction.HAVE, "ısı", notes=secret)
    want = NewCard(sample_id, taker, Direction.WANT, "ısı", notes=secret)
    ids = [CardId(services.cards.add(card).created(Kind.CARD)[0]) for card in (have, want)]
    synergy = SynergyId(services.board.link(ids[0], ids[1]).created(Kind.SYNERGY)[0])
    services.board.edit(synergy, owner="Işıl", notes=secret)
    with ZipFile(services.exports.workbook(sample_id, tmp_path / "a.xlsx", "tr")) as workbook:
        content = b"".join(workbook.read(part) for part in workbook.namelist()).decode("utf-8", "replace")
    assert "Işıl" in content
    assert secret not in content
    assert secret not in repr(services.exports.report(sample_id, "tr", printed=True))


def test_a_synergy_of_hidden_cards_is_counted_and_said(services: Services, workshop_id: WorkshopId) -> None:
    giver, taker = (add_firm(services, workshop_id, name) for name in ("Işık", "Çimento"))
    have = NewCard(workshop_id, giver, Direction.HAVE, "kum", audience=Audience.ORGANISER)
    want = NewCard(workshop_id, taker, Direction.WANT, "kum")
    ids = [CardId(services.cards.add(card).created(Kind.CARD)[0]) for card in (have, want)]
    services.board.link(ids[0], ids[1])
    report = services.exports.report(workshop_id, "en", printed=True)
    assert report.synergies == ()
    assert report.counters[3].value == 1
    assert "1 synergy of such cards is counted but not listed." in report.notes
    assert len(services.exports.report(workshop_id, "en", printed=False).synergies) == 1


def test_the_counting_rule_stands_beside_the_total(services: Services, workshop_id: WorkshopId) -> None:
    report = services.exports.report(workshop_id, "tr", printed=True)
    assert report.counters[3].rule is not None
    assert report.counters[3].rule.startswith("Potansiyel sinerji")
    assert report.open_suggestions == 0


def add_firm(services: Services, workshop_id: WorkshopId, name: str) -> FirmId:
    return FirmId(services.firms.add(workshop_id, name).created(Kind.FIRM)[0])
