import pytest

from app.matching import build_index
from app.records import CardId, Decision, FirmId, Interest, Verdict, WorkshopId
from tests.matching.conftest import make_card

WORKSHOP = WorkshopId("w")


def decision(have, want, verdict):
    return Decision(f"{have}>{want}", WORKSHOP, CardId(have), CardId(want), verdict)


@pytest.fixture
def cards():
    return [
        make_card("h1", "have", "ıslak kağıt çamuru"),
        make_card("h2", "have", "ıslak kağıt çamuru dökme"),
        make_card("h3", "have", "boş forklift", "f5"),
        make_card("w1", "want", "gözenek yapıcı organik", "f2"),
        make_card("w2", "want", "gözenek yapıcı organik toz", "f2"),
    ]


def score(index, have, want):
    return index.explain(CardId(have), CardId(want)).score


def test_verdicts_move_the_pair_and_can_be_taken_back(knowledge, firms, cards):
    index = build_index(cards, firms, knowledge)
    before = score(index, "h1", "w1")
    accepted, wrong = decision("h1", "w1", Verdict.ACCEPTED), decision("h1", "w1", Verdict.WRONG)
    index.learn(accepted)
    assert score(index, "h1", "w1") > before
    index.learn(wrong)
    match = index.explain(CardId("h1"), CardId("w1"))
    assert match.score < before
    assert not match.suggested
    index.forget(wrong)
    assert score(index, "h1", "w1") == before


def test_later_says_nothing(knowledge, firms, cards):
    index = build_index(cards, firms, knowledge)
    before = score(index, "h1", "w1"), score(index, "h2", "w2")
    index.learn(decision("h1", "w1", Verdict.LATER))
    assert (score(index, "h1", "w1"), score(index, "h2", "w2")) == before


@pytest.mark.parametrize(("verdict", "sign"), [(Verdict.ACCEPTED, 1), (Verdict.WRONG, -1)])
def test_a_verdict_moves_similar_pairs_a_little_and_others_not(knowledge, firms, cards, verdict, sign):
    index = build_index(cards, firms, knowledge)
    before, other = score(index, "h2", "w2"), score(index, "h3", "w2")
    index.learn(decision("h1", "w1", verdict))
    assert (score(index, "h2", "w2") - before) * sign > 0
    assert score(index, "h3", "w2") == other
    part = next(part for part in index.explain(CardId("h2"), CardId("w2")).parts if part.signal == "feedback")
    assert 0 < abs(part.points) <= index.profile.similar
    assert part.params["have"] == "ıslak kağıt çamuru"


def test_a_raised_hand_outranks_the_engine(knowledge, firms, cards):
    index = build_index(cards, firms, knowledge)
    hand = Interest("i", WORKSHOP, CardId("w1"), FirmId("f5"))
    before = score(index, "h3", "w1")
    index.learn(hand)
    match = index.explain(CardId("h3"), CardId("w1"))
    assert match.score > before
    assert any(part.level == "hand" for part in match.parts)
    index.forget(hand)
    assert score(index, "h3", "w1") == before


def test_raised_hands_order_what_is_suggested_to_either_side(knowledge, firms, cards):
    forklift, other, want = cards[2], make_card("h0", "have", "boş forklift", "f5"), cards[3]
    index = build_index([*cards, other], firms, knowledge)

    def haves():
        return [match.have_id for match in index.suggest(want, 9)]

    assert haves().index("h0") < haves().index("h3")
    last = index.suggest(forklift, 2)[-1].want_id
    held = next(entry for entry in index.entries(forklift.direction) if entry.reading.card.id == forklift.id)
    before = index.rank(held).total
    index.learn(Interest("i", WORKSHOP, forklift.id, want.firm_id))
    assert haves().index("h3") < haves().index("h0")
    assert index.rank(held).total - before == pytest.approx(index.profile.hand)
    index.forget(Interest("i", WORKSHOP, forklift.id, want.firm_id))
    index.learn(Interest("i", WORKSHOP, CardId(last), forklift.firm_id))
    assert index.suggest(forklift, 2)[0].want_id == last


def test_feedback_can_be_given_when_the_index_is_built_and_orders_suggestions(knowledge, firms, cards):
    plain = build_index(cards, firms, knowledge)
    told = build_index(cards, firms, knowledge, feedback=[decision("h3", "w2", Verdict.ACCEPTED)])
    assert score(told, "h3", "w2") > score(plain, "h3", "w2")
    best = told.suggest(cards[2], 1)[0]
    assert best.want_id == "w2"
    assert best == told.explain(CardId("h3"), CardId("w2"))


def test_feedback_on_cards_that_are_gone_is_harmless(knowledge, firms, cards):
    index = build_index(cards, firms, knowledge, feedback=[decision("x", "y", Verdict.WRONG)])
    index.learn(Interest("i", WORKSHOP, CardId("gone"), FirmId("nobody")))
    assert index.suggest(cards[0], 2)
