"""Whatever answers instead of the hub: nothing counts as sent, nothing is lost, and typing goes on."""

import gzip
import json
import time

import pytest

from app.records import Direction, Firm, FirmId, Workshop, WorkshopId
from app.services.cards import CardService
from app.services.rows import NewCard
from app.sync.transport import Refused, Unreachable
from benchmarks._hub import Laptop
from tests.faults.fake_hub import FakeHub, again_and_again, drip, flood, hang_up, http, problem

JSON_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
CHUNKED = JSON_HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
PORTAL = "<html><title>Otel İnternet Girişi</title><h1>Hoş geldiniz</h1></html>".encode()
GOOD = {"kind": "room", "dataset": "izmir", "epoch": "e1", "last": 0, "changes": [], "cursor": "c", "more": False}
RIDDLES = {
    **{str(status): http(status, b"", "text/plain") for status in (408, 425, 429, 500, 502, 503, 504, 507)},
    "our own 503": problem(503, "busy"),
    "html with 200": http(200, PORTAL, "text/html; charset=utf-8"),
    "html that says json": http(200, PORTAL),
    "html with 403": http(403, PORTAL, "text/html"),
    "redirect 302": http(302, PORTAL, "text/html", Location="/giriş".encode().decode("latin-1")),
    "redirect 307": http(307, b"", Location="http://127.0.0.1:1/v1/status"),
    "redirect to nonsense": http(302, b"", Location="http://["),
    "gzip garbage": http(200, b"\x1f\x8b" + b"\x00\xff" * 50, Content_Encoding="gzip"),
    "gzip that ends early": http(200, gzip.compress(json.dumps(GOOD).encode())[:-20], Content_Encoding="gzip"),
    "gzip bomb": http(200, gzip.compress(b" " * 40_000_000), Content_Encoding="gzip"),
    "json cut short": http(200, json.dumps(GOOD).encode()[:-9]),
    "shorter than announced": http(200, b"{}", Content_Length="99"),
    "list": http(200, [1, 2, 3]),
    "json of others": http(200, {"ok": True, "data": {"İ": 1}}),
    "infinite numbers": http(200, b'{"kind":"room","dataset":"izmir","epoch":"e1","last":1e999,"results":[]}'),
    "half a letter": http(200, json.dumps(GOOD).replace('"c"', '"\\ud83d"').replace('"e1"', '"\\ud83d"').encode()),
    "deep json": http(200, b"[" * 200_000),
    "invalid utf-8": http(200, b'{"kind": "\xff\xfe"}'),
    "no http": b"SSH-2.0-OpenSSH_9.2\r\n",
    "nothing at all": hang_up,
    "endless body": flood(CHUNKED),
    "a byte now and then": drip(JSON_HEAD + b"Content-Length: 100000\r\n\r\n"),
    "a header now and then": drip(JSON_HEAD + b"X-Wait: ", b"x"),
}


@pytest.fixture(scope="module")
def hub():
    hub = FakeHub()
    yield hub
    hub.close()


@pytest.fixture(scope="module")
def laptop(tmp_path_factory, hub):
    with Laptop(tmp_path_factory.mktemp("İzmir") / "çalıştay.db", hub.url, "token") as laptop:
        with laptop.database.write("Create workshop") as work:
            work.add(Workshop(WorkshopId("w"), "Çalıştay"))
            work.add(Firm(FirmId("f"), "Iğdır Döküm"))
        laptop.exchange()
        yield laptop


@pytest.fixture(autouse=True)
def well_again(hub):
    yield
    hub.answers.clear()
    hub.takes_silently = False


def save(laptop):
    """Somebody types a card, and it is there."""
    title = "Işıl işlem fırını, İzmir"
    changes = CardService(laptop.database).add(NewCard(WorkshopId("w"), FirmId("f"), Direction.WANT, title))
    [card] = [one.id for one in changes.changes]
    assert card in laptop.cards()


def check_that_all_arrives(laptop, hub):
    hub.answers.clear()
    laptop.exchange()
    assert laptop.database.unsynced() == 0
    assert set(hub.taken) == laptop.operations()


