"""A person who is forgotten on one laptop is found nowhere afterwards: on no laptop, not at the receiver, in no log, no
file that is kept, no fresh backup."""

import base64
import re
import sqlite3
import zipfile
from pathlib import Path
from typing import Any

import pytest

from app.common.sealing import unseal
from app.model.engine import connect
from app.records import Firm, FirmId, Kind, Participant, ParticipantId
from tests.sync.conftest import FIRM, WORKSHOP
from tests.sync.ops import op
from tests.sync.world import HUB_KEY, KEY, Laptop, Receiver

PERSON = {"name": "Işıl İpek Çağlayan", "phone": "+90 555 010 20 30", "email": "isil.ipek@ornek.example"}
PARTS = ("Çağlayan", "İpek", "010 20 3", "isil.ipek")
OTHER = "Ümit Öz"


def plain(path: Path, key: str, folder: Path) -> bytes:
    """Every page of an encrypted file, decrypted: what the holder of the key could find."""
    target = folder / "plain.db"
    target.unlink(missing_ok=True)
    raw = connect(path, key, pragmas=False)
    raw.execute(f"ATTACH DATABASE '{target}' AS plain KEY ''")
    raw.execute("SELECT sqlcipher_export('plain')")
    raw.execute("DETACH DATABASE plain")
    raw.close()
    return target.read_bytes()


