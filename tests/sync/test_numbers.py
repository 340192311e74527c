"""Numbers without gaps: whatever happens to a request or to a database, each operation arrives, and none waits for
ever."""

import json

import httpx2
import pytest

from app.model.backup import Reason
from app.model.peers import renumber, set_aside
from app.records import CardId, Firm, FirmId
from app.sync.answers import EpochChanged, Refused, Unreachable
from app.sync.exchange import Held
from tests.sync.conftest import a_card
from tests.sync.ops import deleted


class Line:
    """A line that remembers what it carried; `fails` says what becomes of the next requests that push."""

    def __init__(self):
        self.pushed = []
        self.fails = []

    def __call__(self, request, answer):
        if request.url.path != "/v1/ops":
            return answer(request)
        body = json.loads(request.content)
        self.pushed.append([(body["first"] + place, one["id"]) for place, one in enumerate(body["ops"])])
        how = self.fails.pop(0) if self.fails else ""
        if how == "lost request":
            raise httpx2.ConnectError(how)
        said = answer(request)
        if how == "twice":
            said = answer(request)
        if how == "lost answer":
            raise httpx2.ReadError(how)
        return said


@pytest.fixture
def line(hub):
    hub.line = Line()
    return hub.line


def ids(laptop):
    return sorted(one.id for one in laptop.all_ops())


def settled(laptop, hub):
    """Everything is there, once, and nothing waits."""
    assert sorted(hub.ops()) == ids(laptop)
    assert laptop.database.unsynced() == 0
    assert laptop.rows("SELECT * FROM sync_outgoing") == []
    assert laptop.record().sent == hub._status("A")["last"]


def test_numbers_begin_at_one_and_follow_each_other(a, hub, line):
    a.sync()
    a.cards.edit(CardId("c1"), title="İncir")
    a.sync()
    assert [number for batch in line.pushed for number, _id in batch] == [1, 2, 3, 4]
    settled(a, hub)


def test_after_a_lost_request_the_same_goes_under_the_same_numbers(a, hub, line):
    line.fails = ["lost request"]
    with pytest.raises(Unreachable):
        a.sync()
    a.cards.edit(CardId("c1"), title="İncir")
    a.sync()
    first, again = line.pushed[0], line.pushed[1]
    assert first == again[:3]
    settled(a, hub)


def test_after_a_lost_answer_nothing_is_doubled_and_nothing_is_lost(a, hub, line):
    line.fails = ["lost answer"]
    with pytest.raises(Unreachable):
        a.sync()
    assert a.database.unsynced() == 3
    a.cards.edit(CardId("c1"), title="İncir")
    a.sync()
    settled(a, hub)
    assert len(hub.ops()) == 4


def test_a_request_that_comes_twice_does_no_harm(a, hub, line):
    line.fails = ["twice"]
    a.sync()
    settled(a, hub)


def test_what_comes_too_early_is_parked_and_sent_again_in_order(a, hub, line):
    """Our count is ahead of the receiver's, in the middle of a round."""
    exchange = a.exchange()
    exchange._meet(exchange._transport.status())
    exchange._local(exchange._prepare)
    with a.database.write_local() as session:
        renumber(session, "room", 7)
    exchange._send_prepared()
    assert [batch[0][0] for batch in line.pushed] == [8, 1]
    settled(a, hub)
    a.cards.edit(CardId("c1"), title="İncir")
    a.sync()
    settled(a, hub)


def test_a_restored_backup_goes_on_where_the_receiver_is(a, hub):
    a.sync()
    backup = a.store.backup(Reason.BY_HAND)
    for number in range(4):
        a.cards.edit(CardId("c1"), title=f"İncir {number}")
    a.sync()
    a.cards.edit(CardId("c1"), title="nie gesendet")
    a.restore(backup)
    a.cards.edit(CardId("c1"), unit="kg")
    a.sync()
    assert a.rows("SELECT title, unit FROM resource_card") == [("İncir 3", "kg")]
    settled(a, hub)


def test_a_receiver_with_another_database_is_filled_again(a, b, hub):
    a.sync()
    b.sync()
    b.cards.edit(CardId("c1"), title="İncir")
    b.sync()
    hub.replace()
    a.sync()
    b.sync()
    a.sync()
    assert sorted(hub.ops()) == ids(a) == ids(b)


def test_what_came_from_somebody_who_is_gone_is_brought_to_a_new_receiver(a, b, hub):
    a.sync()
    b.sync()
    hub.replace()
    b.sync()
    assert sorted(hub.ops()) == ids(b) == ids(a)


