"""Proposals stay on this laptop, can be taken back, and leave as a plain file."""

import csv
from pathlib import Path

import pytest

from app.bootstrap import build_services
from app.common.errors import InputError, StaleError
from app.model.database import Database
from app.model.health import check
from app.records import ProposalKind
from app.services.knowledge_rows import Link, Ref, RowKind
from app.services.proposals import ProposalService

TABLES = Path(__file__).parents[1] / "fixtures" / "knowledge"
SAND = Link(Ref(RowKind.CONCEPT, "foundry_sand"), "döküm kumu")
CODE = Link(Ref(RowKind.CODE, "100907"), "Tehlikeli döküm kumu kalıpları", "10 09 07*", hazardous=True)


@pytest.fixture
def proposals(store):
    return ProposalService(Database(store.engine, store.device_id), TABLES)


def test_a_proposal_is_kept_over_a_restart(store, proposals):
    proposals.add(SAND, ProposalKind.WRONG, "  yoğunluk 1,4–1,6 olmalı\r\n", " Işıl ")
    [kept] = build_services(store).proposals.list()
    assert (kept.row_kind, kept.row_id, kept.row_name) == ("concept", "foundry_sand", "döküm kumu")
    assert (kept.kind, kept.text, kept.source) == (ProposalKind.WRONG, "yoğunluk 1,4–1,6 olmalı", "Işıl")


def test_it_stands_in_no_log_goes_nowhere_and_is_not_in_the_hash(store, services, proposals):
    before = check(store).canonical
    proposals.add(SAND, ProposalKind.MISSING, "maça kumu da var")
    assert services.history.status().undo is None
    assert services.history.unsynced() == 0
    assert check(store).canonical == before


def test_it_is_changed_deleted_and_brought_back_as_it_was(proposals):
    made = proposals.add(None, ProposalKind.NEW, "ıslak mermer tozu")
    was = proposals.change(made.id, ProposalKind.UNCLEAR, "İnce mermer tozu")
    assert was == made
    [now] = proposals.list()
    assert (now.kind, now.text, now.made_at) == (ProposalKind.UNCLEAR, "İnce mermer tozu", made.made_at)
    proposals.restore(was)
    assert proposals.list() == [made]
    assert proposals.delete(made.id) == made
    assert proposals.list() == []
    proposals.restore(made)
    assert proposals.list() == [made]


@pytest.mark.parametrize("text", ["", " \n\t "])
def test_without_words_nothing_is_kept(proposals, text):
    with pytest.raises(InputError):
        proposals.add(SAND, ProposalKind.WRONG, text)
    made = proposals.add(SAND, ProposalKind.WRONG, "x")
    with pytest.raises(InputError):
        proposals.change(made.id, ProposalKind.WRONG, text)
    assert proposals.list() == [made]


def test_what_is_gone_is_told(proposals):
    with pytest.raises(StaleError):
        proposals.delete("nobody")
    with pytest.raises(StaleError):
        proposals.change("nobody", ProposalKind.WRONG, "x")


def test_the_file_names_the_table_of_each_row_and_runs_nothing(proposals, tmp_path):
    first = proposals.add(SAND, ProposalKind.WRONG, "=1+1; “İri” ve ıslak\nikinci satır", "@kaynak")
    proposals.add(CODE, ProposalKind.UNCLEAR, "hangi kum?")
    proposals.add(None, ProposalKind.NEW, "mermer tozu")
    path = proposals.export(tmp_path / "öneriler.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["table_file"] for row in rows] == ["concepts.csv", "waste_codes.csv", ""]
    assert rows[0] == {
        "id": first.id,
        "row_kind": "concept",
        "row_id": "foundry_sand",
        "row_name": "döküm kumu",
        "table_file": "concepts.csv",
        "proposal": "wrong",
        "text": "'=1+1; “İri” ve ıslak\nikinci satır",
        "source": "'@kaynak",
        "made_at": first.made_at,
    }
    assert rows[1]["row_name"] == "10 09 07* Tehlikeli döküm kumu kalıpları"


def test_a_file_that_cannot_be_written_leaves_nothing(proposals, tmp_path):
    proposals.add(SAND, ProposalKind.WRONG, "x")
    with pytest.raises(InputError):
        proposals.export(tmp_path / "yok" / "öneriler.csv")
    assert list(tmp_path.glob("**/*.part")) == []
