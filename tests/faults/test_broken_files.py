"""Random damage to main file and log: either the right content or a refusal, never a wrong number in silence."""

import random
import shutil

import pytest

from app.common.errors import StoreError
from app.model.health import check
from app.model.raw_access import files_of
from app.model.sidecar import sidecar_path
from app.model.store import open_store

TRIES = pytest.mark.parametrize("tries", [25, pytest.param(1000, marks=[pytest.mark.soak, pytest.mark.timeout(3600)])])


@pytest.fixture
def crashed(tmp_path, key, writer):
    """A store as a kill leaves it, main file and log both with content, and the number of its cards."""
    path = tmp_path / "canlı" / "çalıştay.db"
    process = writer(path, "a", 40)
    for line in process.stdout:
        if line == "39\n":
            break
    process.kill()
    process.wait()
    process.stdout.close()
    main, log, _ = files_of(path)
    assert main.stat().st_size > 200_000
    assert log.stat().st_size > 50_000
    return path


def copy_of(path, folder):
    folder.mkdir()
    for file in (*files_of(path)[:2], sidecar_path(path)):
        shutil.copy2(file, folder / file.name)
    return folder / path.name


def outcome(path, key):
    """The ids of the cards, or None where the store was refused in one sentence."""
    try:
        with open_store(path, key=key) as store:
            assert check(store).healthy
            with store.connect_read_only() as raw:
                return [row[0] for row in raw.execute("SELECT id FROM resource_card ORDER BY rowid")]
    except StoreError:
        return None


def test_undamaged(crashed, tmp_path, key):
    assert outcome(copy_of(crashed, tmp_path / "copy"), key) == [f"ca-{number}" for number in range(40)]


@TRIES
def test_a_flipped_bit_in_the_main_file(crashed, tmp_path, key, tries):
    chance = random.Random(1)
    refused = 0
    for attempt in range(tries):
        path = copy_of(crashed, tmp_path / str(attempt))
        data = bytearray(path.read_bytes())
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(bytes(data))
        found = outcome(path, key)
        # A page that the log holds anew is not read from the main file; everything else must be noticed.
        assert found in (None, [f"ca-{number}" for number in range(40)])
        refused += found is None
        shutil.rmtree(path.parent)
    assert refused > tries // 2


@TRIES
def test_a_flipped_bit_or_a_cut_in_the_log_loses_only_what_comes_after(crashed, tmp_path, key, tries):
    """SQLite replays a log up to the first frame that does not add up: the content is a state that once was."""
    chance = random.Random(2)
    for attempt in range(tries):
        path = copy_of(crashed, tmp_path / str(attempt))
        log = files_of(path)[1]
        data = bytearray(log.read_bytes())
        if attempt % 2:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        else:
            del data[chance.randrange(len(data)) :]
        log.write_bytes(bytes(data))
        found = outcome(path, key)
        assert found is None or found == [f"ca-{number}" for number in range(len(found))]
        shutil.rmtree(path.parent)
