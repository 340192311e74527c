"""The seam: what goes in as one use case comes out as rows, log, outbox, one ChangeSet and one undo step."""

import contextlib
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, insert, select, text

from app.common.clock import FixedClock
from app.common.errors import StaleError
from app.common.ids import new_id
from app.model.database import Database
from app.model.engine import MAY_WRITE, create_store_engine
from app.model.mapping import RECORDS, from_columns, to_columns
from app.model.repositories import cards, firms, workshops
from app.model.tables import Base, CardRow, ChangeRow, FirmRow, OperationRow, ParticipantRow
from app.records import (
    CardId,
    Direction,
    Firm,
    FirmId,
    Kind,
    Participant,
    ParticipantId,
    Period,
    ResourceCard,
    Workshop,
    WorkshopId,
)

KEY = "0f" * 32


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = create_store_engine(tmp_path / "store.db", KEY)
    with made.connect() as connection:
        connection.info[MAY_WRITE] = True
        Base.metadata.create_all(connection)
        connection.commit()
        connection.info[MAY_WRITE] = False
    yield made
    made.dispose()


@pytest.fixture
def database(engine: Engine) -> Database:
    return Database(engine, "laptop-ı", clock=FixedClock(), actor="Işıl")


WORKSHOP = Workshop(WorkshopId("w1"), "İzmir Sinerji Çalıştayı")
FIRM = Firm(FirmId("f1"), "Iğdır Döküm Şirketi", district="Çiğli")


def a_card(card_id: str, title: str = "atık ısı") -> ResourceCard:
    return ResourceCard(
        CardId(card_id),
        WORKSHOP.id,
        FIRM.id,
        Direction.HAVE,
        title,
        quantity=Decimal("12.50"),
        unit="t",
        period=Period.MONTH,
        hazardous=False,
    )


@pytest.fixture
def filled(database: Database) -> Database:
    with database.write("Fill") as work:
        work.add(WORKSHOP)
        work.add(FIRM)
        work.add(a_card("c1"))
    return database


def all_cards(database: Database) -> list[ResourceCard]:
    with database.read() as session:
        return cards.of_workshop(session, WORKSHOP.id)


def counts(engine: Engine) -> tuple[int, int, int]:
    with engine.connect() as connection:
        return tuple(  # type: ignore[return-value]
            connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
            for table in ("operation", "change", "outbox_op")
        )


def test_one_commit_holds_rows_log_and_outbox(filled: Database, engine: Engine) -> None:
    assert counts(engine) == (1, 3, 3)
    assert filled.unsynced() == 3
    assert all_cards(filled) == [a_card("c1")]


def test_the_change_set_tells_what_happened(filled: Database) -> None:
    with filled.write("Edit card") as work:
        work.change(Kind.CARD, "c1", title="IŞIK", quantity=Decimal("3"))
    (change,) = work.changes.changes
    assert (change.before or {})["title"] == "atık ısı"
    assert (change.after or {})["quantity"] == "3"
    assert work.changes.kinds == {Kind.CARD}


def test_a_failing_use_case_leaves_nothing(filled: Database, engine: Engine) -> None:
    before = counts(engine)
    with contextlib.suppress(ZeroDivisionError), filled.write("Add card") as work:
        work.add(a_card("c2"))
        work.session.flush()
        raise ZeroDivisionError
    assert counts(engine) == before
    assert len(all_cards(filled)) == 1
    assert filled.status().undo == "Fill"


def test_a_use_case_that_changes_nothing_is_no_step(filled: Database, engine: Engine) -> None:
    with filled.write("Edit card") as work:
        work.change(Kind.CARD, "c1", title="atık ısı")
    assert work.changes.changes == ()
    assert counts(engine)[0] == 1


