"""Proposals: what somebody found wrong or missing in the tables, kept on this laptop until it leaves as a file.

They stand in no log, so that the window's undo does not see them; every method gives back what it takes to undo it.
"""

from dataclasses import replace
from pathlib import Path

from app.common.clock import iso
from app.common.errors import InputError, StaleError
from app.common.ids import new_id
from app.common.messages import N_
from app.common.resources import resource_path
from app.common.turkish import clean_text
from app.model.database import Database
from app.model.repositories import proposals
from app.records import Proposal, ProposalKind
from app.services.knowledge_rows import Link, RowKind

_NO_WORDS = N_("Write what should be corrected.")
_GONE = N_("The proposal is no longer there.")
_TABLES = {
    RowKind.CONCEPT: ("concepts", "id"),
    RowKind.CODE: ("waste_codes", "code"),
    RowKind.SECTOR: ("sectors", "code"),
    RowKind.PRECEDENT: ("precedents", "id"),
}


class ProposalService:
    """Use cases about proposals; `tables` is the folder of the tables, for telling in which file a row stands."""

    def __init__(self, database: Database, tables: Path | None = None) -> None:
        self._database = database
        self._tables = tables or resource_path("knowledge")

    def list(self) -> list[Proposal]:
        """All proposals, the newest first."""
        with self._database.read() as session:
            return proposals.everything(session)

    def add(self, row: Link | None, kind: ProposalKind, text: str, source: str = "") -> Proposal:
        """Keep a proposal about a row, or about none. InputError without words."""
        now = iso(self._database.clock.now())
        made = Proposal(
            id=new_id(),
            row_kind=row.ref.kind.value if row else "",
            row_id=row.ref.id if row else "",
            row_name=" ".join(part for part in (row.lead, row.name) if part) if row else "",
            kind=kind,
            text=_words(text),
            source=clean_text(source),
            made_at=now,
            changed_at=now,
        )
        with self._database.write_local() as session:
            proposals.put(session, made)
        return made

    def change(self, proposal_id: str, kind: ProposalKind, text: str, source: str = "") -> Proposal:
        """Set what a proposal says; what it was before. InputError without words, StaleError where it is gone."""
        words = _words(text)
        with self._database.write_local() as session:
            was = proposals.get(session, proposal_id)
            if was is None:
                raise StaleError(_GONE)
            now = iso(self._database.clock.now())
            new = replace(was, kind=kind, text=words, source=clean_text(source), changed_at=now)
            proposals.put(session, new)
        return was

    def delete(self, proposal_id: str) -> Proposal:
        """Take a proposal away; what it was. StaleError where it is gone."""
        with self._database.write_local() as session:
            was = proposals.delete(session, proposal_id)
            if was is None:
                raise StaleError(_GONE)
        return was

    def restore(self, proposal: Proposal) -> None:
        """Bring a proposal back as it was: the undo of `change` and `delete`."""
        with self._database.write_local() as session:
            proposals.put(session, proposal)

    def export(self, path: Path) -> Path:
        """Write all proposals, the oldest first, as a CSV file, whole or not at all. InputError where it cannot be."""
        from app.exchange.proposal_csv import write_proposals

        kept = list(reversed(self.list()))
        files = self._files({(one.row_kind, one.row_id) for one in kept if one.row_id})
        write_proposals(
            path,
            (
                (
                    one.id,
                    one.row_kind,
                    one.row_id,
                    one.row_name,
                    files.get((one.row_kind, one.row_id), ""),
                    one.kind.value,
                    one.text,
                    one.source,
                    one.made_at,
                )
                for one in kept
            ),
        )
        return path

    def _files(self, wanted: set[tuple[str, str]]) -> dict[tuple[str, str], str]:
        """In which file of the tables each (kind, id) stands; without those that stand in none."""
        from app.knowledge.tables import read_table

        found: dict[tuple[str, str], str] = {}
        for kind in {RowKind(one) for one, _ in wanted}:
            table, column = _TABLES[kind]
            for row in read_table(self._tables, table, []):
                key = kind.value, row.may(column)
                if key in wanted:
                    found[key] = row.file
        return found


def _words(text: str) -> str:
    words = clean_text(text)
    if not words:
        raise InputError(_NO_WORDS)
    return words
