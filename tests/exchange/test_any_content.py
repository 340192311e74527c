"""Whatever stands in a cell or a file, reading it never crashes: a value, a remark, or one clear sentence."""

import tempfile
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from app.common.errors import InputError
from app.exchange import read_import
from app.exchange.cells import (
    read_date,
    read_digits,
    read_flag,
    read_moment,
    read_nace,
    read_phone,
    read_tax_number,
    read_text,
    read_waste_code,
    read_whole,
)
from app.exchange.quantities import QuantityCells, read_quantity
from app.exchange.raw_sheet import RawCell

LETTERS = "İıŞşĞğÇçÖöÜü 0123456789.,;:/-*()'\"\n\teE+٣²"
TEXTS = st.one_of(st.text(max_size=30), st.text(LETTERS, max_size=20))
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=Decimal("-1e12"), max_value=Decimal("1e12"))
CELLS = st.builds(
    RawCell,
    st.one_of(TEXTS, NUMBERS, st.booleans(), st.datetimes(), st.times()),
    st.sampled_from(["", "General", "0.00", "mmm\\-yy", '0" ton"', '0"']),
)
READERS = (
    *(read_date, read_digits, read_flag, read_moment, read_nace, read_phone, read_tax_number, read_waste_code),
    read_whole,
)


@given(CELLS)
@settings(max_examples=400, deadline=None)
def test_every_reader_takes_every_cell(cell: RawCell) -> None:
    assert read_text(cell) != ""
    for reader in READERS:
        reading = reader(cell)
        if reading.remark is not None:
            assert reading.remark.message.format(**dict(reading.remark.params))


@given(CELLS, CELLS, CELLS, TEXTS, st.sampled_from([None, ",", "."]))
@settings(max_examples=200, deadline=None)
def test_quantities_are_never_made_up(
    quantity: RawCell, unit: RawCell, period: RawCell, header: str, decimal: str | None
) -> None:
    reading = read_quantity(QuantityCells(quantity, unit, period, header), decimal)

    if not any(letter.isdigit() for letter in quantity.text):
        assert reading.quantity is None
    for _field, remark in reading.remarks:
        assert remark.message.format(**dict(remark.params))


@given(st.lists(st.lists(TEXTS, min_size=5, max_size=5), max_size=6), st.sampled_from(["utf-8-sig", "utf-16"]))
@settings(max_examples=60, deadline=None)
def test_any_table_of_text_gives_a_plan_or_one_sentence(rows: list[list[str]], encoding: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kartlar.csv"
        lines = [";".join(cell.replace(";", ",") for cell in row) for row in rows]
        text = "Firma;Yön;Kaynak;Miktar;Atık Kodu\n" + "\n".join(lines)
        path.write_text(text.encode("utf-8", "replace").decode(), encoding=encoding)
        with suppress(InputError):
            plan = read_import(path)
            firms = {firm.external_id for firm in plan.firms}
            assert {card.firm_id for card in plan.cards} <= firms
            assert all(card.title.strip() for card in plan.cards)
            assert all(note.message.format(**note.params) for note in plan.notes)


@given(st.binary(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_bytes_named_csv(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "liste.csv"
        path.write_bytes(content)
        with suppress(InputError):
            read_import(path)