def test_undo_and_redo_restore_exactly_and_survive_a_restart(filled: Database, engine: Engine) -> None:
    with filled.write("Edit card") as work:
        work.change(Kind.CARD, "c1", title="ŞLAM", unit=None)
    with filled.write("Delete card") as work:
        work.remove(Kind.CARD, "c1")
    assert all_cards(filled) == []
    again = Database(engine, "laptop-ı", clock=FixedClock())
    assert again.status().undo == "Delete card"
    undone = again.undo()
    assert undone is not None
    assert undone.undone
    assert undone.created(Kind.CARD) == ("c1",)
    assert all_cards(again)[0].title == "ŞLAM"
    again.undo()
    assert all_cards(again) == [a_card("c1")]
    third = Database(engine, "laptop-ı", clock=FixedClock())
    assert (third.status().undo, third.status().redo) == ("Fill", "Edit card")
    third.redo()
    third.redo()
    assert all_cards(third) == []
    assert third.status().redo is None


def test_search_keys_follow_an_undo(filled: Database, engine: Engine) -> None:
    with filled.write("Edit card") as work:
        work.change(Kind.CARD, "c1", title="IŞIK")
    filled.undo()
    with engine.connect() as connection:
        assert connection.execute(select(CardRow.title_key)).scalar_one() == "atik isi"


def test_a_new_step_clears_what_could_be_redone(filled: Database) -> None:
    with filled.write("Add card") as work:
        work.add(a_card("c2"))
    filled.undo()
    with filled.write("Add other") as work:
        work.add(a_card("c3"))
    assert filled.status().redo is None
    assert filled.redo() is None


def test_a_step_whose_rows_somebody_else_changed_is_dropped(filled: Database, engine: Engine) -> None:
    with filled.write("Edit card") as work:
        work.change(Kind.CARD, "c1", title="benim")
    other = Database(engine, "laptop-2", clock=FixedClock())
    with other.write("Edit card") as work:
        work.change(Kind.CARD, "c1", title="onların")
    with pytest.raises(StaleError):
        filled.undo()
    assert filled.status().undo == "Fill"
    assert all_cards(filled)[0].title == "onların"


def test_fields_that_make_sense_together_are_logged_together(filled: Database, engine: Engine) -> None:
    with filled.write("Edit card") as work:
        work.change(Kind.CARD, "c1", unit="kg")
    with engine.connect() as connection:
        groups = connection.execute(select(ChangeRow.groups).order_by(ChangeRow.position.desc())).scalars().first()
    logged = json.loads(groups or "")
    assert set(logged) == {"amount"}
    assert logged["amount"]["old"]["quantity"] == logged["amount"]["new"]["quantity"] == "12.50"
    assert (logged["amount"]["old"]["unit"], logged["amount"]["new"]["unit"]) == ("t", "kg")


def test_contacts_stand_in_the_log_only_sealed(filled: Database, engine: Engine) -> None:
    person = Participant(ParticipantId("p1"), WORKSHOP.id, FIRM.id, name="Ayşe Işık", phone="+90 555 000 00 01")
    with filled.write("Add participant") as work:
        work.add(person)
    with filled.write("Edit participant") as work:
        work.change(Kind.PARTICIPANT, "p1", phone="+90 555 000 00 02")
    with engine.connect() as connection:
        log = "".join(connection.execute(select(ChangeRow.groups)).scalars())
        key = connection.execute(select(ParticipantRow.personal_key)).scalar_one()
    assert "Işık" not in log
    assert "555" not in log
    assert (key or "") not in log
    filled.undo()
    with filled.read() as session:
        assert firms.people(session, WORKSHOP.id) == [person]


def test_an_erased_person_cannot_come_back_by_undo(filled: Database) -> None:
    with filled.write("Add participant") as work:
        work.add(Participant(ParticipantId("p1"), WORKSHOP.id, FIRM.id, name="Ayşe Işık"))
    with filled.write("Edit participant") as work:
        work.change(Kind.PARTICIPANT, "p1", name="Ayşe Şahin")
    with filled.write_local() as session:
        row = session.get(ParticipantRow, "p1")
        assert row is not None
        row.personal_key = None
    with pytest.raises(StaleError):
        filled.undo()


def test_writes_outside_the_unit_of_work_are_refused(filled: Database, engine: Engine) -> None:
    statement = insert(FirmRow).values(id="x", name="x", name_key="x", platform_consent="cards")
    with engine.connect() as connection, pytest.raises(RuntimeError, match="outside the unit of work"):
        connection.execute(statement)
    with filled.read() as session, pytest.raises(RuntimeError, match="outside the unit of work"):
        session.execute(text("DELETE FROM firm"))


