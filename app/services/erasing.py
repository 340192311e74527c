"""Forgetting a person, as the law on personal data asks: out of rows, log, outbox and the file's free pages."""

from app.common.messages import N_
from app.model.database import Database
from app.model.forgetting import forget_participant
from app.model.store import Store
from app.records import ChangeSet, ParticipantId


class ErasureService:
    """Use cases about erasing personal data; they cannot be undone, and say so."""

    def __init__(self, database: Database, store: Store) -> None:
        self._database = database
        self._store = store

    def forget(self, participant_id: ParticipantId) -> ChangeSet:
        """Erase a participant's name, phone and e-mail; role and firm stay. StaleError where there is nobody."""
        with self._database.write(N_("Forget participant")) as work:
            forget_participant(work, participant_id)
        self._store.rewrite()
        return work.changes
