"""Backups are made, checked, thinned out; a restore sets aside what stands, and opens on another machine."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from app.common.errors import StoreError
from app.model import restore
from app.model.backup import Reason, backup_folder, list_backups, newest_good_backup, opened_backup
from app.model.health import check
from app.model.keys import KeyMissing
from app.model.raw_access import files_of, read_only
from app.model.restore import restore_backup
from app.model.sidecar import sidecar_path
from app.model.store_errors import DamagedStore
from app.model.store_lock import StoreLocked


def titles(path, key):
    with read_only(path, key) as raw:
        return {row[0] for row in raw.execute("SELECT title FROM resource_card")}


def canonical(opened, path, **arguments):
    store = opened(path, **arguments)
    try:
        return check(store).canonical
    finally:
        store.close()


# --- making


def test_a_backup_of_an_open_store_is_one_closed_encrypted_file(opened, fill, path, key, tmp_path):
    store = opened()
    fill(store, cards=30)
    backup = store.backup()

    assert backup.parent == backup_folder(path)
    assert [file.name for file in backup.parent.iterdir()] == [backup.name]
    data = backup.read_bytes()
    assert b"SQLite format 3" not in data
    assert "Döküm".encode() not in data
    with opened_backup(backup) as (archive, about):
        (tmp_path / "inside.db").write_bytes(archive.read("store.db"))
        assert (about.dataset, about.reason) == (store.dataset_id, "by-hand")
    # Alone on a read-only stick: no log, no -shm needed.
    with read_only(tmp_path / "inside.db", key, without_wal=True) as raw:
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert raw.execute("SELECT count(*) FROM resource_card").fetchone() == (30,)


def test_a_backup_holds_what_was_saved_while_somebody_reads(opened, fill, key, tmp_path):
    store = opened()
    with store.connect_read_only() as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM firm").fetchall()
        fill(store, cards=4)
        backup = store.backup(folder=tmp_path / "stick")

    with opened_backup(backup) as (archive, _):
        (tmp_path / "inside.db").write_bytes(archive.read("store.db"))
    assert len(titles(tmp_path / "inside.db", key)) == 4


def test_the_ladder_waits_and_skips_what_has_not_changed(opened, fill, clock, path):
    store = opened()
    fill(store)
    assert store.backup_if_due() is not None

    fill(store, mark="b")
    clock.at += timedelta(minutes=29)
    assert store.backup_if_due() is None
    clock.at += timedelta(minutes=1)
    assert store.backup_if_due() is not None
    clock.at += timedelta(hours=5)
    assert store.backup_if_due() is None
    assert len(list_backups(backup_folder(path))) == 2


def test_a_clock_that_was_set_back_makes_no_flood(opened, fill, clock, path):
    store = opened()
    fill(store)
    assert store.backup_if_due() is not None
    clock.at -= timedelta(days=400)
    fill(store, mark="b")
    assert store.backup_if_due() is not None
    for minute in range(1, 5):
        fill(store, mark=str(minute))
        clock.at += timedelta(minutes=1)
        assert store.backup_if_due() is None
    clock.at += timedelta(minutes=30)
    assert store.backup_if_due() is not None
    assert len(list_backups(backup_folder(path))) == 3


def test_a_changed_draft_counts_as_a_change(opened, clock):
    from app.model.database import Database
    from app.model.tables import DraftRow

    store = opened()
    assert store.backup_if_due() is not None
    clock.at += timedelta(hours=1)
    with Database(store.engine, store.device_id).write_local() as session:
        session.add(DraftRow(slot="capture", fields="{}", saved_at="2026-11-21T10:00:00.000Z"))

    assert store.backup_if_due() is not None


def test_two_backups_in_one_second_have_two_names(opened, path):
    store = opened()

    assert len({store.backup(), store.backup(), store.backup(Reason.IMPORT)}) == 3
    assert [backup.sealed for backup in list_backups(backup_folder(path))].count(True) == 1


def test_the_ladder_thins_out_over_weeks(opened, fill, clock, path):
    store = opened()
    for day in range(20):
        fill(store, cards=1, mark=str(day))
        assert store.backup_if_due() is not None
        clock.at += timedelta(days=1)

    kept = list_backups(backup_folder(path))
    assert 14 <= len(kept) <= 16
    assert clock.at - kept[0].made_at <= timedelta(days=1)


def test_a_backup_that_fails_leaves_no_file_and_a_sentence(opened, path, monkeypatch):
    store = opened()

    def full(*_arguments):
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr("app.model.backup._pack", full)
    with pytest.raises(StoreError, match="is full"):
        store.backup()
    assert list(backup_folder(path).iterdir()) == []


def test_the_newest_good_backup_passes_over_broken_ones(opened, fill, clock, path):
    store = opened()
    fill(store)
    good = store.backup()
    clock.at += timedelta(hours=1)
    broken = store.backup()
    data = bytearray(broken.read_bytes())
    data[len(data) // 2] ^= 1
    broken.write_bytes(bytes(data))

    assert newest_good_backup(backup_folder(path)) == good


# --- restoring


def test_a_restore_brings_back_the_state_and_sets_the_present_one_aside(opened, fill, path, key, cupboard):
    store = opened()
    fill(store, mark="eski")
    before = check(store).canonical
    backup = store.backup()
    fill(store, mark="yeni")
    present = check(store).canonical
    store.close()

    done = restore_backup(backup, path, key=key, cupboard=cupboard)

    assert canonical(opened, path) == before != present
    assert canonical(opened, done.aside / path.name) == present
    assert sorted(file.name for file in path.parent.iterdir()) == sorted(
        [path.name, f"{path.name}.key", f"{path.name}.lock", f"{path.name}.backups"]
    )


def test_a_restore_removes_the_log_of_the_old_file(opened, fill, path, key, cupboard, tmp_path):
    """A log left over by a crash would be replayed into the restored file: 390 rows instead of 200, and no error."""
    store = opened()
    fill(store, cards=5, mark="eski")
    backup = store.backup(folder=tmp_path / "stick")
    fill(store, cards=9, mark="yeni")
    crashed = tmp_path / "crashed" / "masa.db"
    crashed.parent.mkdir()
    for file, copy in zip(files_of(store.path)[:2], files_of(crashed)[:2], strict=True):
        shutil.copy2(file, copy)

    done = restore_backup(backup, crashed, key=key, cupboard=cupboard)

    assert len(titles(crashed, key)) == 5
    assert len(titles(done.aside / crashed.name, key)) == 14  # with its log, nothing of it is lost


def test_a_restored_store_counts_its_changes_as_another_device(opened, fill, path, key, cupboard):
    store = opened()
    fill(store)
    backup = store.backup()
    store.close()
    restore_backup(backup, path, key=key, cupboard=cupboard)

    again = opened()
    assert again.dataset_id == store.dataset_id
    assert again.device_id != store.device_id
    fill(again, mark="after")


# (what is cut off, at its which call, whether the exchange had been announced in the journal by then)
CUTS = [
    ("_set_aside", 1, False),
    ("files_of", 1, False),
    ("sync_folder", 1, False),
    ("write_whole", 1, False),
    ("files_of", 2, True),
    ("sync_folder", 2, True),
]


@pytest.mark.parametrize(("step", "call", "announced"), CUTS)
def test_a_restore_cut_off_leaves_the_old_or_the_new_store(
    opened, fill, path, key, cupboard, monkeypatch, step, call, announced
):
    store = opened()
    fill(store, mark="eski")
    old = check(store).canonical
    backup = store.backup()
    fill(store, mark="yeni")
    new = check(store).canonical
    store.close()

    calls = []
    real = getattr(restore, step)

    def cut(*arguments, **named):
        calls.append(1)
        if len(calls) < call:
            return real(*arguments, **named)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(restore, step, cut)
        patch.setattr(restore, "_remove_unfinished", lambda _path: None)  # a power cut tidies nothing up
        with pytest.raises(KeyboardInterrupt):
            restore_backup(backup, path, key=key, cupboard=cupboard)

    assert canonical(opened, path) == (old if announced else new)


def test_a_restore_into_an_empty_folder_needs_nothing_else(opened, fill, tmp_path, key, cupboard):
    store = opened()
    fill(store)
    backup = store.backup()
    target = tmp_path / "başka" / "masa.db"

    done = restore_backup(backup, target, key=key, cupboard=cupboard)

    assert done.aside is None
    assert canonical(opened, target) == check(store).canonical


def test_an_open_store_is_not_replaced(opened, path, key, cupboard):
    store = opened()
    backup = store.backup()

    with pytest.raises(StoreLocked):
        restore_backup(backup, path, key=key, cupboard=cupboard)


def untouched_refusal(backup, path, kind=StoreError, **arguments):
    before = {file.name: file.read_bytes() for file in path.parent.iterdir() if file.is_file()}
    with pytest.raises(kind) as refusal:
        restore_backup(backup, path, **arguments)
    assert {file.name: file.read_bytes() for file in path.parent.iterdir() if file.is_file()} == before
    assert "\n" not in str(refusal.value)
    return str(refusal.value)


@pytest.fixture
def pair(opened, fill, path, key, cupboard):
    """A closed store and a backup of it."""
    store = opened()
    fill(store)
    backup = store.backup()
    store.close()
    return backup, path, {"key": key, "cupboard": cupboard}


def rewritten(backup, **parts):
    """The backup with some parts replaced."""
    other = backup.with_name("other.sinerji-backup")
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(other, "w", zipfile.ZIP_STORED) as new:
        for part in old.namelist():
            new.writestr(part, parts.get(part.replace(".", "_"), old.read(part)))
    return other


def test_what_is_no_backup_is_refused(pair, tmp_path):
    _, path, keys = pair
    for name, content in (("a", b""), ("b", b"PK\x03\x04"), ("c", bytes(5000))):
        (tmp_path / name).write_bytes(content)
        assert "not a backup" in untouched_refusal(tmp_path / name, path, **keys)
    assert "There is no backup" in untouched_refusal(tmp_path / "missing", path, **keys)


def test_a_zip_with_other_or_packed_parts_is_refused(pair, tmp_path):
    backup, path, keys = pair
    with zipfile.ZipFile(tmp_path / "more", "w") as archive, zipfile.ZipFile(backup) as old:
        for part in (*old.namelist(), "../../evil"):
            archive.writestr(part, b"x")
    with zipfile.ZipFile(tmp_path / "packed", "w", zipfile.ZIP_DEFLATED) as archive, zipfile.ZipFile(backup) as old:
        for part in old.namelist():
            archive.writestr(part, old.read(part))

    assert "not a backup" in untouched_refusal(tmp_path / "more", path, **keys)
    assert "not a backup" in untouched_refusal(tmp_path / "packed", path, **keys)


def test_a_backup_with_a_flipped_bit_is_refused(pair):
    backup, path, keys = pair
    with zipfile.ZipFile(backup) as archive:
        data = bytearray(archive.read("store.db"))
    data[len(data) // 2] ^= 4

    untouched_refusal(rewritten(backup, store_db=bytes(data)), path, DamagedStore, **keys)
    untouched_refusal(rewritten(backup, store_db=bytes(data) * 2), path, DamagedStore, **keys)


def test_a_backup_of_a_newer_program_is_refused(pair):
    backup, path, keys = pair
    with zipfile.ZipFile(backup) as archive:
        about = json.loads(archive.read("about.json"))

    newer_schema = rewritten(backup, about_json=json.dumps(about | {"schema": 99}))
    assert "newer version" in untouched_refusal(newer_schema, path, **keys)
    newer_format = rewritten(backup, about_json=json.dumps(about | {"format": 2}))
    assert "newer program" in untouched_refusal(newer_format, path, **keys)


def test_the_wrong_key_is_refused_before_anything_is_touched(pair):
    backup, path, keys = pair

    assert "another store" in untouched_refusal(backup, path, **keys | {"key": "ab" * 32})


# --- the drill: a laptop is dead, its backup lies on a stick


LAPTOP = """
import json, sys
from app.common.errors import StoreError
from app.model.health import check
from app.model.keys import KeyMissing
from app.model.restore import restore_backup
from app.model.store import open_store
from app.paths import user_paths

