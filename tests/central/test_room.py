"""A room: codes, joining, presence."""

import base64
import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from central import certificates, moments
from central.application import create_app
from central.database import Database
from central.settings import Settings
from central.tables import join_code
from tests.central.laptop import Laptop


class Room:
    """A room with its owner."""

    def __init__(self, client: TestClient, settings: Settings) -> None:
        self.client = client
        self.owner = Laptop(client, settings, "kurucu", "salon-1", owner=True)

    def code(self) -> str:
        response = self.client.post("/v1/codes", json={}, headers=self.owner.headers)
        assert response.status_code == 200, response.text
        code: str = response.json()["code"]
        return code

    def join(self, code: str, device: str = "masa-3", name: str = "Masa 3 · Işıl") -> Any:
        return self.client.post("/v1/join", json={"code": code, "device": device, "name": name})

    def codes(self) -> list[dict[str, Any]]:
        codes: list[dict[str, Any]] = self.owner.get("/v1/codes")["codes"]
        return codes


@pytest.fixture
def room_settings(tmp_path: Path) -> Settings:
    certificate, key = certificates.make_certificate(tmp_path / "tls", ["192.168.1.5", "127.0.0.1"])
    url = f"sqlite:///{tmp_path / 'salon.db'}"
    return Settings(url, "0f" * 32, kind="room", workshop="w1", certificate=certificate, private_key=key)


@pytest.fixture
def room(room_settings: Settings) -> Iterator[Room]:
    with TestClient(create_app(room_settings)) as client:
        yield Room(client, room_settings)


def test_a_code_begins_with_the_fingerprint_of_the_certificate(room: Room, room_settings: Settings) -> None:
    assert room_settings.certificate is not None
    pem = room_settings.certificate.read_text()
    der = base64.b64decode("".join(pem.splitlines()[1:-1]))
    assert certificates.fingerprint(pem) == hashlib.sha256(der).hexdigest()
    bits = int.from_bytes(hashlib.sha256(der).digest()[:5], "big")
    letters = "".join("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[bits >> shift & 31] for shift in range(35, -1, -5))
    code = room.code()
    assert [len(group) for group in code.split("-")] == [4, 4, 4, 4]
    assert code.replace("-", "")[:8] == letters
    assert code.replace("-", "")[8:] != room.code().replace("-", "")[8:]


def test_a_code_opens_the_room_once(room: Room) -> None:
    code = room.code()
    joined = room.join(code.lower().replace("-", " "))  # as people type it
    assert joined.status_code == 200
    answer = joined.json()
    assert (answer["workshop"], answer["dataset"]) == ("w1", room.owner.dataset)
    assert len(bytes.fromhex(answer["room_key"])) == 32
    headers = {"Authorization": f"Bearer {answer['token']}", "Sinerji-Protocol": "1"}
    assert room.client.get("/v1/status", headers=headers).json()["workshop"] == "w1"
    again = room.join(code, "masa-4")
    assert (again.status_code, again.json()["code"]) == (403, "code")
    (known,) = room.codes()
    assert (known["used_by"], known["used_name"]) == ("masa-3", "Masa 3 · Işıl")


def test_all_who_join_get_the_same_room_key(room: Room) -> None:
    keys = {room.join(room.code(), f"masa-{number}").json()["room_key"] for number in range(2)}
    assert len(keys) == 1


def test_of_many_who_use_one_code_at_once_one_comes_in(room: Room) -> None:
    code = room.code()
    with ThreadPoolExecutor(4) as pool:
        statuses = [one.status_code for one in pool.map(lambda n: room.join(code, f"masa-{n}"), range(4))]
    assert sorted(statuses) == [200, 403, 403, 403]


def test_the_secret_of_a_code_is_not_kept(room: Room) -> None:
    secret = room.code().replace("-", "")[8:]
    database: Database = room.client.app.state.hub.database  # type: ignore[attr-defined]
    with database.read() as connection:
        row = connection.execute(select(join_code)).one()
    assert secret not in str(row)
    assert row.secret_hash == hashlib.sha256(secret.encode()).hexdigest()


def test_a_code_is_good_for_a_quarter_of_an_hour(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    code, start = room.code(), moments.seconds()
    assert len(room.codes()) == 1
    monkeypatch.setattr(moments, "seconds", lambda: start + 901)
    assert room.join(code).status_code == 403
    assert room.codes() == []


def test_after_five_wrong_codes_an_address_waits(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    code, start = room.code(), moments.seconds()
    monkeypatch.setattr(moments, "seconds", lambda: start)
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    assert [room.join(wrong).status_code for _ in range(5)] == [403] * 5
    refused = room.join(code)
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "60")
    monkeypatch.setattr(moments, "seconds", lambda: start + 61)
    assert room.join(code).status_code == 200


def test_who_joins_again_counts_on_and_the_former_token_ends(room: Room) -> None:
    first = room.join(room.code()).json()["token"]
    second = room.join(room.code()).json()["token"]
    statuses = [
        room.client.get("/v1/status", headers={"Authorization": f"Bearer {one}"}).status_code for one in (first, second)
    ]
    assert statuses == [401, 200]


def test_nobody_joins_under_the_name_of_the_owner(room: Room) -> None:
    code = room.code()
    refused = room.join(code, "kurucu")
    assert (refused.status_code, refused.json()["code"]) == (403, "role")
    assert room.join(code, "masa-3").status_code == 200  # the code was not used up


def test_only_the_owner_makes_and_sees_codes(room: Room) -> None:
    token = room.join(room.code()).json()["token"]
    headers = {"Authorization": f"Bearer {token}", "Sinerji-Protocol": "1"}
    for response in (
        room.client.post("/v1/codes", json={}, headers=headers),
        room.client.get("/v1/codes", headers=headers),
    ):
        assert (response.status_code, response.json()["code"]) == (403, "role")


def test_a_platform_has_no_codes(client: TestClient, settings: Settings) -> None:
    owner = Laptop(client, settings, "masa-1", owner=True)
    assert client.post("/v1/codes", json={}, headers=owner.headers).status_code == 404
    assert client.post("/v1/join", json={"code": "x", "device": "d", "name": "n"}).status_code == 404


def test_everybody_sees_who_is_there(client: TestClient, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = Laptop(client, settings, "masa-1"), Laptop(client, settings, "masa-2")
    start = moments.seconds()
    monkeypatch.setattr(moments, "seconds", lambda: start)
    told = {"name": "Masa 1 · İnci", "table": 1, "cards": 14, "unsynced": 2}
    client.post("/v1/presence", json=told, headers=one.headers)
    monkeypatch.setattr(moments, "seconds", lambda: start + 12)
    answer = client.post("/v1/presence", json={"name": "Masa 2"}, headers=two.headers).json()
    assert answer["present"] == [
        told | {"device": "masa-1", "seconds": 12},
        {"device": "masa-2", "name": "Masa 2", "table": None, "cards": 0, "unsynced": 0, "seconds": 0},
    ]
    assert answer["head"] == one.get("/v1/changes")["cursor"]


def test_the_key_of_the_certificate_is_private(room_settings: Settings) -> None:
    assert room_settings.private_key is not None
    assert room_settings.private_key.stat().st_mode & 0o077 == 0
    assert "PRIVATE KEY" in room_settings.private_key.read_text()
