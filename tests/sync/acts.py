"""What the people of a simulated room do, on whatever their laptop shows them."""

import random
from datetime import datetime
from decimal import Decimal
from typing import Any

from app.common.ids import derived_id, new_id
from app.model.conflicts import open_conflicts, settle
from app.model.oplog import heads_of
from app.operations import Op
from app.records import (
    CardId,
    Direction,
    FirmId,
    Interest,
    Kind,
    LostReason,
    Participant,
    ParticipantId,
    Stage,
    SynergyId,
    WorkshopId,
)
from app.services.rows import NewCard
from tests.sync.world import Laptop

WORKSHOP = WorkshopId("w1")
WORDS = ("ıslak posa", "İğde küspesi", "döküm kumu", "çürük ıspanak", "ŞIRA", "atık ısı", "kırık cam", "üzüm cibresi")
NAMES = ("Işıl İpek", "İlkay Şahin", "Ümit Öz", "Çağla Yağız", "Gülşen Iğdır")

# How often each of them is done.
WORK = {
    "add_card": 4, "edit_card": 14, "delete_card": 3, "link": 9, "move": 6, "edit_synergy": 6, "remove_synergy": 3,
    "relink": 5, "regret": 4,
    "raise_hand": 4, "add_firm": 2, "edit_firm": 7, "merge_firms": 3, "undo": 7, "redo": 3, "add_person": 2,
    "edit_person": 6, "forget": 3, "decide": 3, "newer_program": 3,
}  # fmt: skip