def test_a_receiver_that_was_set_back_is_filled_again(a, b, hub):
    """Its database is an older copy: it lacks what it had confirmed."""
    a.sync()
    hub.keep_copy()
    a.cards.edit(CardId("c1"), title="İncir")
    a.sync()
    assert hub.set_back()
    a.sync()
    b.sync()
    assert sorted(hub.ops()) == ids(a) == ids(b)


@pytest.mark.parametrize("turn", [2, 3, 4])
def test_a_database_that_changes_within_a_round(a, b, hub, turn):
    """Also after some of what was there had been fetched already: it is not there any more."""
    a.sync()
    a.hand_over(b)
    b.cards.edit(CardId("c1"), title="İncir")
    turns = []

    def line(request, answer):
        turns.append(request.url.path)
        if len(turns) == turn:
            hub.replace()
        return answer(request)

    hub.line = line
    b.sync(page=1)
    assert turns.count("/v1/status") == 2 - (turn == 2)
    b.sync()
    assert sorted(hub.ops()) == ids(b)
    assert hub.transport("B").status().epoch == b.record().epoch
    with pytest.raises(EpochChanged):
        hub.transport("B").changes("feedbeef.1", "", 10)


def test_an_operation_that_is_too_large_is_set_aside_and_holds_nobody_up(a, hub, line):
    a.sync()
    with a.database.write("Add") as work:
        work.add(a_card("huge", "dev gibi", quality="ğ" * 600_000))
    a.cards.edit(CardId("c1"), title="İncir")
    hub.line = too_large
    for _round in range(2):
        a.sync()
        with a.database.read() as session:
            assert [code for _change, code, _field, _at in set_aside(session, "room")] == ["size"]
        assert a.database.unsynced() == 1
        assert a.record().sent == hub._status("A")["last"]
    assert "İncir" in hub.said()


def too_large(request, answer):
    """As the receiver's outermost layer does it."""
    if len(request.content) > 1_000_000:
        return httpx2.Response(413, json={"code": "size"})
    return answer(request)


def test_what_is_refused_is_set_aside_and_the_rest_goes(a, laptop, hub):
    """A copied store file: its numbers are taken by the original."""
    copy = laptop("copy")
    copy.database.device = a.store.device_id
    copy.meet(hub)
    with copy.database.write("Add firm") as work:
        work.add(Firm(FirmId("f7"), "Iğdır"))
    a.sync()
    done = copy.sync()
    assert done.set_aside == 1
    with copy.database.read() as session:
        [(_change, code, field, _at)] = set_aside(session, "room")
    assert (code, field) == ("taken", "device_seq")
    assert copy.database.unsynced() == 1


def test_other_data_behind_the_same_address_is_refused(a, hub):
    a.sync()
    hub.dataset = "başka".encode().hex()
    a.cards.edit(CardId("c1"), title="İncir")
    with pytest.raises(Refused) as refused:
        a.sync()
    assert refused.value.code == "dataset"
    assert a.database.unsynced() == 1


def test_many_deletions_at_once_wait_for_a_person(a, b, hub):
    with a.database.write("Import") as work:
        for number in range(30):
            work.add(a_card(f"n{number:02d}"))
    a.sync()
    b.sync()
    for number in range(25):
        a.cards.delete(CardId(f"n{number:02d}"))
    a.sync()
    with pytest.raises(Held) as held:
        b.sync(allow_deletions=False)
    assert held.value.rows == 25
    assert b.rows("SELECT count(*) FROM resource_card WHERE deleted_at IS NULL") == [31]
    b.sync(allow_deletions=True)
    assert b.rows("SELECT count(*) FROM resource_card WHERE deleted_at IS NULL") == [6]


def test_what_is_in_use_is_brought_back_by_the_one_who_uses_it(a, b, hub):
    a.sync()
    b.sync()
    with b.database.write("Add firm") as work:
        work.add(Firm(FirmId("f2"), "İğne Oya"))
        work.add(a_card("c2"))
    a.take(deleted("d", [one.id for one in a.all_ops() if one.entity_id == "f1"], entity="firm", entity_id="f1"))
    for laptop in (a, b, a):
        laptop.sync()
    for laptop in (a, b):
        assert laptop.rows("SELECT deleted_at FROM firm WHERE id = 'f1'") == [None]


def test_a_batch_is_cut_where_the_receiver_takes_no_more(a, hub, line):
    with a.database.write("Import") as work:
        for number in range(450):
            work.add(a_card(f"n{number:03d}"))
    a.sync()
    assert [len(batch) for batch in line.pushed] == [200, 200, 53]
    settled(a, hub)
