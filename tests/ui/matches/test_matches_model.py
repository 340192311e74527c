"""The list's model: row by row, watched by Qt's own tester."""

import random
from dataclasses import replace

from PySide6.QtCore import QPersistentModelIndex, Qt

from app.ui.matches.listing import Heading, Listing, MatchFilter, pair_of
from app.ui.matches.model import MatchModel, pair_at, suggestion_at
from tests.ui.matches.rig import many


def spoken(row):
    return f"{row.band} {row.count}" if isinstance(row, Heading) else row.have.card.title


def test_the_tester_is_content_while_rows_come_and_go(qapp, model_tester):
    model = MatchModel(spoken)
    model_tester(model)
    pool = many(60)
    chance = random.Random(3)
    model.replace(Listing(pool).rows(MatchFilter()))
    for _ in range(25):
        model.show(Listing(chance.sample(pool, chance.randint(0, 60))).rows(MatchFilter()))
    model.replace([])


def test_a_row_that_stays_keeps_its_index(qapp):
    model = MatchModel(spoken)
    pool = many(40)
    model.replace(Listing(pool).rows(MatchFilter()))
    index = QPersistentModelIndex(model.index(12))
    pair = pair_at(index)
    model.show(Listing([one for one in pool if pair_of(one) != pair_of(pool[3])]).rows(MatchFilter()))
    assert index.isValid()
    assert pair_at(index) == pair
    assert index.row() == 11


def test_headings_take_no_part(qapp):
    model = MatchModel(spoken)
    model.replace(Listing(many(5)).rows(MatchFilter()))
    assert model.flags(model.index(0)) == Qt.ItemFlag.NoItemFlags
    assert suggestion_at(model.index(0)) is None
    assert suggestion_at(model.index(1)) is not None
    assert model.index(1).data() == "ıslak posa"


def test_a_changed_row_is_announced_alone(qapp, qtbot):
    model = MatchModel(spoken)
    pool = many(10)
    model.replace(Listing(pool).rows(MatchFilter(state=None)))
    changed = []
    model.dataChanged.connect(lambda first, last: changed.append((first.row(), last.row())))
    pool[2] = replace(pool[2], hands=("firma",))
    model.show(Listing(pool).rows(MatchFilter(state=None)))
    assert changed == [(3, 3)]
