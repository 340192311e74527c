"""Personal data: sealed in the log, opened for the row, gone after an erasure."""

import base64
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from fastapi.testclient import TestClient
from sqlalchemy import select

from app.common.sealing import new_personal_key, unseal
from central.database import Database
from central.settings import Settings
from central.tables import parked, person_key
from tests.central.laptop import Laptop

Make = Callable[..., Laptop]
NAME = "Işıl İnançoğlu"


def contact(laptop: Laptop, person: str = "p1") -> object:
    return laptop.rows("participant")[person]["values"].get("name")


def keys_of(client: TestClient) -> list[str]:
    database: Database = client.app.state.hub.database  # type: ignore[attr-defined]
    with database.read() as connection:
        return list(connection.execute(select(person_key.c.key)).scalars())


def test_the_row_is_readable_and_the_log_is_sealed(laptop: Make) -> None:
    one = laptop()
    one.push(one.person("p1", NAME))
    assert contact(one) == NAME
    (op,) = one.feed()
    assert set(op["groups"]["contact"]) == {"sealed"}


def test_a_second_key_gives_way_to_the_first(client: TestClient, laptop: Make) -> None:
    one, two = laptop("masa-1"), laptop("masa-2")
    first = one.person("p1", NAME)
    second = two.person("p1", "Işıl İnanç", [first], key=new_personal_key())
    one.push(first)
    two.push(second)
    assert contact(one) == "Işıl İnanç"
    assert keys_of(client) == [first["key"]]
    for op in one.feed():
        assert op["key"] == first["key"]
        assert unseal(op["groups"]["contact"]["sealed"], base64.b64decode(op["key"])) is not None


def test_a_key_that_comes_later_opens_what_was_closed(laptop: Make) -> None:
    one, two = laptop("masa-1"), laptop("masa-2")
    op = one.person("p1", NAME)
    one.push({name: value for name, value in op.items() if name != "key"})
    assert contact(one) is None
    two.push(op)
    assert contact(one) == NAME


def test_an_erasure_takes_key_and_contact(client: TestClient, laptop: Make) -> None:
    one = laptop()
    op = one.person("p1", NAME)
    one.push(op)
    one.push(one.op("participant", "p1", [op], erased={}))
    assert contact(one) is None
    assert one.rows("participant")["p1"]["erased"] is True
    assert keys_of(client) == []
    assert all("key" not in each for each in one.feed())


def test_who_had_not_heard_of_the_erasure_brings_nothing_back(client: TestClient, laptop: Make) -> None:
    one, two = laptop("masa-1"), laptop("masa-2")
    op = one.person("p1", NAME)
    late = two.person("p1", NAME, [op], key=one.keys["p1"])
    one.push(op, one.op("participant", "p1", [op], erased={}))
    assert two.outcomes(op, late) == ["duplicate", "merged"]
    assert contact(one) is None
    assert keys_of(client) == []


def test_an_operation_on_a_person_erased_before_it_came_brings_nothing(client: TestClient, laptop: Make) -> None:
    one, two = laptop("masa-1"), laptop("masa-2")
    op = one.person("p1", NAME)
    one.push(one.op("participant", "p1", [op], erased={}))
    two.push(op)
    assert contact(one) is None
    assert keys_of(client) == []


def test_a_person_entered_again_after_the_erasure_is_known_again(client: TestClient, laptop: Make) -> None:
    one = laptop()
    op = one.person("p1", "Eski Ad")
    gone = one.op("participant", "p1", [op], erased={})
    again = one.person("p1", NAME, [gone], key=new_personal_key())
    one.push(op, gone, again)
    assert contact(one) == NAME
    assert keys_of(client) == [again["key"]]


@pytest.mark.parametrize("erasure_last", [True, False])
def test_after_an_erasure_the_former_key_opens_nothing(client: TestClient, laptop: Make, erasure_last: bool) -> None:
    one, two = laptop("masa-1"), laptop("masa-2")
    op = one.person("p1", "Eski Ad")
    gone = one.op("participant", "p1", [op], erased={})
    again = one.person("p1", NAME, [gone])  # under the former key
    two.push(*([op, again, gone] if erasure_last else [op, gone, again]))
    assert contact(one) == NAME
    (kept,) = keys_of(client)
    texts = [each["groups"]["contact"]["sealed"] for each in one.feed() if "contact" in each["groups"]]
    opened = [unseal(text, base64.b64decode(kept)) for text in texts]
    assert [values["new"]["name"] for values in opened if values is not None] == [NAME]


