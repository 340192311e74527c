import random
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy

from app.common.turkish import sort_key
from app.ui.widgets.rows_model import Column, RowsModel


@dataclass(frozen=True)
class Row:
    id: str
    name: str
    size: int = 0


NAMES = ("Zeytin", "Çınar", "Iğdır", "ışık", "İzmir", "Şahin", "Ünal", "çam", "Sivas", "Cam", "10. Yıl", "2. OSB")


@pytest.fixture
def model(qapp, model_tester) -> RowsModel[Row]:
    columns = (
        Column("name", lambda: "Name", lambda row: row.name, lambda row: sort_key(row.name)),
        Column("size", lambda: "Size", lambda row: str(row.size), lambda row: row.size, 60, right=True),
    )
    made = RowsModel(columns, lambda row: row.id, lambda row: row.name)
    model_tester(made)
    made.set_rows(Row(str(place), name, place % 3) for place, name in enumerate(NAMES))
    return made


def names(model: RowsModel[Row]) -> list[str]:
    return [model.data(model.index(place, 0)) for place in range(model.rowCount())]


def test_turkish_order_with_numbers_by_value(model: RowsModel[Row]) -> None:
    assert names(model) == [
        "2. OSB", "10. Yıl", "Cam", "çam", "Çınar", "Iğdır", "ışık", "İzmir", "Sivas", "Şahin", "Ünal", "Zeytin",
    ]  # fmt: skip
    model.sort(0, Qt.SortOrder.DescendingOrder)
    assert names(model)[0] == "Zeytin"


@pytest.mark.parametrize(
    ("text", "found"), [("IGDIR", {"Iğdır"}), ("ığdır", {"Iğdır"}), ("cam", {"Cam", "çam"}), ("", set(NAMES))]
)
def test_search_takes_any_spelling(model: RowsModel[Row], text: str, found: set[str]) -> None:
    model.search(text)
    assert set(names(model)) == found


def test_every_word_must_be_found(model: RowsModel[Row]) -> None:
    model.set_rows([Row("1", "atık döküm kumu"), Row("2", "kum eleği")])
    model.search("kum dokum")
    assert names(model) == ["atık döküm kumu"]


def test_single_changes_touch_single_rows(model: RowsModel[Row]) -> None:
    reset, inserted, removed = (QSignalSpy(s) for s in (model.modelReset, model.rowsInserted, model.rowsRemoved))
    model.update_rows([Row("new", "Dikili")])
    model.update_rows([], gone=["0"])
    model.update_rows([Row("4", "İzmir", 99)])
    assert (reset.count(), inserted.count(), removed.count()) == (0, 1, 1)
    assert "Dikili" in names(model)
    assert "Zeytin" not in names(model)
    place = model.place_of("4")
    assert place is not None
    assert model.data(model.index(place, 1)) == "99"


def test_a_row_that_moves_in_the_order_is_shown_at_its_new_place(model: RowsModel[Row]) -> None:
    model.update_rows([Row("2", "Aydın")])
    assert names(model)[2] == "Aydın"


def test_updates_lead_to_the_same_as_filling_anew(model: RowsModel[Row], qapp) -> None:
    chance = random.Random(7)
    rows = {str(place): Row(str(place), name) for place, name in enumerate(NAMES)}
    for step in range(120):
        if chance.random() < 0.3:
            model.search(chance.choice(["", "i", "cam", "z"]))
        if chance.random() < 0.4 and rows:
            gone = chance.choice(list(rows))
            del rows[gone]
            model.update_rows([], gone=[gone])
        else:
            row = Row(str(chance.randrange(20)), chance.choice(NAMES), step)
            rows[row.id] = row
            model.update_rows([row])
        fresh = RowsModel(model.columns, lambda row: row.id, lambda row: row.name)
        fresh.search(" ".join(model._words))
        fresh.set_rows(model._rows.values())
        assert names(model) == names(fresh)


def test_a_refill_keeps_the_keyboard_on_its_row_and_the_view_where_it_was(ui, model: RowsModel[Row], qtbot) -> None:
    from app.ui.widgets.rows_view import RowsView

    view = RowsView(ui, model)
    qtbot.addWidget(view)
    view.resize(400, 130)
    view.show()
    many = [Row(str(place), f"Firma {place:03}") for place in range(200)]
    model.set_rows(many)
    view.choose("120")
    top = model.id_at(view.rowAt(0))
    model.set_rows([Row(f"new {place}", f"Aaa {place:03}") for place in range(100)] + many)
    assert view.current_row().id == "120"
    assert model.id_at(view.rowAt(0)) == top