def unsealed(path: Path, key: str, folder: Path) -> str:
    """Whatever any key that the file holds opens of what it holds sealed."""
    content = plain(path, key, folder)
    assert content.startswith(b"SQLite format 3")
    raw = sqlite3.connect(folder / "plain.db")
    keys, sealed = set(), set()
    for (table,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        for row in raw.execute(f'SELECT * FROM "{table}"').fetchall():
            for value in row:
                sealed.update(re.findall(r"p1\.[A-Za-z0-9+/=]+", str(value)))
                keys.update(re.findall(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{43}=", str(value)))
    raw.close()
    opened = [unseal(one, base64.b64decode(each)) for one in sealed for each in keys]
    return repr([one for one in opened if one is not None])


class Traces:
    """Looks for a person in every place there is."""

    def __init__(self, folder: Path, laptops: list[Laptop], hub: Receiver, keys: set[str]) -> None:
        self.folder, self.laptops, self.hub, self.keys = folder, laptops, hub, keys

    def found(self, *words: str) -> list[tuple[str, str]]:
        """(where, what) of everything that is left."""
        needles = [word.encode() for word in (*words, *self.keys)]
        needles += [base64.b64encode(word.encode())[:-4] for word in words]
        traces = []
        for where, content in self._places():
            traces += [(where, needle.decode()) for needle in needles if needle in content]
        return traces

    def _places(self) -> Any:
        for laptop in self.laptops:
            yield f"{laptop.name} rows, log and outbox", plain(laptop.path, KEY, self.folder)
            yield f"{laptop.name} sealed", unsealed(laptop.path, KEY, self.folder).encode()
            with zipfile.ZipFile(laptop.store.backup()) as backup:
                copy = Path(backup.extract("store.db", self.folder))
            yield f"{laptop.name} backup", plain(copy, KEY, self.folder)
            copy.unlink()
        yield "receiver", plain(self.hub.path, HUB_KEY, self.folder)
        yield "receiver sealed", unsealed(self.hub.path, HUB_KEY, self.folder).encode()


def keys_of(*laptops: Laptop) -> set[str]:
    query = "SELECT personal_key FROM participant WHERE id = 'p1' AND personal_key IS NOT NULL"
    return {key for laptop in laptops for key in laptop.rows(query)}


@pytest.fixture
def known(a, b, hub, tmp_path):
    """Both laptops and the receiver know a person; `known` looks for traces."""
    with a.database.write("Add") as work:
        work.add(Firm(FirmId("f2"), "İğne Oya"))
        work.add(Participant(ParticipantId("p1"), WORKSHOP.id, FIRM.id, role="Mühendis", **PERSON))
        work.add(Participant(ParticipantId("p2"), WORKSHOP.id, FirmId("f2"), name=OTHER))
    edit(a, phone="+90 555 010 20 31")
    a.sync()
    b.sync()
    edit(b, phone="+90 555 010 20 32")
    b.sync()
    a.sync()
    looking = Traces(tmp_path, [a, b], hub, keys_of(a, b))
    everywhere = {where.split()[0] for where, _what in looking.found(*PARTS)}
    assert everywhere == {"A", "B", "receiver"}
    return looking


def edit(laptop: Laptop, **fields: Any) -> None:
    with laptop.database.write("Edit participant") as work:
        work.change(Kind.PARTICIPANT, "p1", **fields)


def everybody(a: Laptop, b: Laptop) -> None:
    for laptop in (a, b, a, b):
        laptop.sync()


def name_of(laptop: Laptop) -> Any:
    return laptop.rows("SELECT name, phone, email FROM participant WHERE id = 'p1'")[0]


def test_nothing_is_left_anywhere(known, a, b):
    a.erasure.forget(ParticipantId("p1"))
    everybody(a, b)
    assert known.found(*PERSON.values(), *PARTS) == []
    for laptop in (a, b):
        assert laptop.rows("SELECT name, role FROM participant ORDER BY id") == [(None, "Mühendis"), (OTHER, None)]


def test_nothing_is_left_of_what_was_written_without_knowing(known, a, b):
    """The other laptop still edits the person, and only then hears of it."""
    a.erasure.forget(ParticipantId("p1"))
    edit(b, name="Işıl Çağlayan-Yağız")
    known.keys |= keys_of(b)
    everybody(a, b)
    assert known.found(*PARTS, "Yağız") == []
    assert name_of(a) == name_of(b) == (None, None, None)


def test_who_is_entered_again_is_known_and_what_was_before_is_not(known, a, b):
    """Erasure and new entry reach the other laptop, which still has the old key, in one go."""
    a.erasure.forget(ParticipantId("p1"))
    edit(a, name="Gülşen Yeni")
    everybody(a, b)
    assert known.found(*PARTS) == []
    assert name_of(a) == name_of(b) == ("Gülşen Yeni", None, None)


def test_an_edit_without_knowing_that_comes_by_stick_after_a_new_entry(known, a, b):
    a.erasure.forget(ParticipantId("p1"))
    edit(a, name="Gülşen Yeni")
    edit(b, phone="+90 555 010 20 33")
    known.keys |= keys_of(b)
    b.hand_over(a)
    everybody(a, b)
    assert known.found(*PARTS) == []
    assert name_of(a) == name_of(b) == ("Gülşen Yeni", None, None)


def test_who_cannot_be_shown_for_another_reason_is_forgotten_too(known, a, b):
    """A newer program wrote something of the person that this one cannot read."""
    last = [one.id for one in b.all_ops() if one.entity_id == "p1"][-1]
    b.take(op("newer", [last], entity="participant", entity_id="p1", role={"code": 7}))
    a.erasure.forget(ParticipantId("p1"))
    a.hand_over(b)
    assert name_of(b) == (None, None, None)
    everybody(a, b)
    assert known.found(*PARTS) == []


def test_two_who_forget_and_enter_again_agree(known, a, b):
    for laptop, name in ((a, "Gülşen Yeni"), (b, "Gülşen Başka")):
        laptop.erasure.forget(ParticipantId("p1"))
        edit(laptop, name=name)
    everybody(a, b)
    assert known.found(*PARTS) == []
    assert name_of(a) == name_of(b)


def test_a_new_laptop_and_a_new_receiver_learn_nothing(known, a, b, hub, laptop):
    a.erasure.forget(ParticipantId("p1"))
    everybody(a, b)
    hub.replace()
    everybody(a, b)
    c = laptop("C")
    c.meet(hub)
    c.sync()
    known.laptops.append(c)
    assert known.found(*PARTS) == []
    assert name_of(c) == (None, None, None)


def test_who_waits_for_a_firm_is_forgotten_too(known, a, b, laptop):
    """A laptop that has the person but not yet the firm keeps the key only as long as it may."""
    c = laptop("C")
    ops = [one for one in a.all_ops() if one.entity_id == "p1"]
    c.take(*ops)
    a.erasure.forget(ParticipantId("p1"))
    c.take(*[one for one in a.all_ops() if one.entity_id == "p1"])
    c.store.rewrite()
    everybody(a, b)
    known.laptops.append(c)
    assert known.found(*PARTS) == []
