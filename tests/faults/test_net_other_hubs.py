"""Behind the address stands another hub than before, an emptied one, a restored one, or somebody else altogether."""

import datetime
import shutil
import ssl

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.common.ids import new_id
from app.model.peers import keep_blob, log_lines, peer
from app.records import Direction, ExportedFile, Firm, FirmId, Workshop, WorkshopId
from app.services.cards import CardService
from app.services.rows import NewCard
from app.sync.answers import Refused, Unreachable
from app.sync.exchange import Held
from app.sync.transport import Transport
from benchmarks._hub import HUB, Laptop
from central.certificates import make_certificate
from tests.faults.fake_hub import FakeHub, drip, flood, http, problem

CARDS = 40
FLOOD = b"HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A store with a workshop that no hub has seen."""
    path = tmp_path_factory.mktemp("İzmir") / "çalıştay.db"
    with Laptop(path, "http://127.0.0.1:1", "token") as laptop:
        with laptop.database.write("Create workshop") as work:
            work.add(Workshop(WorkshopId("w"), "Çalıştay"))
            work.add(Firm(FirmId("f"), "Iğdır Döküm"))
        for number in range(CARDS):
            save(laptop, f"Döküm kumu {number}")
        laptop.store.idle_checkpoint()
    return path


@pytest.fixture
def hub():
    hub = FakeHub()
    yield hub
    hub.close()


@pytest.fixture
def laptop(tmp_path, template, hub):
    path = tmp_path / "Işık.db"
    shutil.copyfile(template, path)
    with Laptop(path, hub.url, "token") as laptop:
        yield laptop


def save(laptop, title="Işıl işlem fırını, İzmir"):
    """Somebody types a card, and it is there."""
    changes = CardService(laptop.database).add(NewCard(WorkshopId("w"), FirmId("f"), Direction.WANT, title))
    assert {one.id for one in changes.changes} <= laptop.cards()


def cursor_of(laptop):
    with laptop.database.read() as session:
        return peer(session, HUB).cursor


def warnings_of(laptop):
    with laptop.database.read() as session:
        return [line.message for line in log_lines(session, 50, frozenset({"warning"}))]


def test_an_emptied_hub_empties_nothing_and_gets_everything_again(laptop, hub):
    laptop.exchange()
    before = laptop.cards()
    assert set(hub.taken) == laptop.operations()

    hub.taken.clear()
    hub.epoch, hub.last = "e2", 0
    laptop.exchange()

    assert laptop.cards() == before
    assert set(hub.taken) == laptop.operations()
    assert "another database" in warnings_of(laptop)[0]


def test_a_hub_restored_to_an_earlier_moment_gets_what_it_lost(laptop, hub):
    laptop.exchange()
    half = dict(list(hub.taken.items())[:20])
    save(laptop)
    laptop.exchange()
    assert len(hub.taken) == CARDS + 3

    hub.taken, hub.last = half, 20
    laptop.exchange()

    assert set(hub.taken) == laptop.operations()
    assert laptop.database.unsynced() == 0


def test_a_cursor_that_the_hub_does_not_know_begins_from_the_start(laptop, hub):
    laptop.exchange()
    hub.answers["changes"] = problem(410, "epoch", epoch="e2")
    with pytest.raises(Unreachable):  # not even the empty cursor
        laptop.exchange()

    hub.answers.clear()
    hub.taken.clear()
    hub.epoch, hub.last = "e2", 0
    laptop.exchange()
    assert set(hub.taken) == laptop.operations()


@pytest.mark.parametrize(("name", "value"), [("dataset", "ankara"), ("kind", "platform")])
def test_other_data_behind_the_address_gets_nothing_and_gives_nothing(laptop, hub, name, value):
    laptop.exchange()
    save(laptop)
    theirs = {**next(iter(hub.taken.values())), "id": new_id(), "device": "başka".encode().hex(), "device_seq": 1}
    hub.log, hub.asked = [theirs], []
    setattr(hub, name, value)

    with pytest.raises(Refused) as refusal:
        laptop.exchange()

    assert refusal.value.code == "dataset"
    assert "ops" not in hub.asked
    assert theirs["id"] not in laptop.operations()
    assert laptop.database.unsynced() == 1
    save(laptop)


def test_other_data_in_the_feed_alone_is_not_taken(laptop, hub):
    laptop.exchange()
    save(laptop)
    hub.answers["changes"] = http(
        200, {"dataset": "ankara", "epoch": "e1", "changes": [], "cursor": "c9", "more": False}
    )
    with pytest.raises(Refused):
        laptop.exchange()
    assert cursor_of(laptop) == "c"
    assert laptop.database.unsynced() == 1


