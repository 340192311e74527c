"""What `sinerji check` tells about a store."""

import hashlib

import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from app.common.clock import FixedClock
from app.model.database import Database
from app.model.engine import connect
from app.model.health import canonical_row, check, hashed_columns
from app.model.migrations import SCHEMA
from app.model.tables import SYNCED, DraftRow
from app.records import Kind


def test_a_sound_store(opened, fill, path):
    store = opened()
    fill(store, cards=5)
    backup = store.backup()
    report = check(store)

    assert report.healthy
    assert report.schema == SCHEMA
    assert report.newest_backup == backup
    counters = report.counters
    assert (counters.firms, counters.cards, counters.haves, counters.wants) == (1, 5, 3, 2)
    assert (counters.participants, counters.potential_synergies) == (0, 0)
    assert report.unsynced == 7  # a workshop, a firm and five cards that nobody else has seen
    assert report.to_json() == {
        "path": str(path),
        "dataset": store.dataset_id,
        "schema": SCHEMA,
        "healthy": True,
        "damage": None,
        "counters": {"firms": 1, "participants": 0, "cards": 5, "haves": 3, "wants": 2, "potential_synergies": 0},
        "unsynced": 7,
        "canonical": report.canonical,
        "newest_backup": str(backup),
    }


def test_the_hash_is_that_of_the_whole_document(opened, fill):
    store = opened()
    fill(store, cards=4, mark="ığ")
    document = {}
    with store.connect_read_only() as raw:
        for kind, row_class in SYNCED.items():
            names = hashed_columns(row_class)
            columns = ", ".join(f'"{name}"' for name in names)
            rows = raw.execute(f'SELECT {columns} FROM "{kind.value}" WHERE deleted_at IS NULL').fetchall()
            document[kind.value] = sorted(
                (dict(zip(names, row, strict=True)) for row in rows), key=lambda row: row["id"]
            )

    assert check(store).canonical == hashlib.sha256(rfc8785.dumps(document)).hexdigest()


VALUES = st.none() | st.text() | st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False)


@given(st.dictionaries(st.text("abcdefghijklmnopqrstuvwxyz_", min_size=1), VALUES, max_size=6))
@example({"title": 'ı\u2028\x7f\x00\x1f\b\t\n\f\r"\\/😀', "score": 1e21, "number": 0})
@example({"title": 'ı\u2028\x7f\x00\x1f\b\t\n\f\r"\\/😀', "number": -5})
def test_a_row_is_written_as_the_standard_says(values):
    assert canonical_row(values) == rfc8785.dumps(values)


def test_undo_brings_the_hash_back_and_drafts_do_not_move_it(opened, fill):
    store = opened()
    fill(store)
    before = check(store).canonical
    database = Database(store.engine, store.device_id, clock=FixedClock())
    with database.write("Edit card") as work:
        work.change(Kind.CARD, "c00001", title="ısı", quantity="5")
    edited = check(store).canonical
    with database.write_local() as session:
        session.add(DraftRow(slot="capture", fields="{}", saved_at="x"))

    assert edited != before
    assert check(store).canonical == edited
    database.undo()
    assert check(store).canonical == before


def test_two_stores_with_the_same_rows_have_the_same_hash(opened, fill, tmp_path):
    one, two = opened(), opened(tmp_path / "two.db", key="ab" * 32)
    fill(one)
    fill(two)

    assert check(one).canonical == check(two).canonical


def test_a_merged_firm_counts_once_and_a_lost_synergy_not(opened, path, key):
    store = opened()
    raw = connect(path, key)
    raw.execute("PRAGMA foreign_keys = OFF")
    firm = "INSERT INTO firm (id, name, name_key, platform_consent, merged_into) VALUES (?, 'ı', 'i', 'cards', ?)"
    raw.executemany(firm, [("f1", None), ("f2", "f1"), ("f3", None)])
    synergy = (
        "INSERT INTO synergy (id, workshop_id, have_id, want_id, stage, origin, rank, created_at, stage_since)"
        " VALUES (?, 'w', ?, 'b', ?, 'engine', 'a', 'x', 'x')"
    )
    raw.executemany(synergy, [("s1", "1", "idea"), ("s2", "2", "lost"), ("s3", "3", "on_hold")])
    raw.close()

    report = check(store)
    assert (report.counters.firms, report.counters.potential_synergies) == (2, 2)
    assert "synergy → " in report.damage  # the references into nowhere of this test are found


def test_damage_that_comes_while_the_store_is_open_is_found(opened, fill, path):
    store = opened()
    fill(store, cards=60)
    backup = store.backup()
    store.idle_checkpoint()
    with path.open("rb+") as file:
        file.seek(9 * 4096 + 100)
        file.write(b"\x00\xff\x00")

    report = check(store)
    assert not report.healthy
    assert report.newest_backup == backup
    assert report.to_json()["healthy"] is False


def test_private_notes_are_no_part_of_what_two_laptops_agree_on() -> None:
    columns = {name for row_class in SYNCED.values() for name in hashed_columns(row_class)}
    assert "notes" not in columns
    assert {"title", "stage", "quantity"} <= columns
