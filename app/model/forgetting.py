"""Forgetting a person: the row keeps its place, the personal data goes from rows, log and outbox.

What the log and the outbox hold of the person was sealed under the key that is deleted here; `Store.rewrite` then
clears the file's free pages and its write-ahead log. Backups lose it as they rotate; until then they hold it encrypted,
like everything else.
"""

from app.model.tables import ParticipantRow
from app.model.work import Work
from app.records import Kind


def forget_participant(work: Work, participant_id: str) -> None:
    """Erase name, phone, e-mail and key of a participant. StaleError where there is none. Undo cannot bring it back."""
    row: ParticipantRow = work.row(Kind.PARTICIPANT, participant_id)
    row.name = row.phone = row.email = row.personal_key = None