def test_a_mass_deletion_waits_for_a_person_and_until_then_nothing_of_it_is_applied(laptop, hub, tmp_path):
    laptop.exchange()
    before = laptop.operations()
    hub.log = list(hub.taken.values())
    with Laptop(tmp_path / "başka.db", hub.url, "token") as other:
        other.exchange()
        for card_id in sorted(other.cards())[:30]:
            CardService(other.database).delete(card_id)
        other.exchange()
    deletions = [op for op_id, op in hub.taken.items() if op_id not in before]
    assert len(deletions) == 30

    for _try in range(2):
        hub.log = list(deletions)
        with pytest.raises(Held) as held:
            laptop.exchange()
        assert held.value.rows == 30
        assert laptop.operations() == before
        assert len(laptop.cards()) == CARDS
    save(laptop)
    assert laptop.database.unsynced() == 1

    hub.log = list(deletions)
    laptop.exchange(allow_deletions=True)
    assert len(laptop.cards()) == CARDS - 30 + 1
    assert laptop.database.unsynced() == 0


def test_a_feed_of_nonsense_is_passed_over_and_told(laptop, hub):
    laptop.exchange()
    hub.log = [{"id": "x"}, [], None, {"id": "İ" * 80}]
    laptop.exchange()
    assert any("could not be read" in message for message in warnings_of(laptop))
    assert len(laptop.cards()) == CARDS


@pytest.mark.parametrize("answer", [drip(b"HTTP/1.1 200 OK\r\nX: "), flood(FLOOD), http(302, b"", Location="/")])
def test_files_are_sent_within_bounds_too(hub, answer):
    hub.answers["ff"] = answer
    with Transport(hub.url, "token", seconds=0.4) as transport, pytest.raises(Unreachable):
        transport.put_blob("ff", b"x")


def test_a_file_that_the_hub_finds_too_large_holds_up_nothing(laptop, hub):
    content = "İş raporu".encode()
    with laptop.database.write_local() as session:
        keep_blob(session, "ff", content)
    with laptop.database.write("Export") as work:
        work.add(ExportedFile("x", WorkshopId("w"), "pdf", "İş raporu.pdf", "ff", len(content), "2026-11-21", "Işıl"))
    hub.answers["ff"] = problem(413, "size")

    assert laptop.exchange().set_aside == 1
    assert "ff" in hub.asked
    hub.asked = []
    assert laptop.exchange().set_aside == 0
    assert "ff" not in hub.asked
    assert laptop.database.unsynced() == 0


# TLS


def self_signed(folder, *, days):
    """A certificate like that of a hub, valid until `days` from today, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Sinerji Masası salon")])
    end = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=days)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(end - datetime.timedelta(days=30))
        .not_valid_after(end)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    files = folder / "c.pem", folder / "k.pem"
    files[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    files[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    return files


@pytest.fixture
def secure():
    """`secure(certificate, key)` starts a hub that speaks TLS."""
    hubs = []

    def start(certificate, key):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        hubs.append(FakeHub(context))
        return hubs[-1]

    yield start
    for hub in hubs:
        hub.close()


def trusting(laptop, hub, certificate):
    laptop.url, laptop.certificate = hub.url, certificate.read_text()


def test_the_certificate_that_was_agreed_on_is_believed(laptop, secure, tmp_path):
    certificate, key = make_certificate(tmp_path / "tls", ["192.168.1.20"])
    trusting(laptop, secure(certificate, key), certificate)
    laptop.exchange()
    assert laptop.database.unsynced() == 0


@pytest.mark.parametrize("what", ["expired", "another one"])
def test_a_certificate_that_is_not_good_stops_the_exchange_and_asks_to_join_again(laptop, secure, tmp_path, what):
    if what == "expired":
        certificate, key = self_signed(tmp_path, days=-1)
        hub = secure(certificate, key)
    else:
        certificate, _key = make_certificate(tmp_path / "agreed", ["127.0.0.1"])
        hub = secure(*make_certificate(tmp_path / "theirs", ["127.0.0.1"]))
    trusting(laptop, hub, certificate)
    waiting = laptop.database.unsynced()

    with pytest.raises(Refused) as refusal:
        laptop.exchange()

    assert refusal.value.code == "certificate"
    assert hub.asked == []
    save(laptop)
    assert laptop.database.unsynced() == waiting + 1


def test_a_certificate_of_the_world_is_asked_of_the_system(laptop, secure, tmp_path):
    hub = secure(*make_certificate(tmp_path / "theirs", ["127.0.0.1"]))
    laptop.url = hub.url
    with pytest.raises(Refused):
        laptop.exchange()
    assert hub.asked == []


def test_no_tls_where_tls_was_agreed_on_is_nobody(laptop, hub, tmp_path):
    certificate, _key = make_certificate(tmp_path / "agreed", ["127.0.0.1"])
    trusting(laptop, hub, certificate)
    laptop.url = hub.url.replace("http:", "https:")
    with pytest.raises(Unreachable):
        laptop.exchange()
    assert hub.asked == []


def test_an_answer_over_tls_that_never_comes_to_an_end_is_cut_too(laptop, secure, tmp_path):
    certificate, key = make_certificate(tmp_path / "tls", ["127.0.0.1"])
    hub = secure(certificate, key)
    trusting(laptop, hub, certificate)
    hub.answers["status"] = drip(b"HTTP/1.1 200 OK\r\nX-Wait: ", b"x")
    with pytest.raises(Unreachable):
        laptop.exchange(0.4)
