"""The model behind every list: watched by Qt's own tester, and quiet about what did not change."""

import random

from PySide6.QtCore import QPersistentModelIndex, Qt

from app.ui.row_list import ROW_ROLE, RowList


class Words(RowList[tuple[str, int]]):
    """Words with a number."""

    def key_of(self, row):
        return row[0]

    def spoken(self, row):
        return f"{row[0]}: {row[1]}"


def words(text, number=0):
    return [(word, number) for word in text]


def test_the_tester_is_content_while_rows_come_go_and_move(qapp, model_tester):
    model = Words()
    model_tester(model)
    chance = random.Random(5)
    pool = words("abcçdefgğhıijklmnoöprsştuüvyz")
    for size in (0, 9, 29, 4, 29, 29, 12, 0, 29):
        rows = chance.sample(pool, size)
        model.show(rows)
        assert model.rows == rows


def test_a_row_keeps_its_index_when_it_moves_and_only_changes_are_told(qapp):
    model = Words()
    model.replace(words("aıib"))
    place = QPersistentModelIndex(model.index(1))
    told = []
    model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    model.show([("a", 0), ("i", 0), ("b", 7), ("ı", 0)])
    assert (place.row(), place.data(), place.data(ROW_ROLE)) == (3, "ı: 0", ("ı", 0))
    assert told == [(2, 2)]


def test_a_list_that_is_another_altogether_is_reset_once(qapp):
    model = Words()
    model.replace([(str(number), 0) for number in range(200)])
    resets, moves = [], []
    model.modelReset.connect(lambda: resets.append(1))
    model.rowsMoved.connect(lambda *_: moves.append(1))
    model.show(list(reversed(model.rows)))
    assert (resets, moves) == ([1], [])
    assert (model.row_of("199"), model.row_of("none")) == (0, -1)
    assert model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole) == "199: 0"
