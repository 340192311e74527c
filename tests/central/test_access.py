"""Tokens, roles, protocol, limits: who gets in, and what he is told otherwise."""

import hashlib
import json
import logging
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError

from central import moments, problems, tokens
from central.application import create_app
from central.database import Database
from central.limits import Rate
from central.settings import Settings
from central.tables import token
from tests.central.laptop import Laptop

Make = Callable[..., Laptop]


def code_of(response: Any) -> tuple[int, str]:
    assert response.headers["content-type"] == "application/problem+json"
    return response.status_code, response.json()["code"]


def test_a_token_is_kept_only_as_its_hash(client: TestClient, laptop: Make) -> None:
    one = laptop()
    database: Database = client.app.state.hub.database  # type: ignore[attr-defined]
    with database.read() as connection:
        row = connection.execute(select(token)).one()
    assert row.hash == hashlib.sha256(one.token.encode()).hexdigest()
    assert one.token not in str(row)
    one.get("/v1/status")
    with database.read() as connection:
        assert connection.scalar(select(token.c.last_seen)) is not None


@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer yanlış".encode()}, {"Authorization": "Basic eA=="}])
def test_without_a_good_token_nothing_is_told(client: TestClient, header: dict[str, Any]) -> None:
    for path in ("/v1/status", "/v1/changes", "/v1/workshops", "/v1/reports"):
        assert code_of(client.get(path, headers=header)) == (401, "token")


def test_a_revoked_token_lets_nobody_in(client: TestClient, settings: Settings, laptop: Make) -> None:
    one, other = laptop(), laptop(organiser="Iğdır OSB")
    assert tokens.revoke(settings, "masa-1", "İzmir Kalkınma") == 1
    assert code_of(client.get("/v1/status", headers=one.headers)) == (401, "token")
    assert client.get("/v1/status", headers=other.headers).status_code == 200


