"""The İzmir sample: invented cards and people, clearly marked, brought in and taken away in one step each."""

from typing import Any

from app.common.messages import N_
from app.model.database import Database
from app.model.removal import remove_workshop
from app.model.repositories import workshops
from app.model.repositories.fetching import known_ids
from app.model.work import Work
from app.records import ChangeSet


class SampleService:
    """Use cases about the sample workshop."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load(self) -> ChangeSet:
        """Bring the İzmir workshop in. What is there already stays."""
        from app.exchange.sample import sample_rows

        data = sample_rows()
        with self._database.write(N_("Load sample")) as work:
            groups = (data.firms, data.attendances, data.participants, data.cards, data.interests)
            for rows in ((data.workshop,), *groups):
                self._store(work, rows)
        return work.changes

    def remove(self) -> ChangeSet:
        """Take every sample workshop away, with all that belongs to it."""
        with self._database.write(N_("Remove sample")) as work:
            for workshop in workshops.all_workshops(work.session):
                if workshop.sample:
                    remove_workshop(work, workshop.id)
        return work.changes

    def is_loaded(self) -> bool:
        """Whether the store holds a sample workshop."""
        with self._database.read() as session:
            return any(workshop.sample for workshop in workshops.all_workshops(session))

    def _store(self, work: Work, rows: tuple[Any, ...]) -> None:
        if not rows:
            return
        known = known_ids(work.session, type(rows[0]))
        for row in rows:
            if row.id not in known:
                work.add(row)
            elif not known[row.id]:
                work.put(row)
