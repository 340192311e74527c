"""The database opens only where it can be used."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import update

from app.common.errors import StoreError
from central.database import Database, renew_epoch
from central.settings import Settings, from_environment
from central.tables import meta
from tests.central.laptop import Laptop


def test_the_epoch_is_that_of_the_database(settings: Settings) -> None:
    first, second = Database(settings), Database(settings)
    assert first.epoch == second.epoch
    first.close()
    second.close()


def test_a_restored_database_gets_another_epoch(settings: Settings) -> None:
    database = Database(settings)
    database.close()
    renewed = renew_epoch(settings)
    again = Database(settings)
    again.close()
    assert again.epoch == renewed != database.epoch


def test_another_schema_is_refused_with_a_sentence(settings: Settings) -> None:
    database = Database(settings)
    with database.write() as connection:
        connection.execute(update(meta).where(meta.c.key == "schema").values(value="99"))
    database.close()
    with pytest.raises(StoreError, match="has schema 99, this program needs 1"):
        Database(settings)


def test_a_database_of_a_platform_is_not_opened_as_a_room(settings: Settings) -> None:
    Database(settings).close()
    with pytest.raises(StoreError, match="was made for a platform, not for a room"):
        Database(replace(settings, kind="room"))


def test_workers_that_start_at_once_make_one_database(settings: Settings) -> None:
    def epoch(_number: int) -> str:
        database = Database(settings)
        database.close()
        return database.epoch

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(epoch, range(4)))) == 1


def test_the_wrong_key_opens_nothing(tmp_path: Path) -> None:
    settings = Settings(f"sqlite:///{tmp_path / 'ığ.db'}", "0f" * 32)
    Database(settings).close()
    assert not (tmp_path / "ığ.db").read_bytes().startswith(b"SQLite format 3")
    with pytest.raises(StoreError, match="the key is not the one"):
        Database(replace(settings, key_hex="1f" * 32))


@pytest.mark.parametrize(
    "settings",
    [
        Settings("sqlite:///x.db", "0f"),
        Settings("sqlite:///x.db"),
        Settings("sqlite://", "0f" * 32),
        Settings("mysql://x/y"),
        Settings("adres değil"),
        Settings("postgresql://localhost/x", kind="kahvehane"),
    ],
)
def test_an_address_that_makes_no_sense_is_refused(settings: Settings) -> None:
    with pytest.raises(StoreError):
        Database(settings)


def test_a_server_that_does_not_answer_is_refused_without_its_password() -> None:
    with pytest.raises(StoreError, match="cannot be reached") as refused:
        Database(Settings("postgresql://ali:gizli@127.0.0.1:1/x"))
    assert "gizli" not in str(refused.value)


def test_settings_go_to_the_workers_through_the_environment(tmp_path: Path) -> None:
    settings = Settings("sqlite:///x", "0f" * 32, port=7, workers=2, certificate=tmp_path, private_key=tmp_path)
    environment = settings.environment()
    assert from_environment(environment) == settings
    assert "0f0f" not in environment["SINERJI_CENTRAL"]
    assert "0f0f" not in repr(settings)


def test_five_identical_batches_at_once_are_one(laptop: Callable[..., Laptop]) -> None:
    one = laptop()
    ops = [one.card(f"c{number}") for number in range(20)]
    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(lambda _number: one.push(*ops, first=1), range(5)))
    results = [[each["result"] for each in answer["results"]] for answer in answers]
    assert sorted(results) == [["applied"] * 20] + [["duplicate"] * 20] * 4
    assert [op["id"] for op in one.feed()] == [op["id"] for op in ops]


def test_a_reader_misses_nothing_while_many_write(laptop: Callable[..., Laptop]) -> None:
    reader, writers = laptop("okur"), [laptop(f"masa-{number}") for number in range(8)]

    def write(one: Laptop) -> list[str]:
        ops = [one.card(f"{one.device}-{number}") for number in range(12)]
        for op in ops:
            one.push(op)
        return [op["id"] for op in ops]

    with ThreadPoolExecutor(9) as pool:
        running = [pool.submit(write, one) for one in writers]
        found: list[str] = []
        cursor = ""
        while not all(one.done() for one in running):
            page = reader.get("/v1/changes", cursor=cursor, limit=7)
            found += [op["id"] for op in page["changes"]]
            cursor = page["cursor"]
        page = reader.get("/v1/changes", cursor=cursor, limit=1000)
        found += [op["id"] for op in page["changes"]]
    written = [op_id for one in running for op_id in one.result()]
    assert len(found) == len(written)
    assert set(found) == set(written)
