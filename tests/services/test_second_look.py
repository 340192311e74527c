"""Cards of one workshop against those of all others in the store."""

from dataclasses import replace
from time import perf_counter

import pytest

from app.common.resources import resource_path
from app.i18n import translator
from app.i18n.reasons import sentence
from app.knowledge import load
from app.records import CardId, Direction, FirmId, Kind, LostReason, Verdict, WorkshopId
from app.services import Services
from app.services.folder_match import read_folder
from app.services.rows import NewCard
from app.services.second_look import _best, _own, _read, _StoreRows

HAVE, WANT = Direction.HAVE, Direction.WANT


class Store:
    """Short ways to fill a store."""

    def __init__(self, services: Services) -> None:
        self.services = services
        services.suggestions._load_encoder = lambda: None

    def workshop(self, name: str, held_on: str | None = None) -> WorkshopId:
        return WorkshopId(self.services.workshops.create(name, held_on=held_on).created(Kind.WORKSHOP)[0])

    def firm(self, workshop: WorkshopId, name: str, nace: str | None = None) -> FirmId:
        return FirmId(self.services.firms.add(workshop, name, nace=nace).created(Kind.FIRM)[0])

    def card(self, workshop: WorkshopId, firm: FirmId, side: Direction, title: str, **more: object) -> CardId:
        return CardId(self.services.cards.add(NewCard(workshop, firm, side, title, **more)).created(Kind.CARD)[0])

    def pairs(self, workshop: WorkshopId) -> list[tuple[CardId, CardId]]:
        found = self.services.suggestions.second_look(workshop)
        assert found is not None
        return [(one.match.have_id, one.match.want_id) for one in found]


@pytest.fixture
def made(services: Services) -> Store:
    return Store(services)


@pytest.fixture
def two(made: Store) -> dict[str, str]:
    """A workshop of spring and one of autumn: sand of then for concrete of now, glass of now for the glassworks of
    then, and a pair within the workshop of now."""
    then, now = made.workshop("Iğdır İlk Çalıştay", "2026-03-09"), made.workshop("İzmir Sinerji Çalıştayı")
    found: dict[str, str] = {"then": then, "now": now}
    for key, where, name, side, title in (
        ("sand", then, "Işık Döküm", HAVE, "ATIK DÖKÜM KUMU"),
        ("glassworks", then, "Şişli Cam", WANT, "kırık cam alınır"),
        ("concrete", now, "Çınar Beton", WANT, "döküm kumu alınır"),
        ("glass", now, "İnci Şişe", HAVE, "KIRIK CAM"),
        ("pallet", now, "Öz Ahşap", HAVE, "ahşap palet"),
        ("packer", now, "Iğdır Paket", WANT, "ahşap palet lazım"),
    ):
        found[f"{key}_firm"] = made.firm(where, name)
        found[key] = made.card(where, found[f"{key}_firm"], side, title)
    return found


def test_pairs_stand_across_workshops_only_and_name_the_other(made, two) -> None:
    found = made.services.suggestions.second_look(two["now"])
    assert {(one.match.have_id, one.match.want_id) for one in found} == {
        (two["sand"], two["concrete"]),
        (two["glass"], two["glassworks"]),
    }
    assert [one.match.score for one in found] == sorted((one.match.score for one in found), reverse=True)
    for one in found:
        assert one.own.card.workshop_id == two["now"]
        assert (one.workshop.name, one.workshop.held_on) == ("Iğdır İlk Çalıştay", "2026-03-09")
        assert one.match.suggested
        assert one.other.attendance is None
        assert {one.pair.have.card.direction, one.pair.want.card.direction} == {HAVE, WANT}
    sand = next(one for one in found if one.match.have_id == two["sand"])
    assert (sand.own.firm.name, sand.other.firm.name) == ("Çınar Beton", "Işık Döküm")
    # From the other side the same pairs, turned round.
    assert set(made.pairs(two["then"])) == set(made.pairs(two["now"]))


def test_a_workshop_without_cards_fits_nothing(made, two, workshop_id) -> None:
    assert made.pairs(workshop_id) == []


def test_a_single_workshop_says_none(made, services, workshop_id) -> None:
    firm = made.firm(workshop_id, "Işık Döküm")
    made.card(workshop_id, firm, HAVE, "döküm kumu")
    assert services.suggestions.second_look(workshop_id) is None
    then = made.workshop("Iğdır")
    made.card(then, made.firm(then, "Çınar Beton"), WANT, "döküm kumu alınır")
    assert len(made.pairs(workshop_id)) == 1


def test_one_firm_is_no_partner_of_itself_merged_ones_count_as_one(made, two) -> None:
    assert (two["sand"], two["concrete"]) in made.pairs(two["now"])
    made.services.duplicates.merge(FirmId(two["sand_firm"]), FirmId(two["concrete_firm"]))
    assert made.pairs(two["now"]) == [(two["glass"], two["glassworks"])]
    made.services.history.undo()
    assert (two["sand"], two["concrete"]) in made.pairs(two["now"])


