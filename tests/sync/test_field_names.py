"""Our rows under somebody else's names."""

from pathlib import Path

import pytest

from app.common.errors import InputError
from app.common.resources import resource_path
from app.model.platform_rows import visible_columns
from app.sync.field_names import load_field_names


def table(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "alanlar.toml"
    path.write_text(text, "utf-8")
    return path


def test_the_shipped_example_fits_our_rows() -> None:
    names = load_field_names(resource_path("mappings", "example.toml"), visible_columns())
    card = {"id": "c1", "title": "atık ısı", "direction": "want", "hazardous": 0, "notes": "gizli", "code": None}
    assert names.translated([("resource_card", card)])["listings"] == [
        {"listingId": "c1", "title": "atık ısı", "listingType": "REQUEST", "isHazardous": False}
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('format = 1\n[kart]\nto = "x"\n[kart.fields]\n', "kart"),
        ('format = 1\n[firm]\nto = "x"\n[firm.fields]\n"adı" = "y"\n', "firm.adı"),
        ('format = 1\n[firm]\nto = "x"\n[firm.fields]\nname = 3\n', "firm.name"),
        ('format = 1\n[firm]\nto = "x"\n[firm.fields]\nname = "y"\nnace = "y"\n', "firm.nace"),
        ("format = 1\n[firm]\nfields = {}\n", "firm"),
        ("format = 2\n", "format"),
        ("format = ", "alanlar.toml"),
        ('format = 1\n[participant]\nto = "p"\n[participant.fields]\npersonal_key = "k"\n', "participant.personal_key"),
    ],
)
def test_a_wrong_table_is_refused_at_its_place(tmp_path: Path, text: str, place: str) -> None:
    with pytest.raises(InputError, match=place):
        load_field_names(table(tmp_path, text), visible_columns())


def test_a_value_that_the_table_does_not_name_goes_as_it_is(tmp_path: Path) -> None:
    text = 'format = 1\n[firm]\nto = "f"\n[firm.fields]\nsector = { to = "s", values = { "ISI" = "heat" } }\n'
    names = load_field_names(table(tmp_path, text), visible_columns())
    rows = [("firm", {"sector": "ISI"}), ("firm", {"sector": "ışık"}), ("firm", {"sector": None}), ("synergy", {})]
    assert names.translated(rows) == {"f": [{"s": "heat"}, {"s": "ışık"}, {}]}