task, *rest = sys.argv[1:]
path = user_paths().store
if task == "work":
    from app.model.database import Database
    from app.records import Workshop, WorkshopId
    with open_store(path) as store:
        with Database(store.engine, store.device_id).write("Create workshop") as work:
            work.add(Workshop(WorkshopId("w1"), "İzmir Çalıştayı ığüşöç"))
        backup = store.backup(folder=__import__("pathlib").Path(rest[0]))
        print(json.dumps([str(backup), store.recovery_code, check(store).canonical, str(store.key_home)]))
elif task == "restore-without-code":
    try:
        restore_backup(rest[0], path)
    except KeyMissing as error:
        print(json.dumps(str(error)))
else:
    done = restore_backup(rest[0], path, recovery_code=rest[1])
    with open_store(path) as store:
        print(json.dumps([check(store).canonical, str(done.key_home)]))
"""


def laptop(home: Path, *task: str):
    """Run a task on a "machine" of its own: other home folder, no keyring, nothing else shared."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("SINERJI_", "XDG_"))} | {
        "HOME": str(home),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "PYTHONUTF8": "1",
    }
    done = subprocess.run(
        [sys.executable, "-c", LAPTOP, *task], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    return json.loads(done.stdout)


@pytest.mark.skipif(sys.platform == "win32", reason="home folders of another kind")
def test_the_store_of_a_dead_laptop_opens_on_another_with_the_recovery_code(tmp_path):
    backup, code, canonical_hash, home = laptop(tmp_path / "dead", "work", str(tmp_path / "stick"))
    assert home == "file"
    shutil.rmtree(tmp_path / "dead")

    other = tmp_path / "other"
    assert "recovery code" in laptop(other, "restore-without-code", backup)
    assert laptop(other, "restore", backup, code.lower().replace("-", " ")) == [canonical_hash, "file"]


def test_without_the_code_the_backup_opens_nothing(opened, cupboard, tmp_path):
    store = opened(key=None)
    backup = store.backup()
    store.close()
    cupboard.file_of(store.dataset_id).unlink()

    with pytest.raises(KeyMissing):
        restore_backup(backup, tmp_path / "yeni" / "masa.db", cupboard=cupboard)
    assert not (tmp_path / "yeni").exists()
    restore_backup(backup, tmp_path / "masa.db", recovery_code=store.recovery_code, cupboard=cupboard)


def test_a_passphrase_travels_inside_the_backup(opened, cupboard, tmp_path):
    store = opened(key=None, passphrase="çok gizli")
    backup = store.backup()
    store.close()

    restore_backup(backup, tmp_path / "masa.db", passphrase="çok gizli", cupboard=cupboard)
    assert sidecar_path(tmp_path / "masa.db").exists()


def test_a_demo_store_is_restored_with_its_own_key(opened, path, cupboard):
    store = opened(key=None, demo=True)
    backup = store.backup()
    store.close()

    restore_backup(backup, path, cupboard=cupboard)
    assert opened(key=None, demo=True).dataset_id == store.dataset_id