def test_what_waits_loses_its_key_too(client: TestClient, laptop: Make) -> None:
    one, two = laptop("masa-1"), laptop("masa-2")
    op = one.person("p1", NAME)
    two.push(op, first=5)
    one.push(one.op("participant", "p1", [op], erased={}))
    two.push(two.person("p1", NAME, [op], key=one.keys["p1"]), first=6)
    database: Database = client.app.state.hub.database  # type: ignore[attr-defined]
    with database.read() as connection:
        assert connection.execute(select(parked.c.key)).scalars().all() == [None, None]


def test_withdrawn_contacts_lose_their_key(client: TestClient, laptop: Make) -> None:
    one = laptop()
    op = one.person("p1", NAME)
    one.push(op)
    one.push(withdrawn=[{"entity": "participant", "entity_id": "p1", "groups": ["contact"]}])
    assert contact(one) is None
    assert keys_of(client) == []
    assert one.outcomes(op) == ["applied"]
    assert contact(one) == NAME


def test_an_erasure_cannot_be_withdrawn(client: TestClient, laptop: Make) -> None:
    one, two = laptop("masa-1"), laptop("masa-2")
    op = one.person("p1", NAME)
    one.push(op, one.op("participant", "p1", [op], erased={}))
    one.push(withdrawn=[{"entity": "participant", "entity_id": "p1"}])
    two.push(two.person("p1", NAME, [op], key=one.keys["p1"]))
    assert contact(one) is None
    assert keys_of(client) == []


def test_no_trace_of_an_erased_person_remains_in_the_file(client: TestClient, settings: Settings, laptop: Make) -> None:
    if settings.key_hex is None:
        pytest.skip("the file of PostgreSQL is looked at in postgresql_suite.py")
    one = laptop()
    people = [one.person(f"p{number}", f"{NAME} {number}") for number in range(40)]
    one.push(*people)
    path = Path(settings.database_url.removeprefix("sqlite:///"))
    assert NAME in _plain_text(path, settings.key_hex)
    one.push(*[one.op("participant", f"p{number}", [op], erased={}) for number, op in enumerate(people)])
    text = _plain_text(path, settings.key_hex)
    assert NAME not in text
    assert all(op["key"] not in text for op in people)
    assert "participant" in text  # it is the right file, and it was read


def test_a_start_after_a_crash_finishes_the_cleaning(client: TestClient, settings: Settings, laptop: Make) -> None:
    one = laptop()
    op = one.person("p1", NAME)
    one.push(op)
    database: Database = client.app.state.hub.database  # type: ignore[attr-defined]
    with database.write() as connection:
        database.mark_scrub_due(connection)
    Database(settings).close()
    with database.read() as connection:
        assert "scrub_due" not in set(connection.exec_driver_sql("SELECT key FROM meta").scalars())


def _plain_text(path: Path, key_hex: str) -> str:
    """Every page of the file and of its write-ahead log, decrypted, whether or not it is in use (SQLCipher 4)."""
    page, reserve = 4096, 80
    log = path.with_name(path.name + "-wal")
    raw = path.read_bytes()
    pages = [raw[at : at + page] for at in range(0, len(raw), page)]
    if log.exists() and log.stat().st_size > 32:
        frames = log.read_bytes()[32:]
        pages += [frames[at + 24 : at + 24 + page] for at in range(0, len(frames), page + 24)]
    text = bytearray()
    for number, one in enumerate(pages):
        if len(one) < page:
            continue
        body, vector = one[:-reserve], one[-reserve : -reserve + 16]
        starts = [16, 0] if number == 0 or number * page >= len(raw) else [0]  # the salt stands before the first page
        for start in starts:
            decryptor = Cipher(algorithms.AES(bytes.fromhex(key_hex)), modes.CBC(vector)).decryptor()
            text += decryptor.update(body[start:])
    return text.decode("utf-8", "replace")
