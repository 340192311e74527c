"""A forgotten person is found nowhere: not in rows, log or outbox, and undo does not bring the data back."""

import pytest

from app.common.errors import StaleError
from app.model.store import Store
from app.records import ParticipantId, WorkshopId
from app.services import Services


@pytest.fixture
def person_id(services: Services) -> ParticipantId:
    services.sample.load()
    workshop_id = services.workshops.list()[0].id
    return next(one.id for one in services.firms.people(workshop_id) if one.name and one.phone)


def everything(store: Store) -> str:
    """All that any table of the store says."""
    with store.connect_read_only() as raw:
        tables = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()]
        return "".join(repr(raw.execute(f'SELECT * FROM "{table}"').fetchall()) for table in tables)


def test_a_forgotten_person_is_found_nowhere(services: Services, store: Store, person_id: ParticipantId) -> None:
    workshop_id: WorkshopId = services.workshops.list()[0].id
    person = next(one for one in services.firms.people(workshop_id) if one.id == person_id)
    assert str(person.phone) in everything(store)
    services.erasure.forget(person_id)
    left = everything(store)
    assert all(str(value) not in left for value in (person.phone, person.email))
    after = next(one for one in services.firms.people(workshop_id) if one.id == person_id)
    assert (after.name, after.phone, after.email, after.role) == (None, None, None, person.role)


def test_forgetting_cannot_be_undone(services: Services, person_id: ParticipantId) -> None:
    services.erasure.forget(person_id)
    with pytest.raises(StaleError):
        services.history.undo()
    workshop_id = services.workshops.list()[0].id
    assert next(one for one in services.firms.people(workshop_id) if one.id == person_id).name is None
