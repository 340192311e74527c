"""A full disk: the save is refused in one sentence, everything saved before is there, and work goes on with space."""

from contextlib import suppress

import pytest

from app.common.errors import StoreError
from app.model.backup import backup_folder
from app.model.health import check
from app.model.store import open_store

resource = pytest.importorskip("resource")  # not on Windows


def run_until_refused(process):
    """The numbers of the saves that were reported, and the sentence of the refusal."""
    lines = process.stdout.read().splitlines()
    assert process.wait() == 0
    process.stdout.close()
    assert lines[-1] == "closed"
    [refusal] = [line for line in lines if line.startswith("refused: ")]
    return {line for line in lines if line.isdigit()}, refusal


def kept_in(store):
    with store.connect_read_only() as raw:
        return {row[0].split("-")[1] for row in raw.execute("SELECT id FROM resource_card")}


def test_a_full_disk_refuses_the_save_and_loses_nothing(small_disk, key, writer):
    path = small_disk / "çalıştay.db"
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(1_000_000))

    reported, refusal = run_until_refused(writer(path, "a"))
    assert "is full" in refusal
    assert "free some space" in refusal
    assert len(reported) > 20

    ballast.unlink()  # somebody frees some space
    with open_store(path, key=key) as store:
        assert kept_in(store) == reported
        assert check(store).healthy
        assert store.idle_checkpoint()
    process = writer(path, "b", 10)
    assert process.stdout.read().endswith("9\nclosed\n")
    process.wait()
    process.stdout.close()


def test_a_backup_on_a_full_disk_is_refused_and_leaves_nothing(small_disk, tmp_path, key, writer):
    path = tmp_path / "çalıştay.db"
    process = writer(path, "a", 400)
    process.stdout.read()
    process.wait()
    process.stdout.close()
    folder = small_disk / "stick"
    (small_disk / "ballast").write_bytes(bytes(2_600_000))

    with open_store(path, key=key) as store:
        with pytest.raises(StoreError) as refusal:
            store.backup(folder=folder)
        assert "\n" not in str(refusal.value)
        assert list(folder.iterdir()) == []
        assert store.backup().parent == backup_folder(path)


def test_a_new_store_on_a_full_disk_is_refused_and_leaves_no_store(small_disk, key):
    (small_disk / "ballast").write_bytes(bytes(2_950_000))

    with pytest.raises(StoreError):
        open_store(small_disk / "çalıştay.db", key=key)
    assert not (small_disk / "çalıştay.db").exists()
    assert [file.name for file in small_disk.iterdir() if file.stat().st_size] == ["ballast"]


def test_opening_on_a_full_disk_says_what_to_do(small_disk, key, writer):
    path = small_disk / "çalıştay.db"
    process = writer(path, "a", 20)
    process.stdout.read()
    process.wait()
    process.stdout.close()
    ballast = small_disk / "ballast"
    with suppress(OSError), ballast.open("wb", buffering=0) as file:
        while file.write(bytes(4096)):
            pass

    with pytest.raises(StoreError, match="is full: free some space"):
        open_store(path, key=key)
    assert not path.with_name(f"{path.name}.holder").exists()
    ballast.unlink()
    with open_store(path, key=key) as store:
        assert len(kept_in(store)) == 20
        assert check(store).healthy


def test_a_file_that_may_not_grow_is_like_a_full_disk(tmp_path, key, writer):
    """The same without the right to mount: the system refuses to let any file grow over a limit."""
    path = tmp_path / "çalıştay.db"
    with open_store(path, key=key):
        pass
    limit = path.stat().st_size + 150_000

    def may_not_grow():
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    reported, refusal = run_until_refused(writer(path, "a", preexec_fn=may_not_grow))
    assert "free" in refusal or "error" in refusal

    with open_store(path, key=key) as store:
        assert kept_in(store) == reported
        assert check(store).healthy
