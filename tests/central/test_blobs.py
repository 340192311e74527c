"""Files that were exported."""

import hashlib
from collections.abc import Callable, Iterator

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import func, select

from central import blobs
from central.database import Database
from central.tables import blob_part
from tests.central.laptop import Laptop

Make = Callable[..., Laptop]
CONTENT = b"\x00\xff%PDF" * 200_000  # more than one part
HASH = hashlib.sha256(CONTENT).hexdigest()
PATH = f"/v1/blobs/{HASH}"


def parts_in(client: TestClient) -> int:
    database: Database = client.app.state.hub.database  # type: ignore[attr-defined]
    with database.read() as connection:
        return connection.scalar(select(func.count()).select_from(blob_part)) or 0


def test_a_file_comes_out_as_it_went_in(client: TestClient, laptop: Make) -> None:
    one, two = laptop("masa-1"), laptop("masa-2")
    assert client.head(PATH, headers=one.headers).status_code == 404
    assert client.put(PATH, content=CONTENT, headers=one.headers).json()["size"] == len(CONTENT)
    head = client.head(PATH, headers=two.headers)
    assert (head.status_code, int(head.headers["content-length"])) == (200, len(CONTENT))
    got = client.get(PATH, headers=two.headers)
    assert got.content == CONTENT
    assert got.headers["content-disposition"] == "attachment"
    assert got.headers["x-content-type-options"] == "nosniff"


def test_a_file_sent_twice_is_kept_once(client: TestClient, laptop: Make) -> None:
    one = laptop()
    client.put(PATH, content=CONTENT, headers=one.headers)
    before = parts_in(client)
    assert client.put(PATH, content=CONTENT, headers=one.headers).status_code == 200
    assert parts_in(client) == before


def test_a_file_of_another_hash_is_refused_and_not_kept(client: TestClient, laptop: Make) -> None:
    response = client.put(f"/v1/blobs/{'0' * 64}", content=CONTENT, headers=laptop().headers)
    assert (response.status_code, response.json()["code"]) == (422, "hash")
    assert parts_in(client) == 0


def test_a_file_too_large_is_refused_while_it_comes(
    client: TestClient, laptop: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blobs, "MOST_BYTES", 1_000_000)

    def pieces() -> Iterator[bytes]:
        for _ in range(20):
            yield b"x" * 100_000

    response = client.put(PATH, content=pieces(), headers=laptop().headers)
    assert (response.status_code, response.json()["code"]) == (413, "size")
    assert parts_in(client) == 0


def test_files_of_another_dataset_are_not_there(client: TestClient, laptop: Make) -> None:
    client.put(PATH, content=CONTENT, headers=laptop().headers)
    other = laptop(organiser="Iğdır OSB")
    assert client.get(PATH, headers=other.headers).status_code == 404


def test_an_empty_file_is_a_file(client: TestClient, laptop: Make) -> None:
    headers, path = laptop().headers, f"/v1/blobs/{hashlib.sha256(b'').hexdigest()}"
    assert client.put(path, content=b"", headers=headers).status_code == 200
    assert client.get(path, headers=headers).content == b""