def test_blocked_and_wrong_pairs_never_stand_there(made, two) -> None:
    food = made.firm(two["then"], "Şeker Gıda", "10.91")
    feed = made.card(two["then"], food, WANT, "şeker pancarı küspesi alınır")
    giver = made.firm(two["now"], "Işıl Küspe")
    pulp = made.card(two["now"], giver, HAVE, "şeker pancarı küspesi")
    assert (pulp, feed) in made.pairs(two["now"])
    made.services.cards.edit(pulp, hazardous=True)
    assert (pulp, feed) not in made.pairs(two["now"])
    made.services.suggestions.decide(
        two["now"], CardId(two["sand"]), CardId(two["concrete"]), Verdict.WRONG, LostReason.QUALITY
    )
    assert made.pairs(two["now"]) == [(two["glass"], two["glassworks"])]
    made.services.history.undo()
    assert (two["sand"], two["concrete"]) in made.pairs(two["now"])


def test_a_kept_index_answers_like_a_new_one(made, two) -> None:
    suggestions = made.services.suggestions
    made.pairs(two["now"])
    kept = suggestions._second._index
    new = made.card(two["now"], FirmId(two["packer_firm"]), WANT, "ISLAK KUM, döküm kumu olur")
    made.services.cards.delete(CardId(two["glass"]))
    made.services.firms.edit(FirmId(two["sand_firm"]), two["then"], name="Işık Döküm A.Ş.", nace="24.51")
    found = suggestions.second_look(two["now"])
    assert suggestions._second._index is kept
    assert (two["sand"], new) in {(one.match.have_id, one.match.want_id) for one in found}
    assert {one.other.firm.name for one in found} == {"Işık Döküm A.Ş."}
    suggestions._second = None
    assert suggestions.second_look(two["now"]) == found


def test_many_changes_are_read_anew(made, two, monkeypatch) -> None:
    monkeypatch.setattr("app.services.second_look.REBUILD", 3)
    made.pairs(two["now"])
    for number in range(4):
        made.card(two["now"], FirmId(two["packer_firm"]), WANT, f"döküm kumu {number}")
    assert made.services.suggestions._second._index is None
    assert len(made.pairs(two["now"])) == 6


def test_an_index_that_could_not_follow_is_given_up(made, two, monkeypatch) -> None:
    made.pairs(two["now"])
    made.card(two["now"], FirmId(two["packer_firm"]), WANT, "döküm kumu lazım")

    def broken(*_args: object) -> None:
        raise ValueError("broken")

    with monkeypatch.context() as patch:
        patch.setattr("app.services.second_look._catch_up", broken)
        with pytest.raises(ValueError, match="broken"):
            made.pairs(two["now"])
    assert len(made.pairs(two["now"])) == 3


def test_a_look_that_cannot_follow_never_stops_what_is_stored(made, two, monkeypatch) -> None:
    made.pairs(two["now"])

    def broken(*_args: object) -> None:
        raise ValueError("broken")

    with monkeypatch.context() as patch:
        patch.setattr("app.services.second_look._merges", broken)
        new = made.card(two["now"], FirmId(two["packer_firm"]), WANT, "döküm kumu lazım")
    assert (two["sand"], new) in made.pairs(two["now"])


def test_what_is_committed_while_all_is_read_is_not_lost(made, two) -> None:
    added = []

    def meanwhile(_done: int, _of: int) -> None:
        if not added:
            added.append(made.card(two["now"], FirmId(two["packer_firm"]), WANT, "döküm kumu lazım"))

    made.services.suggestions.second_look(two["now"], meanwhile)
    assert (two["sand"], added[0]) in made.pairs(two["now"])


def test_progress_ends_at_its_number(made, two) -> None:
    told: list[tuple[int, int]] = []
    made.services.suggestions.second_look(two["now"], lambda *step: told.append(step))
    assert told[-1] == (10, 10)  # six cards read, four of them compared
    assert [done for done, _of in told] == list(range(1, 11))
    told.clear()
    made.services.suggestions.second_look(two["now"], lambda *step: told.append(step))
    assert told[-1] == (4, 4)


def test_reasons_are_worded_like_those_of_the_room(made, two) -> None:
    found = made.services.suggestions.second_look(two["now"])
    for language in ("tr", "en"):
        assert all(sentence(one.match, translator(language)).endswith(".") for one in found)


def test_ten_workshops_of_the_sample_are_soon_compared() -> None:
    """Generous: the machine that runs the tests is busy with others. `docs/matching.md` has the measured time."""
    cards, firms = read_folder(resource_path("sample", "izmir"))
    rooms = [WorkshopId(f"çalıştay {number}") for number in range(10)]
    listed = [
        replace(card, id=CardId(f"{room} {card.id}"), firm_id=FirmId(f"{room} {card.firm_id}"), workshop_id=room)
        for room in rooms
        for card in cards
    ]
    people = {
        FirmId(f"{room} {firm.id}"): replace(firm, id=FirmId(f"{room} {firm.id}")) for room in rooms for firm in firms
    }
    rows = _StoreRows({}, people, {card.id: card for card in listed}, [])
    began = perf_counter()
    index = _read(rows, load(), None, lambda _done, _of: None)
    read = perf_counter()
    found = [match for entry in _own(index, rooms[0]) for match in _best(index, entry, rooms[0])]
    ended = perf_counter()
    assert len(listed) == 6370
    assert len(found) > 637
    assert ended - began < 20, (read - began, ended - read)
