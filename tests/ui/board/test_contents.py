"""The contents of the board: patched by changes they equal what a new reading gives."""

import random
from collections.abc import Callable
from decimal import Decimal

import pytest

from app.common.errors import InputError
from app.i18n import translator
from app.records import CardId, ChangeSet, Direction, LostReason, Period, Stage
from app.ui.board.column import tonnes_words
from app.ui.board.contents import Contents
from app.ui.board.tonnage import tonnes_by_stage
from tests.ui.board.rig import Desk


def picture(contents: Contents) -> tuple[object, ...]:
    """Everything that is shown, in order."""
    columns = {stage: contents.column(stage) for stage in Stage}
    trays = {one: [(tray.id, tray.links) for tray in contents.tray(one)] for one in Direction}
    totals = {stage: contents.total(stage) for stage in Stage}
    return columns, trays, totals, [contents.free(one) for one in Direction]


def some_act(chance: random.Random, desk: Desk, contents: Contents) -> Callable[[], ChangeSet | None]:
    """A random thing that people do on the board."""
    board, history = desk.services.board, desk.services.history
    haves = [key for key, row in contents.cards.items() if row.card.direction is Direction.HAVE]
    wants = [key for key in contents.cards if key not in haves]
    have, want = CardId(chance.choice(haves)), CardId(chance.choice(wants))
    acts: list[Callable[[], ChangeSet | None]] = [lambda: board.link(have, want), history.undo, history.redo]
    if contents.synergies:
        key = chance.choice(sorted(contents.synergies))
        stage = chance.choice(list(Stage))
        column = contents.column(stage)
        before = chance.choice([None, *(row.synergy.id for row in column if row.synergy.id != key)])
        reason = LostReason.PRICE if stage is Stage.LOST else None
        acts += [lambda: board.move(key, stage, before, reason)] * 4
        acts += [lambda: board.edit(key, owner=chance.choice(["Işıl", "Ata", ""])), lambda: board.remove(key)]
    return chance.choice(acts)


@pytest.mark.parametrize("seed", range(4))
def test_patched_contents_equal_a_new_reading(desk: Desk, seed: int) -> None:
    chance = random.Random(seed)
    contents = Contents(desk.services.board.board(desk.workshop_id))
    # Cards were entered before: undoing those steps is not what is tried here.
    undoable = 0
    done = 0
    while done < 60:
        act = some_act(chance, desk, contents)
        if act == desk.services.history.undo and undoable == 0:
            continue
        try:
            changes = act()
        except InputError:
            continue  # two cards of one firm
        if changes is not None and changes.changes:
            undoable += -1 if act == desk.services.history.undo else 1
            assert contents.patch(changes, desk.workshop_id) is not None
        done += 1
        assert picture(contents) == picture(Contents(desk.services.board.board(desk.workshop_id)))


def test_only_touched_places_are_named(desk: Desk) -> None:
    contents = Contents(desk.services.board.board(desk.workshop_id))
    made = desk.services.board.link(desk.cards["pirina"], desk.cards["cullet"])
    touched = contents.patch(made, desk.workshop_id)
    assert touched is not None
    assert (touched.stages, touched.trays) == (frozenset({Stage.IDEA}), True)
    (key,) = contents.synergies
    touched = contents.patch(desk.services.board.move(key, Stage.DISCUSSION), desk.workshop_id)
    assert touched is not None
    assert (touched.stages, touched.trays) == (frozenset({Stage.IDEA, Stage.DISCUSSION}), False)


def test_tonnes_count_a_card_once_and_know_what_is_no_mass(desk: Desk) -> None:
    for have, want in (("pirina", "cullet"), ("pirina", "ılık su"), ("ISI fazlası", "yaş pirina alınır")):
        desk.link(have, want)
    desk.link("çam talaşı + kıymık", "cullet")  # cubic metres
    columns = desk.services.board.board(desk.workshop_id).columns
    # 900 t of the have, once; the heat has no quantity, so its want counts: 500 t.
    assert tonnes_by_stage(columns)[Stage.IDEA] == Decimal(1400)
    assert tonnes_by_stage(columns)[Stage.LOST] is None


@pytest.mark.parametrize(
    ("tonnes", "turkish", "english"),
    [
        ("0.5", "0,5 t/yıl", "0.5 t/yr"),
        ("820", "820 t/yıl", "820 t/yr"),
        ("9400", "9,4 bin t/yıl", "9.4 thousand t/yr"),
        ("9960", "10 bin t/yıl", "10 thousand t/yr"),
        ("61512", "62 bin t/yıl", "62 thousand t/yr"),
        ("1234567", "1,2 milyon t/yıl", "1.2 million t/yr"),
    ],
)
def test_tonnes_are_worded_shortly(tonnes: str, turkish: str, english: str) -> None:
    assert tonnes_words(Decimal(tonnes), translator("tr")) == turkish
    assert tonnes_words(Decimal(tonnes), translator("en")) == english


def test_a_period_without_a_year_has_no_tonnes(desk: Desk) -> None:
    desk.services.cards.edit(desk.cards["pirina"], period=Period.ONCE)
    desk.link("pirina", "cullet")
    assert tonnes_by_stage(desk.services.board.board(desk.workshop_id).columns)[Stage.IDEA] is None