def test_rows_are_marked_as_deleted_never_removed(filled: Database) -> None:
    with pytest.raises(RuntimeError, match="never removed"), filled.write("Delete") as work:
        work.session.delete(work.row(Kind.CARD, "c1"))


def test_references_are_checked(filled: Database) -> None:
    from sqlalchemy.exc import IntegrityError

    lost = ResourceCard(CardId("c9"), WORKSHOP.id, FirmId("nobody"), Direction.WANT, "su")
    with pytest.raises(IntegrityError), filled.write("Add card") as work:
        work.add(lost)
    assert len(all_cards(filled)) == 1


def test_the_order_of_changes_survives_a_clock_that_jumps_back(engine: Engine) -> None:
    clock = FixedClock()
    database = Database(engine, "a", clock=clock)
    with database.write("First") as work:
        work.add(WORKSHOP)
    clock.at = clock.at.replace(year=1970)
    later = Database(engine, "a", clock=clock)
    with later.write("Second") as work:
        work.add(FIRM)
    with engine.connect() as connection:
        names = connection.execute(select(OperationRow.name).order_by(OperationRow.hlc)).scalars().all()
    assert names == ["First", "Second"]
    assert Database(engine, "a", clock=clock).status().undo == "Second"


def test_device_numbers_have_no_gaps(filled: Database, engine: Engine) -> None:
    for number in range(5):
        with filled.write("Add card") as work:
            work.add(a_card(f"n{number}"))
    filled.undo()
    with engine.connect() as connection:
        seqs = connection.execute(select(ChangeRow.device_seq).order_by(ChangeRow.position)).scalars().all()
    assert seqs == list(range(1, len(seqs) + 1))


@pytest.mark.parametrize("record", [WORKSHOP, FIRM, a_card("c7")])
def test_every_record_survives_its_columns(record: object) -> None:
    assert from_columns(type(record), to_columns(record)) == record


def test_every_kind_with_a_record_is_mapped() -> None:
    assert set(Kind) - set(RECORDS) == {Kind.SYNERGY_CARD}


def test_counters_leave_the_deleted_out(filled: Database) -> None:
    with filled.write("Delete card") as work:
        work.remove(Kind.CARD, "c1")
    with filled.read() as session:
        assert workshops.counters(session, WORKSHOP.id).cards == 0


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.text(alphabet="ıİşğç aAzI", min_size=1, max_size=8)),
        st.tuples(st.just("edit"), st.text(alphabet="ıİşğç aAzI", min_size=1, max_size=8)),
        st.tuples(st.just("remove"), st.just("")),
        st.tuples(st.just("undo"), st.just("")),
        st.tuples(st.just("redo"), st.just("")),
    ),
    max_size=25,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_any_history_unwinds_to_where_it_began(filled: Database, steps: list[tuple[str, str]]) -> None:
    """Model: a list of snapshots. Undo shows the one before, redo the one after, whatever was done in between."""
    snapshots, at = [all_cards(filled)], 0
    for action, words in steps:
        if action == "undo" and at:
            filled.undo()
            at -= 1
        elif action == "redo" and at < len(snapshots) - 1:
            filled.redo()
            at += 1
        elif action not in ("undo", "redo") and do(filled, action, words):
            at += 1
            snapshots[at:] = [all_cards(filled)]
        assert all_cards(filled) == snapshots[at]
    for _ in range(at):
        filled.undo()
    assert all_cards(filled) == snapshots[0]


def do(database: Database, action: str, words: str) -> bool:
    """Carry out a step on whatever card there is; whether it changed anything."""
    living = all_cards(database)
    with database.write(action) as work:
        if action == "add":
            work.add(a_card(new_id(), words))
        elif living and action == "edit":
            work.change(Kind.CARD, living[-1].id, title=words)
        elif living:
            work.remove(Kind.CARD, living[0].id)
    return bool(work.changes.changes)
