"""After a person was forgotten, nothing readable of them is left in the store, even for who holds its key."""

import base64
import json

import pytest

from app.common.clock import FixedClock
from app.common.errors import StaleError
from app.common.sealing import unseal
from app.model.database import Database
from app.model.engine import connect
from app.model.forgetting import forget_participant
from app.records import Firm, FirmId, Kind, Participant, ParticipantId, Workshop, WorkshopId

PERSON = {"name": "Işıl İpek Çağlayan", "phone": "+90 555 010 20 30", "email": "isil.ipek@ornek.example"}
OTHER = {"name": "Ümit Öz", "phone": "+90 555 999 88 77", "email": "umit@ornek.example"}


@pytest.fixture
def store(opened):
    return opened()


@pytest.fixture
def database(store):
    made = Database(store.engine, store.device_id, clock=FixedClock(), actor="Ayşe")
    with made.write("Import") as work:
        work.add(Workshop(WorkshopId("w"), "İzmir"))
        work.add(Firm(FirmId("f"), "Iğdır Döküm"))
        work.add(Participant(ParticipantId("p1"), WorkshopId("w"), FirmId("f"), role="Mühendis", **PERSON))
        work.add(Participant(ParticipantId("p2"), WorkshopId("w"), FirmId("f"), **OTHER))
    with made.write("Edit participant") as work:
        work.change(Kind.PARTICIPANT, "p1", phone="+90 555 010 20 31")
    return made


def plain_dump(store, key, folder):
    """Every page of the store, decrypted into a plain file: what the holder of the key could find."""
    target = folder / "plain.db"
    raw = connect(store.path, key, pragmas=False)
    raw.execute(f"ATTACH DATABASE '{target}' AS plain KEY ''")
    raw.execute("SELECT sqlcipher_export('plain')")
    raw.execute("DETACH DATABASE plain")
    raw.close()
    return target.read_bytes()


def traces(data):
    words = [*PERSON.values(), "Çağlayan", "isil.ipek", "010 20 3"]
    sealed_or_not = [word.encode() for word in words] + [base64.b64encode(word.encode())[:-4] for word in words]
    return [word for word in sealed_or_not if word in data]


def test_before_forgetting_the_rows_tell_but_the_log_does_not(store, database, key, tmp_path):
    data = plain_dump(store, key, tmp_path)

    assert PERSON["name"].encode() in data
    with store.connect_read_only() as raw:
        log = "".join(row[0] for row in raw.execute("SELECT groups FROM change"))
    assert "sealed" in log
    assert traces(log.encode()) == []


def test_after_forgetting_nothing_tells(store, database, key, tmp_path):
    with store.connect_read_only() as raw:
        personal_key = base64.b64decode(
            raw.execute("SELECT personal_key FROM participant WHERE id = 'p1'").fetchone()[0]
        )
    with database.write("Forget participant") as work:
        forget_participant(work, "p1")
    store.rewrite()
    data = plain_dump(store, key, tmp_path)

    assert traces(data) == []
    assert base64.b64encode(personal_key) not in data
    assert OTHER["name"].encode() in data  # nobody else is touched
    assert "Mühendis".encode() in data  # the role stays for the counts


def test_forgetting_cannot_be_undone(store, database):
    with database.write("Forget participant") as work:
        forget_participant(work, "p1")

    with pytest.raises(StaleError, match="erased"):
        database.undo()
    with store.connect_read_only() as raw:
        assert (
            raw.execute("SELECT name, phone, personal_key FROM participant WHERE id = 'p1'").fetchone() == (None,) * 3
        )


def test_a_person_who_comes_back_gets_a_new_key(store, database):
    with store.connect_read_only() as raw:
        old = raw.execute("SELECT personal_key FROM participant WHERE id = 'p1'").fetchone()[0]
    with database.write("Forget participant") as work:
        forget_participant(work, "p1")
    with database.write("Edit participant") as work:
        work.change(Kind.PARTICIPANT, "p1", name="Işıl")

    with store.connect_read_only() as raw:
        new = raw.execute("SELECT personal_key FROM participant WHERE id = 'p1'").fetchone()[0]
        rows = raw.execute("SELECT groups FROM change WHERE entity_id = 'p1' ORDER BY device_seq").fetchall()
    assert new not in {None, old}
    assert "Işıl" not in rows[-1][0]


def test_the_log_of_an_erasure_is_sealed_under_the_key_that_goes(store, database):
    with store.connect_read_only() as raw:
        old = base64.b64decode(raw.execute("SELECT personal_key FROM participant WHERE id = 'p1'").fetchone()[0])
    with database.write("Forget participant") as work:
        forget_participant(work, "p1")
    with store.connect_read_only() as raw:
        [(text,)] = raw.execute(
            "SELECT groups FROM change WHERE entity_id = 'p1' ORDER BY device_seq DESC LIMIT 1"
        ).fetchall()

    opened_group = unseal(json.loads(text)["contact"]["sealed"], old)
    assert opened_group["new"] == {"name": None, "phone": None, "email": None}
    assert opened_group["old"]["name"] == PERSON["name"]