class Acts:
    """Each act returns what it did, for the trace; AppError where the program refuses it."""

    chance: random.Random
    now: datetime
    newer_operations = 0

    def _pick(self, laptop: Laptop, table: str, where: str = "1") -> str | None:
        sql = f"SELECT id FROM {table} WHERE deleted_at IS NULL AND {where} ORDER BY id"
        with laptop.database.read() as session:
            found = [row[0] for row in session.connection().exec_driver_sql(sql)]
        return self.chance.choice(found[:4]) if found else None

    def _add_card(self, laptop: Laptop) -> str:
        firm, direction = self._pick(laptop, "firm"), self.chance.choice(list(Direction))
        title = f"{self.chance.choice(WORDS)} {self.chance.randrange(99)}"
        laptop.cards.add(NewCard(WORKSHOP, FirmId(firm or "f0"), direction, title, notes="gizli not"))
        return title

    def _edit_card(self, laptop: Laptop) -> str | None:
        card = self._pick(laptop, "resource_card")
        word = f"{self.chance.choice(WORDS)} {self.chance.randrange(99)}"
        fields: dict[str, Any] = self.chance.choice(
            (
                {"title": word},
                {"title": word, "description": None},
                {"description": word},
                {"quantity": Decimal(self.chance.randrange(1, 9)), "unit": self.chance.choice(("t", "kg", None))},
                {"notes": word},
                {"audience": self.chance.choice(("public", "room"))},
            )
        )
        if card is not None:
            laptop.cards.edit(CardId(card), **fields)
        return f"{card} {fields}"

    def _delete_card(self, laptop: Laptop) -> str | None:
        card = self._pick(laptop, "resource_card")
        if card is not None:
            laptop.cards.delete(CardId(card))
        return card

    def _link(self, laptop: Laptop) -> str:
        have = self._pick(laptop, "resource_card", "direction = 'have'")
        want = self._pick(laptop, "resource_card", "direction = 'want'")
        laptop.board.link(CardId(have or ""), CardId(want or ""))
        return f"{have} {want}"

    def _move(self, laptop: Laptop) -> str | None:
        synergy, stage = self._pick(laptop, "synergy"), self.chance.choice(list(Stage))
        if synergy is not None:
            reason = next(iter(LostReason)) if stage is Stage.LOST else None
            laptop.board.move(SynergyId(synergy), stage, lost_reason=reason)
        return f"{synergy} {stage}"

    def _edit_synergy(self, laptop: Laptop) -> str | None:
        synergy = self._pick(laptop, "synergy")
        if synergy is not None:
            laptop.board.edit(SynergyId(synergy), next_step=self.chance.choice(WORDS), owner=self.chance.choice(NAMES))
        return synergy

    def _remove_synergy(self, laptop: Laptop) -> str | None:
        synergy = self._pick(laptop, "synergy")
        if synergy is not None:
            laptop.board.remove(SynergyId(synergy))
        return synergy

    def _relink(self, laptop: Laptop) -> str | None:
        """Off the board, and made again."""
        synergy = self._pick(laptop, "synergy")
        if synergy is not None:
            [(have, want)] = laptop.rows("SELECT have_id, want_id FROM synergy WHERE id = ?", synergy)
            laptop.board.remove(SynergyId(synergy))
            laptop.board.link(CardId(have), CardId(want))
        return synergy

    def _regret(self, laptop: Laptop) -> str | None:
        """Deleted, and brought back at once."""
        card = self._delete_card(laptop)
        if card is not None:
            laptop.database.undo()
        return card

    def _raise_hand(self, laptop: Laptop) -> str:
        card, firm = self._pick(laptop, "resource_card"), self._pick(laptop, "firm")
        if card is not None and firm is not None:
            with laptop.database.write("Raise hand") as work:
                hand = derived_id("interest", card, firm)
                work.put(Interest(hand, WORKSHOP, CardId(card), FirmId(firm)))
        return f"{card} {firm}"

    def _add_firm(self, laptop: Laptop) -> str:
        name = f"{self.chance.choice(WORDS)} Sanayi"
        laptop.firms.add(WORKSHOP, name)
        return name

    def _edit_firm(self, laptop: Laptop) -> str | None:
        firm = self._pick(laptop, "firm")
        consent = self.chance.choice(("nothing", "cards", "cards_and_people"))
        fields = self.chance.choice(
            ({"name": f"{self.chance.choice(WORDS)} AŞ"}, {"district": "Çiğli"}, {"platform_consent": consent})
        )
        if firm is not None:
            laptop.firms.edit(FirmId(firm), **fields)
        return f"{firm} {fields}"

    def _merge_firms(self, laptop: Laptop) -> str:
        keep, gone = self._pick(laptop, "firm"), self._pick(laptop, "firm")
        laptop.duplicates.merge(FirmId(keep or ""), FirmId(gone or ""))
        return f"{keep} {gone}"

    def _undo(self, laptop: Laptop) -> str | None:
        return str(laptop.database.undo() is not None)

    def _redo(self, laptop: Laptop) -> str | None:
        return str(laptop.database.redo() is not None)

    def _add_person(self, laptop: Laptop) -> str:
        firm, name = self._pick(laptop, "firm"), f"{self.chance.choice(NAMES)} {self.chance.randrange(999)}"
        with laptop.database.write("Add participant") as work:
            work.add(Participant(ParticipantId(new_id()), WORKSHOP, FirmId(firm or "f0"), name=name, consent=True))
        return name

    def _edit_person(self, laptop: Laptop) -> str | None:
        person, phone = self._pick(laptop, "participant"), f"0555 {self.chance.randrange(9999)}"
        if person is not None:
            with laptop.database.write("Edit participant") as work:
                work.change(Kind.PARTICIPANT, person, phone=phone, name=self.chance.choice(NAMES))
        return f"{person} {phone}"

    def _forget(self, laptop: Laptop) -> str | None:
        person = self._pick(laptop, "participant")
        if person is not None:
            laptop.erasure.forget(ParticipantId(person))
        return person

    def _decide(self, laptop: Laptop) -> str | None:
        with laptop.database.read() as session:
            found = sorted(open_conflicts(session), key=lambda one: (one.entity_id, one.group, one.loser))
        if not found:
            return None
        one, swap = found[0], self.chance.random() < 0.5
        with laptop.database.write("Decide") as work:
            settle(work, (one.entity, one.entity_id, one.group, one.loser), swap=swap)
        return f"{one.entity_id} {one.group} {swap}"

    def _newer_program(self, laptop: Laptop) -> str:
        """What a newer program somewhere wrote arrives by stick: what nobody here knows, or cannot read."""
        self.newer_operations += 1
        kind, group = self.chance.choice(
            (("vehicle", "plate"), ("resource_card", "colour"), ("resource_card", "audience"))
        )
        device, card = "newer", self._pick(laptop, "resource_card") or "c0"
        entity_id = card if kind == "resource_card" else f"v{self.newer_operations % 2}"
        stamp = f"{int(self.now.timestamp() * 1000):012x}-0000-{device}"
        groups = {group: {"new": {group: self.chance.choice(WORDS)}}}
        use = new_id()
        with laptop.database.read() as session:
            seen = heads_of(session, [entity_id]).get((kind, entity_id), []) if self.chance.random() < 0.5 else []
        laptop.take(
            Op(new_id(), device, self.newer_operations, use, "", kind, entity_id, tuple(seen), stamp, "", "", groups)
        )
        return f"{kind} {entity_id} {group}"
