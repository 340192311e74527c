"""Suggestions beside the store: incremental equals anew, drafts match unsaved, decisions are kept and undone."""

from collections.abc import Sequence
from decimal import Decimal

import numpy as np
import pytest
from numpy.typing import NDArray

from app.bootstrap import build_services
from app.common.messages import N_
from app.model.database import Database
from app.model.store import Store
from app.records import (
    Band,
    CardId,
    Direction,
    FirmId,
    Kind,
    LostReason,
    Origin,
    Stage,
    SynergyId,
    Verdict,
    WorkshopId,
)
from app.services import Services
from app.services.cards import CardService
from app.services.rows import NewCard, Suggestion
from app.services.suggestions import SuggestionService
from app.services.vectors import CachingEncoder

FIRMS = (
    ("Zeytinyağı Fabrikası", "10.41"),
    ("Pirina Yağı Tesisi", "10.41"),
    ("Iğdır Döküm", "24.51"),
    ("Çimento", "23.51"),
)
CARDS = (
    (0, Direction.HAVE, "yaş pirina"),
    (1, Direction.WANT, "pirina alınır"),
    (2, Direction.HAVE, "döküm kumu"),
    (3, Direction.WANT, "atık döküm kumu, silis kaynağı"),
    (0, Direction.HAVE, "teneke kutu"),
    (3, Direction.WANT, "palet"),
)


@pytest.fixture
def room(services: Services, workshop_id: WorkshopId) -> list[CardId]:
    firms = [FirmId(services.firms.add(workshop_id, name, nace=nace).created(Kind.FIRM)[0]) for name, nace in FIRMS]
    services.suggestions.prepare(workshop_id)
    return [
        CardId(services.cards.add(NewCard(workshop_id, firms[firm], way, title)).created(Kind.CARD)[0])
        for firm, way, title in CARDS
    ]


def seen(suggestions: list[Suggestion]) -> list[tuple[CardId, CardId, float]]:
    return [(one.match.have_id, one.match.want_id, one.match.score) for one in suggestions]


def test_cards_that_come_one_by_one_match_as_if_read_at_once(
    services: Services, store: Store, workshop_id: WorkshopId, room: list[CardId]
) -> None:
    services.suggestions.open(workshop_id)
    services.cards.edit(room[4], title="boş tahta palet")
    services.cards.delete(room[0])
    services.history.undo()
    anew = build_services(store).suggestions.open(workshop_id)
    assert seen(services.suggestions.open(workshop_id)) == seen(anew)
    assert anew


def test_the_best_partner_of_a_card_comes_first(
    services: Services, workshop_id: WorkshopId, room: list[CardId]
) -> None:
    first = services.suggestions.for_card(workshop_id, room[1])[0]
    assert (first.have.card.title, first.want.card.title) == ("yaş pirina", "pirina alınır")


def test_a_line_that_is_still_typed_has_suggestions(
    services: Services, workshop_id: WorkshopId, room: list[CardId]
) -> None:
    found = services.suggestions.for_draft(workshop_id, None, Direction.HAVE, "DÖKÜM KUMU ayda 20 ton")
    assert found[0].want.card.id == room[3]
    assert found[0].have.card.quantity == Decimal(20)
    assert services.suggestions.for_draft(workshop_id, None, Direction.HAVE, "  ") == []
    assert len(services.cards.rows(workshop_id)) == len(CARDS)


def test_a_firm_gets_no_suggestion_of_its_own_cards(
    services: Services, workshop_id: WorkshopId, room: list[CardId]
) -> None:
    own = services.cards.get(room[3]).firm.id
    found = services.suggestions.for_draft(workshop_id, own, Direction.HAVE, "atık döküm kumu")
    assert all(one.want.firm.id != own for one in found if one.match.suggested)


def test_accepting_keeps_the_verdict_and_makes_the_synergy_in_one_step(
    services: Services, workshop_id: WorkshopId, room: list[CardId]
) -> None:
    services.suggestions.decide(workshop_id, room[0], room[1], Verdict.ACCEPTED)
    (row,) = services.board.board(workshop_id).columns[Stage.IDEA]
    assert row.synergy.origin is Origin.ENGINE
    assert row.synergy.score == pytest.approx(services.suggestions.for_card(workshop_id, room[1])[0].match.score, abs=1)
    assert row.synergy.reasons is not None
    decided = next(
        one
        for one in services.suggestions.open(workshop_id)
        if (one.match.have_id, one.match.want_id) == (room[0], room[1])
    )
    assert decided.decision is not None
    assert decided.synergy is not None
    assert not decided.is_open
    services.history.undo()
    assert services.board.board(workshop_id).columns[Stage.IDEA] == []
    again = services.suggestions.for_card(workshop_id, room[1])[0]
    assert again.decision is None
    assert again.synergy is None


def test_a_wrong_match_sinks_and_comes_back_with_undo(
    services: Services, workshop_id: WorkshopId, room: list[CardId]
) -> None:
    before = services.suggestions.for_card(workshop_id, room[1])[0]
    services.suggestions.decide(workshop_id, room[0], room[1], Verdict.WRONG, LostReason.WRONG_MATCH)
    after = next(one for one in services.suggestions.for_card(workshop_id, room[1]) if one.have.card.id == room[0])
    assert after.match.score < before.match.score
    assert not after.is_open
    services.history.undo()
    assert services.suggestions.for_card(workshop_id, room[1])[0].match == before.match