def check_nothing_counts_as_sent(laptop, hub, kind):
    """A round fails with `kind` within seconds, and changes nothing. Returns the failure."""
    save(laptop)
    waiting, sent = laptop.database.unsynced(), laptop.sent()
    began = time.monotonic()
    with pytest.raises(kind) as failure:
        laptop.exchange(0.4)
    assert time.monotonic() - began < 20
    assert (laptop.database.unsynced(), laptop.sent()) == (waiting, sent)
    save(laptop)
    assert laptop.database.unsynced() == waiting + 1
    return failure.value


@pytest.mark.parametrize("riddle", RIDDLES)
def test_what_is_not_our_hub_is_one_that_cannot_be_reached(laptop, hub, riddle):
    for where in ("status", "changes", "ops"):
        hub.answers = {where: RIDDLES[riddle]}
        failure = check_nothing_counts_as_sent(laptop, hub, Unreachable)
        assert hub.asked[-1] == where
        assert str(failure.why)
    check_that_all_arrives(laptop, hub)


@pytest.mark.parametrize("riddle", ["nothing at all", "json cut short", "502", "html with 200", "a byte now and then"])
def test_a_batch_that_was_taken_but_not_acknowledged_still_waits(laptop, hub, riddle):
    hub.answers["ops"] = RIDDLES[riddle]
    hub.takes_silently = True
    check_nothing_counts_as_sent(laptop, hub, Unreachable)
    assert hub.last > laptop.sent()
    check_that_all_arrives(laptop, hub)
    assert laptop.sent() == hub.last


@pytest.mark.parametrize(("said", "after"), [("17", 17.0), ("Fri, 31 Dec 2026 23:59:59 GMT", None), ("\xb2", None)])
def test_a_busy_hub_says_when_to_come_again(laptop, hub, said, after):
    hub.answers["ops"] = http(429, b"", Retry_After=said).decode("utf-8").encode("latin-1")
    assert check_nothing_counts_as_sent(laptop, hub, Unreachable).after == after
    check_that_all_arrives(laptop, hub)


@pytest.mark.parametrize("refusal", [(401, "token"), (403, "role"), (409, "dataset"), (422, "malformed"), (404, "x")])
def test_a_refusal_of_ours_is_told_and_stops_nothing_but_the_exchange(laptop, hub, refusal):
    for where in ("status", "changes", "ops"):
        hub.answers = {where: problem(*refusal)}
        failure = check_nothing_counts_as_sent(laptop, hub, Refused)
        assert failure.code == refusal[1]
    check_that_all_arrives(laptop, hub)


@pytest.mark.parametrize(("newest", "word"), [(0, "older"), (2, "newer")])
def test_a_hub_of_another_version_says_which_side_is_behind_and_fetching_goes_on(laptop, hub, newest, word):
    theirs = {**next(iter(hub.taken.values())), "id": f"o{newest}", "device": "masa-9", "device_seq": newest + 1}
    hub.log = [theirs | {"operation": f"use{newest}", "parents": []}]
    hub.answers["ops"] = problem(426, "protocol", oldest=newest, newest=newest)

    failure = check_nothing_counts_as_sent(laptop, hub, Refused)

    assert f"is {word}" in str(failure)
    assert theirs["id"] in laptop.operations()
    hub.taken[theirs["id"]] = theirs
    check_that_all_arrives(laptop, hub)


def test_results_of_other_operations_are_no_answer(laptop, hub):
    hub.answers["ops"] = http(200, {"epoch": "e1", "last": 999, "results": [{"id": "x", "result": "applied"}]})
    check_nothing_counts_as_sent(laptop, hub, Unreachable)
    check_that_all_arrives(laptop, hub)


def test_a_feed_that_stands_still_is_no_feed(laptop, hub):
    hub.answers["changes"] = again_and_again(http(200, GOOD | {"more": True}))
    check_nothing_counts_as_sent(laptop, hub, Unreachable)
    check_that_all_arrives(laptop, hub)


def test_a_line_into_nothing_is_told_at_once(laptop, hub):
    closed = FakeHub()
    closed.close()
    good, laptop.url = laptop.url, closed.url
    check_nothing_counts_as_sent(laptop, hub, Unreachable)
    laptop.url = good
    check_that_all_arrives(laptop, hub)
