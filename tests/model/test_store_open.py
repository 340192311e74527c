"""Opening: a new store, an old one, the key, and every file that must be refused in one sentence and left as it is."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from app.common.errors import StoreError
from app.model.backup import backup_folder, list_backups
from app.model.engine import connect
from app.model.keys import NOTE_KEY_IN_FILE, KeyHome, KeyMissing, new_key
from app.model.raw_access import files_of, is_plain_sqlite, meta_of, read_only
from app.model.restore import restore_backup
from app.model.sidecar import sidecar_path
from app.model.store import NOTE_FOREIGN_LOG, NOTE_KEY_FILE_REMADE, open_store
from app.model.store_errors import DamagedStore


def cards_in(path, key):
    with read_only(path, key) as raw:
        return raw.execute("SELECT count(*) FROM resource_card").fetchone()[0]


def content(path):
    return {file.name: file.read_bytes() for file in path.parent.iterdir() if file.is_file()}


def one_sentence(refusal):
    text = str(refusal.value)
    assert "\n" not in text
    assert text.endswith(".")
    return text


# --- new stores


def test_a_new_store_is_encrypted_and_whole(opened, path, key):
    store = opened()

    assert store.created
    assert not is_plain_sqlite(path)
    with store.connect_read_only() as raw:
        meta = meta_of(raw)
    assert meta["dataset_id"] == store.dataset_id
    assert meta["device_id"] == store.device_id
    assert meta["recovery_code"] == store.recovery_code
    assert key not in repr(store)
    assert store.recovery_code not in repr(store)


def test_nothing_is_left_beside_a_closed_store(opened, path):
    opened().close()

    assert {file.name for file in path.parent.iterdir()} == {path.name, f"{path.name}.key", f"{path.name}.lock"}


def test_a_store_opens_again_with_the_same_identity(opened):
    first = opened()
    first.close()
    second = opened()

    assert (second.dataset_id, second.device_id) == (first.dataset_id, first.device_id)
    assert not second.created


def test_no_card_text_stands_readable_in_any_file(opened, path, fill):
    store = opened()
    fill(store, cards=50)

    files = content(path)
    assert any(name.endswith("-wal") for name in files)
    assert not any("Döküm".encode() in data or b"resource_card" in data for data in files.values())


def test_without_create_a_missing_store_is_refused(opened, path):
    with pytest.raises(StoreError, match="There is no store") as refusal:
        opened(create=False)

    one_sentence(refusal)
    assert not path.exists()


def test_a_recovery_code_never_makes_a_new_store(opened, path):
    with pytest.raises(StoreError, match="There is no store"):
        opened(key=None, recovery_code="7K2M")

    assert not path.exists()


def test_a_lost_store_is_not_replaced_by_an_empty_one(opened, path):
    opened().close()
    path.unlink()

    with pytest.raises(StoreError, match="its key file is still there"):
        opened()
    assert not path.exists()


@pytest.mark.parametrize("step", ["_write_tables", "write_sidecar"])
def test_a_creation_cut_off_before_the_key_file_leaves_no_store(opened, path, monkeypatch, step):
    def cut(*_arguments):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(f"app.model.store_creation.{step}", cut)
        with pytest.raises(KeyboardInterrupt):
            opened()

    assert not path.exists()
    assert opened().created


def test_a_creation_cut_off_before_the_name_is_finished(opened, path, key):
    first = opened()
    first.close()
    path.rename(path.with_name(f"{path.name}.new"))

    assert opened().dataset_id == first.dataset_id


# --- keys


def test_a_key_is_made_kept_and_found_again(opened, cupboard):
    store = opened(key=None)
    store.close()
    again = opened(key=None)

    assert store.key_home is again.key_home is KeyHome.FILE
    assert [note.message for note in again.notes] == [NOTE_KEY_IN_FILE]
    assert str(cupboard.file_of(store.dataset_id)) in str(again.notes[0])


def test_the_environment_gives_the_key(opened, monkeypatch, cupboard):
    monkeypatch.setenv("SINERJI_KEY", "AB" * 32)
    store = opened(key=None)

    assert store.key_home is KeyHome.ENVIRONMENT
    assert cupboard.load(store.dataset_id) is None
    store.close()
    assert opened(key="ab" * 32).dataset_id == store.dataset_id


def test_a_malformed_environment_key_is_refused_before_anything_is_made(opened, path, monkeypatch):
    monkeypatch.setenv("SINERJI_KEY", "gizli")

    with pytest.raises(StoreError, match="SINERJI_KEY") as refusal:
        opened(key=None)
    one_sentence(refusal)
    assert not path.parent.exists()


def test_the_wrong_key_is_told_apart_from_damage(opened, path):
    opened().close()
    before = content(path)

    with pytest.raises(StoreError, match="key of another store") as refusal:
        opened(key=new_key())
    one_sentence(refusal)
    assert not isinstance(refusal.value, DamagedStore)
    assert content(path) == before


def test_a_store_without_its_key_asks_for_the_code(opened, cupboard):
    store = opened(key=None)
    store.close()
    cupboard.file_of(store.dataset_id).unlink()

    with pytest.raises(KeyMissing, match="recovery code"):
        opened(key=None)
    again = opened(key=None, recovery_code=store.recovery_code.lower())
    again.close()
    assert opened(key=None).key_home is KeyHome.FILE  # kept, so the next start needs no code


def test_a_passphrase_keeps_the_key_off_the_disk_where_there_is_no_keyring(opened, cupboard):
    store = opened(key=None, passphrase="çok gizli")
    store.close()

    assert cupboard.load(store.dataset_id) is None
    with pytest.raises(KeyMissing):
        opened(key=None)
    with pytest.raises(StoreError, match="passphrase is wrong"):
        opened(key=None, passphrase="yanlış")
    assert opened(key=None, passphrase="çok gizli").dataset_id == store.dataset_id


def test_a_passphrase_can_be_set_later(opened, cupboard):
    store = opened()
    store.set_passphrase("ğüş")
    store.close()

    assert opened(key=None, passphrase="ğüş").dataset_id == store.dataset_id


def test_a_demo_store_has_a_throw_away_key_beside_it(opened, path, cupboard):
    store = opened(key=None, demo=True)
    store.close()
    kept = path.with_name(f"{path.name}.demo-key")

    assert cupboard.load(store.dataset_id) is None
    assert os.name == "nt" or kept.stat().st_mode & 0o777 == 0o600
    assert opened(key=None).key_home is KeyHome.DEMO


def test_a_lost_key_file_is_made_again(opened, path):
    store = opened()
    store.close()
    sidecar_path(path).unlink()

    again = opened()
    assert [note.message for note in again.notes] == [NOTE_KEY_FILE_REMADE]
    again.close()
    assert opened(key=None, recovery_code=store.recovery_code).dataset_id == store.dataset_id


def test_a_lost_key_file_is_taken_from_the_newest_backup(opened, path):
    store = opened(key=None)
    store.backup()
    store.close()
    sidecar_path(path).unlink()

    assert opened(key=None).dataset_id == store.dataset_id


# --- files that are refused


def refused(opened, path, kind=StoreError, **arguments):
    before = content(path)
    with pytest.raises(kind) as refusal:
        opened(**arguments)
    after = content(path)
    after.pop(f"{path.name}.lock", None)
    before.pop(f"{path.name}.lock", None)
    assert after == before
    return one_sentence(refusal)


def test_a_plain_database_is_refused(opened, path):
    path.parent.mkdir()
    path.write_bytes(b"SQLite format 3\x00" + bytes(4080))

    assert "unencrypted" in refused(opened, path)


def test_a_foreign_file_is_refused(opened, path):
    path.parent.mkdir()
    path.write_bytes(b"PK\x03\x04" + bytes(range(256)) * 40)

    assert "wrong key, or the file is no store" in refused(opened, path)


def test_an_encrypted_file_of_another_program_is_refused(opened, path, key):
    path.parent.mkdir()
    raw = connect(path, key, pragmas=False)
    raw.execute("CREATE TABLE something (a)")
    raw.close()

    assert "no store of this program" in refused(opened, path)


def test_a_folder_is_refused(opened, path):
    path.mkdir(parents=True)

    assert "is a folder" in refused(opened, path)


def test_a_name_that_is_too_long_is_refused(opened, path):
    with pytest.raises(StoreError) as refusal:
        open_store(path.with_name("ü" * 200 + ".db"))
    assert "too long" in one_sentence(refusal)


def test_a_newer_store_is_refused_and_explained(opened, path, key):
    opened().close()
    raw = connect(path, key, pragmas=False)
    raw.execute("UPDATE alembic_version SET version_num = '0099'")
    raw.close()

    said = refused(opened, path)
    assert "newer version" in said
    assert "99" in said


@pytest.mark.parametrize("rest", [0, 10, 4096, 5000, 40960])
def test_a_truncated_store_is_damaged(opened, path, fill, rest):
    store = opened()
    fill(store, cards=40)
    backup = store.backup()
    store.close()
    with path.open("rb+") as file:
        file.truncate(rest)

    assert str(backup) in refused(opened, path, DamagedStore)


def test_flipped_bits_are_noticed_on_every_page(opened, path, fill):
    store = opened()
    fill(store, cards=40)
    store.close()
    whole = path.read_bytes()
    pages = len(whole) // 4096

    for page in range(0, pages, max(1, pages // 12)):
        broken = bytearray(whole)
        broken[page * 4096 + 1234] ^= 0x10
        path.write_bytes(bytes(broken))
        assert "damaged" in refused(opened, path, DamagedStore)
    path.write_bytes(whole)
    assert opened().schema == store.schema


def test_a_second_program_is_refused_with_the_number_of_the_first(opened):
    opened()

    with pytest.raises(StoreError, match=f"process {os.getpid()}") as refusal:
        opened()
    one_sentence(refusal)


def test_a_killed_program_leaves_no_lock(opened, path, key, fill):
    script = (
        "import os, sys; from app.model.store import open_store\n"
        "store = open_store(sys.argv[1], key=sys.argv[2]); os.kill(os.getpid(), 9)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path), key], check=False)

    assert done.returncode == -9
    assert path.with_name(f"{path.name}.holder").exists()
    fill(opened())


@pytest.mark.skipif(os.name == "nt", reason="permissions of another kind")
@pytest.mark.parametrize(("what", "said"), [("folder", "cannot be written to"), ("file", "is read-only")])
def test_a_read_only_place_is_refused(opened, key, what, said):
    with tempfile.TemporaryDirectory() as name:  # pytest's own folders are closed to the user of the second program
        path = Path(name) / "çalıştay.db"
        opened(path).close()
        path.chmod(0o666 if what == "folder" else 0o444)
        path.with_name(f"{path.name}.lock").chmod(0o666)
        script = (
            "import os, pathlib, sys\n"
            "from app.common.errors import StoreError\n"
            "from app.model.store import open_store\n"
            "open_store(sys.argv[1] + '.other', key=sys.argv[2]).close()\n"  # everything is imported now
            "pathlib.Path(sys.argv[1]).parent.chmod(int(sys.argv[3], 8))\n"
            "if os.getuid() == 0: os.setuid(65534)\n"  # permissions do not hold for root
            "try: open_store(sys.argv[1], key=sys.argv[2])\n"
            "except StoreError as error: print(error)"
        )
        done = subprocess.run(
            [sys.executable, "-c", script, str(path), key, "555" if what == "folder" else "777"],
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )

    assert said in done.stdout
    assert done.stdout.count("\n") == 1


# --- write-ahead logs


def crashed_copy(store, target):
    """The files of an open store as a power cut would leave them."""
    target.parent.mkdir(parents=True, exist_ok=True)
    for file, copy in zip(files_of(store.path)[:2], files_of(target)[:2], strict=True):
        shutil.copy2(file, copy)
    shutil.copy2(sidecar_path(store.path), sidecar_path(target))


def test_the_log_of_a_crash_is_replayed(opened, path, key, fill, tmp_path):
    store = opened()
    fill(store, cards=7)
    crashed_copy(store, tmp_path / "crashed.db")

    again = opened(tmp_path / "crashed.db")
    assert again.notes == ()
    assert cards_in(again.path, key) == 7


def test_the_log_of_a_crash_after_a_checkpoint_is_replayed(opened, key, fill, tmp_path):
    store = opened()
    fill(store, cards=7, mark="a")
    assert store.idle_checkpoint()
    fill(store, cards=5, mark="b")
    crashed_copy(store, tmp_path / "crashed.db")

    again = opened(tmp_path / "crashed.db")
    assert again.notes == ()
    assert cards_in(again.path, key) == 12


def test_the_logs_of_two_crashes_in_a_row_are_replayed(opened, key, fill, tmp_path):
    store = opened()
    fill(store, cards=7, mark="a")
    crashed_copy(store, tmp_path / "one.db")
    again = opened(tmp_path / "one.db")
    fill(again, cards=5, mark="b")
    crashed_copy(again, tmp_path / "two.db")

    last = opened(tmp_path / "two.db")
    assert last.notes == ()
    assert cards_in(last.path, key) == 12


def test_the_log_of_a_newer_state_is_not_replayed_into_an_older_copy(opened, path, key, fill, tmp_path):
    store = opened()
    fill(store, cards=3, mark="a")
    store.close()
    old = path.read_bytes()
    store = opened()
    fill(store, cards=4, mark="b")
    store.idle_checkpoint()
    fill(store, cards=5, mark="c")
    crashed = tmp_path / "crashed.db"
    crashed_copy(store, crashed)
    crashed.write_bytes(old)  # somebody puts an older copy over the main file and leaves the log

    again = opened(crashed)
    assert [note.message for note in again.notes] == [NOTE_FOREIGN_LOG]
    assert cards_in(crashed, key) == 3
    assert len(list(crashed.parent.glob("crashed.db-wal.foreign-*"))) == 1


def test_the_log_of_another_store_is_not_replayed(opened, path, key, fill, tmp_path):
    other = opened(tmp_path / "other.db")
    fill(other, cards=9)
    opened().close()
    shutil.copy2(files_of(other.path)[1], files_of(path)[1])

    again = opened()
    assert [note.message for note in again.notes] == [NOTE_FOREIGN_LOG]
    assert cards_in(path, key) == 0


def test_an_old_log_is_not_replayed_into_a_new_store(opened, path, key, fill, tmp_path):
    other = opened(tmp_path / "other.db")
    fill(other, cards=9)
    path.parent.mkdir()
    shutil.copy2(files_of(other.path)[1], files_of(path)[1])

    assert opened().created
    assert cards_in(path, key) == 0
    assert len(list(path.parent.glob("*.foreign-*"))) == 1


@pytest.mark.skipif(os.name == "nt", reason="an open file cannot be replaced there")
def test_a_file_that_is_replaced_under_the_program_is_noticed_and_nothing_is_lost(opened, path, key, fill, cupboard):
    store = opened()
    fill(store, cards=3, mark="a")
    store.idle_checkpoint()
    older = path.with_name("older")
    shutil.copy2(path, older)
    fill(store, cards=4, mark="b")
    store.idle_checkpoint()
    older.replace(path)  # what a sync program does
    fill(store, cards=5, mark="c")

    with pytest.raises(StoreError, match="was replaced by another program") as refusal:
        store.idle_checkpoint()
    one_sentence(refusal)
    store.close()

    assert cards_in(opened().path, key) == 3  # what the other program put there, not a mixture
    opened_again = restore_backup(refusal.value.params["backup"], path.with_name("rescued.db"), key=key)
    assert cards_in(opened_again.path, key) == 12


@pytest.mark.skipif(os.name == "nt", reason="an open file cannot be replaced there")
def test_closing_over_a_replaced_file_keeps_what_was_entered_too(opened, path, key, fill):
    store = opened()
    older = path.with_name("older")
    shutil.copy2(path, older)
    fill(store, cards=6)
    older.replace(path)
    store.close()

    [kept] = list_backups(backup_folder(path))
    assert kept.sealed
    assert cards_in(restore_backup(kept.path, path.with_name("rescued.db"), key=key).path, key) == 6


@pytest.mark.skipif(os.name == "nt", reason="an open file cannot be moved there")
def test_a_removed_file_is_noticed_too(opened, path, fill):
    store = opened()
    fill(store)
    path.rename(path.with_name("taşındı.db"))

    for _ in range(3):
        with pytest.raises(StoreError, match="was replaced"):
            store.idle_checkpoint()
    with pytest.raises(StoreError, match="was replaced"):
        store.backup()
    assert len(list_backups(backup_folder(path))) == 1  # kept once, not at every idle moment


def test_a_file_without_key_and_key_file_is_named(opened, path):
    path.parent.mkdir()
    path.write_bytes(b"x" * 5000)

    assert "has no key file" in refused(opened, path, key=None)


def test_a_mistyped_name_leaves_nothing_behind(opened, path):
    path.parent.mkdir()
    with pytest.raises(StoreError, match="There is no store"):
        opened(create=False)
    assert list(path.parent.iterdir()) == []


def test_an_idle_checkpoint_empties_the_log_and_idles_at_once(opened, path, fill):
    store = opened()
    fill(store, cards=200)
    log = files_of(path)[1]
    assert log.stat().st_size > 200_000

    assert store.idle_checkpoint()
    fresh = log.stat().st_size
    assert fresh < 20_000
    before = log.stat().st_mtime_ns
    assert store.idle_checkpoint()
    assert log.stat().st_mtime_ns == before


def test_a_checkpoint_does_not_wait_for_a_reader(opened, fill):
    store = opened()
    fill(store)
    with store.connect_read_only() as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM firm").fetchall()
        fill(store, mark="later")
        assert store.idle_checkpoint() is False
    assert store.idle_checkpoint()
