"""Workshops: which there are, making one, reading out its counters."""

from app.common.errors import InputError, StaleError
from app.common.ids import new_id
from app.common.messages import N_
from app.common.turkish import clean_text, match_key, sort_key
from app.model.database import Database
from app.model.repositories import workshops
from app.model.work import GONE
from app.records import ChangeSet, Counters, Workshop, WorkshopId, WorkshopKind
from app.services import merged_firms

LONGEST_NAME = 200  # characters; a title, not a text


def clean_workshop_name(text: str) -> str:
    """The name as it may be stored: one line, no control characters. InputError where it is empty or too long."""
    name = " ".join(clean_text(text).split())
    if not name:
        raise InputError(N_("A workshop needs a name."))
    if len(name) > LONGEST_NAME:
        raise InputError(N_("The name of a workshop is too long: use at most {limit} characters."), limit=LONGEST_NAME)
    return name


class WorkshopService:
    """Use cases about workshops."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list(self) -> list[Workshop]:
        """Every workshop, oldest first."""
        with self._database.read() as session:
            return workshops.all_workshops(session)

    def get(self, workshop_id: WorkshopId) -> Workshop:
        """One workshop. StaleError where it does not live."""
        with self._database.read() as session:
            found = workshops.get(session, workshop_id)
        if found is None:
            raise StaleError(GONE)
        return found

    def latest(self) -> Workshop | None:
        """The workshop to open first: the newest one."""
        found = self.list()
        return found[-1] if found else None

    def named(self, text: str) -> Workshop:
        """The workshop with this id or name. InputError where there is none, or more than one of that name."""
        workshops = self.list()
        exact = [one for one in workshops if text in (one.id, one.name)]
        found = exact or [one for one in workshops if match_key(one.name) == match_key(text)]
        if len(found) == 1:
            return found[0]
        names = ", ".join(sorted((one.name for one in workshops), key=sort_key)) or "–"
        if found:
            raise InputError(
                N_("There is more than one workshop called “{name}”: give the id of one instead ({ids})."),
                name=text,
                ids=", ".join(one.id for one in found),
            )
        raise InputError(
            N_("There is no workshop called “{name}” in this store. It has: {names}."), name=text, names=names
        )

    def create(
        self,
        name: str,
        kind: WorkshopKind = WorkshopKind.WORKSHOP,
        held_on: str | None = None,
        place: str | None = None,
    ) -> ChangeSet:
        """Begin a workshop. InputError where it has no name, or one that is too long."""
        name = clean_workshop_name(name)
        with self._database.write(N_("Create workshop")) as work:
            work.add(Workshop(WorkshopId(new_id()), name, kind, held_on, place))
        return work.changes

    def counters(self, workshop_id: WorkshopId) -> Counters:
        """The counters of the workshop; open suggestions are counted by the suggestion service."""
        with self._database.read() as session:
            return merged_firms.counters(session, workshop_id)