@pytest.mark.parametrize(
    "grant",
    [
        {"role": "device"},
        {"role": "region"},
        {"role": "platform", "organiser": "x"},
        {"role": "organiser", "organiser": "x", "regions": ["İzmir"]},
        {"role": "kral"},
        {"role": "device", "organiser": "x", "device": "iki kelime"},
    ],
)
def test_a_token_that_makes_no_sense_is_not_issued(settings: Settings, grant: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        tokens.issue(settings, **{"device": "d"} | grant)


def test_only_devices_write(client: TestClient, settings: Settings) -> None:
    text = tokens.issue(settings, "kurum", "organiser", "İzmir Kalkınma")
    headers = {"Authorization": f"Bearer {text}", "Sinerji-Protocol": "1"}
    batch = {"protocol": 1, "dataset": tokens.dataset_of("İzmir Kalkınma"), "first": 1, "ops": []}
    assert code_of(client.post("/v1/ops", json=batch, headers=headers)) == (403, "role")
    assert client.get("/v1/changes", headers=headers).status_code == 200


@pytest.mark.parametrize("spoken", [None, "2", "0", "bir", "1" * 5000])
def test_who_writes_in_another_protocol_is_told_which_are_spoken(
    client: TestClient, laptop: Make, spoken: str | None
) -> None:
    one = laptop()
    headers = {"Authorization": f"Bearer {one.token}"} | ({} if spoken is None else {"Sinerji-Protocol": spoken})
    batch = {"protocol": 1, "dataset": one.dataset, "first": 1, "ops": []}
    response = client.post("/v1/ops", json=batch, headers=headers)
    assert code_of(response) == (426, "protocol")
    assert (response.json()["oldest"], response.json()["newest"]) == (1, 1)
    assert client.get("/v1/changes", headers=headers).status_code == 200  # pulling goes on


def test_a_batch_of_another_protocol_is_refused(client: TestClient, laptop: Make) -> None:
    one = laptop()
    batch = {"protocol": 2, "dataset": one.dataset, "first": 1, "ops": []}
    assert code_of(client.post("/v1/ops", json=batch, headers=one.headers)) == (426, "protocol")


def test_refusals_of_the_framework_look_like_ours(client: TestClient, laptop: Make) -> None:
    headers = laptop().headers
    assert code_of(client.get("/v1/yok")) == (404, "not_found")
    assert code_of(client.delete("/v1/ops")) == (405, "method")
    response = client.get("/v1/changes", params={"limit": "çok"}, headers=headers)
    assert code_of(response) == (422, "malformed")
    assert response.json()["field"] == "limit"
    assert "çok" not in response.text


@pytest.mark.parametrize("body", ["", "{", "[]", "[" * 100_000, '{"protocol": ' + "9" * 5000 + "}", "\ud800"])
def test_a_body_that_is_no_batch_is_malformed(client: TestClient, laptop: Make, body: str) -> None:
    headers = laptop().headers | {"Content-Type": "application/json"}
    response = client.post("/v1/ops", content=body.encode("utf-8", "surrogatepass"), headers=headers)
    assert code_of(response) in ((400, "malformed"), (422, "malformed"))


def test_a_body_too_large_is_refused_however_it_comes(client: TestClient, laptop: Make) -> None:
    headers = laptop().headers | {"Content-Type": "application/json"}
    assert code_of(client.post("/v1/ops", content=b" " * 1_000_001, headers=headers)) == (413, "size")

    def pieces() -> Iterator[bytes]:
        for _ in range(11):
            yield b" " * 100_000

    assert code_of(client.post("/v1/ops", content=pieces(), headers=headers)) == (413, "size")


def test_wrong_tokens_are_bounded_but_stop_nobody_else(
    client: TestClient, laptop: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, wrong = laptop(), {"Authorization": "Bearer x"}
    start = moments.seconds()
    monkeypatch.setattr(moments, "seconds", lambda: start)
    statuses = [client.get("/v1/status", headers=wrong).status_code for _ in range(11)]
    assert statuses == [401] * 10 + [429]
    assert client.get("/v1/status", headers=one.headers).status_code == 200
    monkeypatch.setattr(moments, "seconds", lambda: start + 61)
    assert client.get("/v1/status", headers=wrong).status_code == 401


def test_a_token_that_asks_too_often_is_told_to_wait(settings: Settings) -> None:
    with TestClient(create_app(settings, per_token=(0.5, 3))) as client:
        headers = Laptop(client, settings, "masa-1").headers
        answers = [client.get("/v1/status", headers=headers) for _ in range(4)]
        assert [one.status_code for one in answers] == [200, 200, 200, 429]
        assert 1 <= int(answers[-1].headers["retry-after"]) <= 2


def test_an_address_that_asks_too_often_is_told_to_wait(settings: Settings) -> None:
    with TestClient(create_app(settings, per_address=(1, 2))) as client:
        assert [client.get("/v1/health").status_code for _ in range(3)] == [200, 200, 429]


def test_a_bucket_fills_again_with_time() -> None:
    now = 0.0
    rate = Rate(2, 4, lambda: now)
    assert [rate.wait("a") for _ in range(5)] == [0, 0, 0, 0, 0.5]
    assert rate.wait("b") == 0
    now = 0.5
    assert rate.wait("a") == 0
    assert rate.wait("a") == 0.5


def test_a_request_that_takes_too_long_is_given_up(settings: Settings) -> None:
    if settings.key_hex is None:
        pytest.skip("the one writer is SQLite's")
    with TestClient(create_app(settings, seconds=0.2)) as client:
        one = Laptop(client, settings, "masa-1")
        one.get("/v1/status")
        database: Database = client.app.state.hub.database  # type: ignore[attr-defined]
        with database._one_writer:
            response = one.post([one.card("c1")], first=1)
        assert code_of(response) == (503, "slow")
        assert "retry-after" in response.headers
        done = threading.Event()
        while not done.wait(0.01):  # what was begun is finished behind the answer, and sending again does no harm
            if one.outcomes(one.card("c2"), first=2)[0] in ("applied", "duplicate"):
                done.set()


def test_a_full_disk_takes_nothing_and_says_so(client: TestClient, settings: Settings, laptop: Make) -> None:
    if settings.key_hex is None:
        pytest.skip("the disk of PostgreSQL is not ours to fill")
    one = laptop()
    one.push(one.card("c1"))
    database: Database = client.app.state.hub.database  # type: ignore[attr-defined]

    def full(raw: Any, _record: Any, _proxy: Any) -> None:
        pages = raw.execute("PRAGMA page_count").fetchone()[0]
        raw.execute(f"PRAGMA max_page_count = {pages + 2}")

    event.listen(database.engine, "checkout", full)
    response = one.post([one.card("c2"), one.card("c3", description="x" * 100_000)])
    assert code_of(response) == (507, "disk_full")
    event.remove(database.engine, "checkout", full)
    event.listen(
        database.engine, "checkout", lambda raw, _record, _proxy: raw.execute("PRAGMA max_page_count = 1000000")
    )
    assert set(one.rows("resource_card")) == {"c1"}
    assert one.get("/v1/status")["last"] == 1


@pytest.mark.parametrize(("state", "expected"), [("53100", 507), ("55P03", 503), ("22P02", None)])
def test_postgresql_says_what_is_wrong_in_codes(state: str, expected: int | None) -> None:
    original = Exception("…")
    original.sqlstate = state  # type: ignore[attr-defined]
    problem = problems.of_database(OperationalError("", {}, original))
    assert (problem and problem.status) == expected


def test_a_mistake_of_ours_is_answered_and_logged_without_its_words(
    client: TestClient, laptop: Make, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise RuntimeError("Işıl 0555")

    one = laptop()
    monkeypatch.setattr("central.routes_sync.last_of", lambda *_: broken())
    with caplog.at_level(logging.INFO, "central"):
        assert code_of(client.get("/v1/status", headers=one.headers)) == (500, "internal")
    assert "RuntimeError" in caplog.text
    assert "0555" not in caplog.text


def test_the_log_holds_nothing_confidential(client: TestClient, laptop: Make, caplog: pytest.LogCaptureFixture) -> None:
    one = laptop()
    with caplog.at_level(logging.DEBUG, "central"):
        one.push(one.person("p1", "Işıl İnan"))
        one.get("/v1/snapshot", entity="participant", after="gizli-deger")
        client.get("/v1/gizli-yol")
        client.get("/v1/status", headers={"Authorization": "Bearer gizli-jeton"})
    lines = [record.getMessage() for record in caplog.records if record.name == "central"]
    assert [line.split(" ")[:3] for line in lines] == [
        ["POST", "/v1/ops", "200"],
        ["GET", "/v1/snapshot", "200"],
        ["GET", "-", "404"],
        ["GET", "/v1/status", "401"],
    ]
    text = json.dumps(lines, ensure_ascii=False)
    for word in ("Işıl", "gizli", one.token, "masa-1"):
        assert word not in text