def test_accepting_all_counts_only_what_is_open(
    services: Services, workshop_id: WorkshopId, room: list[CardId]
) -> None:
    opened = services.suggestions.count_open(workshop_id)
    changes = services.suggestions.accept_all(workshop_id, tuple(Band))
    assert len(changes.created(Kind.SYNERGY)) == opened
    assert services.suggestions.count_open(workshop_id) == 0
    assert services.workshops.counters(workshop_id).potential_synergies == opened


class CountingEncoder:
    """Stands in for the real one: letters counted, every call noted."""

    name = "counting"

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.encoded += texts
        rows = np.array([[text.count(letter) + 1.0 for letter in "aıiuz"] for text in texts], np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_vectors_are_computed_once_and_survive_a_restart(store: Store) -> None:
    database = Database(store.engine, store.device_id)
    encoder = CountingEncoder()
    first = CachingEncoder(encoder, database)
    vectors = first.encode(["ısı", "su", "ısı"])
    assert encoder.encoded == ["ısı", "su"]
    assert first.save(["ısı", "su"]) == 2
    again = CachingEncoder(encoder, database)
    assert np.array_equal(again.encode(["su", "ısı"]), vectors[[1, 0]])
    assert encoder.encoded == ["ısı", "su"]
    assert again.save(["su"]) == 0


def test_lines_that_were_only_typed_are_forgotten_and_cards_are_not(store: Store) -> None:
    encoder = CountingEncoder()
    cache = CachingEncoder(encoder, Database(store.engine, store.device_id))
    cache.UNSAVED = 2
    kept = cache.encode(["kayıtlı kart"])
    cache.save(["kayıtlı kart"])
    for line in ("s", "sı", "sıc", "sıca"):
        assert cache.encode([line, "kayıtlı kart"]).shape == (2, 5)
    assert np.array_equal(cache.encode(["s", "kayıtlı kart"])[1:], kept)
    assert encoder.encoded.count("s") == 2
    assert encoder.encoded.count("kayıtlı kart") == 1


def test_a_card_stored_while_the_workshop_is_being_read_is_not_missed(
    store: Store, workshop_id: WorkshopId, room: list[CardId]
) -> None:
    database = Database(store.engine, store.device_id)
    cards = CardService(database)
    taker = cards.get(room[1]).firm.id

    class SlowEncoder(CountingEncoder):
        def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
            if not self.encoded:
                cards.add(NewCard(workshop_id, taker, Direction.WANT, "teneke kutu alınır"))
            return super().encode(texts)

    suggestions = SuggestionService(database, SlowEncoder)
    database.follow(suggestions.follow)
    suggestions.prepare(workshop_id)
    assert suggestions.for_card(workshop_id, room[4])[0].want.card.title == "teneke kutu alınır"


def test_a_card_is_stored_also_where_matching_cannot_follow(
    store: Store, workshop_id: WorkshopId, room: list[CardId], caplog: pytest.LogCaptureFixture
) -> None:
    class Stumbling(CountingEncoder):
        def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
            if any("teneke" in text for text in texts) and "teneke" not in str(self.encoded):
                self.encoded.append("teneke")
                raise MemoryError
            return super().encode(texts)

    database = Database(store.engine, store.device_id)
    suggestions, cards = SuggestionService(database, Stumbling), CardService(database)
    database.follow(suggestions.follow)
    cards.delete(room[4])
    suggestions.prepare(workshop_id)
    taker = cards.get(room[1]).firm.id
    changes = cards.add(NewCard(workshop_id, taker, Direction.WANT, "teneke kutu alınır"))
    added = CardId(changes.created(Kind.CARD)[0])
    assert "could not follow" in caplog.text
    assert cards.get(added).card.title == "teneke kutu alınır"
    assert suggestions.for_card(workshop_id, added)


def test_without_the_encoder_matching_goes_on_and_says_so(
    store: Store, services: Services, workshop_id: WorkshopId, room: list[CardId]
) -> None:
    database = Database(store.engine, store.device_id)
    without = SuggestionService(database, lambda: None)
    assert without.encoder_note() == N_("Suggestions use words and knowledge only.")
    assert without.for_card(workshop_id, room[1])[0].have.card.id == room[0]


def test_a_verdict_moves_pairs_as_if_everything_were_matched_anew(
    services: Services, store: Store, workshop_id: WorkshopId
) -> None:
    services.sample.load()
    izmir = next(one.id for one in services.workshops.list() if one.sample)
    best = services.suggestions.open(izmir)
    for one in best[:3]:
        services.suggestions.decide(izmir, one.match.have_id, one.match.want_id, Verdict.WRONG, LostReason.WRONG_MATCH)
    for one in best[3:6]:
        services.suggestions.decide(izmir, one.match.have_id, one.match.want_id, Verdict.ACCEPTED)
    services.history.undo()
    scores = {(have, want): score for have, want, score in seen(services.suggestions.open(izmir))}
    anew = build_services(store).suggestions.open(izmir)
    assert {pair: scores.get(pair) for pair in ((one.match.have_id, one.match.want_id) for one in anew)} == {
        (one.match.have_id, one.match.want_id): one.match.score for one in anew
    }


def test_a_synergy_taken_off_the_board_is_a_suggestion_again(
    services: Services, workshop_id: WorkshopId, room: list[CardId]
) -> None:
    made = services.suggestions.decide(workshop_id, room[0], room[1], Verdict.ACCEPTED)
    services.board.remove(SynergyId(made.created(Kind.SYNERGY)[0]))
    again = services.suggestions.for_card(workshop_id, room[1])[0]
    assert (again.decision, again.synergy) == (None, None)
    services.history.undo()
    restored = services.suggestions.for_card(workshop_id, room[1])[0]
    assert restored.decision is not None
    assert restored.synergy is not None
