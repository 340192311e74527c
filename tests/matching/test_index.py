import math
import random
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.matching import MatchIndex, build_index, match_all, run_matching
from app.matching.side import FEWEST_DEAD
from app.records import Band, CardId, Category, Decision, Direction, Firm, FirmId, Period, Verdict, WorkshopId
from tests.matching.conftest import LetterEncoder, make_card

TEXT = """pirina talaş döküm kumu sıcak su palet varil kostik big bag hurda alüminyum cüruf buhar depo ISIL işlem İPLİK
telefi mermer tozu 45 derece kuru temiz PVC içermeyen kanatlı olmaz 20 ton analiz çamur"""
WORDS = TEXT.split()
PLACES = ["Kemalpaşa", "Çiğli", "Tire", None]


def cards_of(draw):
    titles = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
    rows = draw(
        st.lists(
            st.tuples(
                st.sampled_from(["have", "want"]),
                titles,
                titles,
                st.sampled_from(["f1", "f2", "f3", "f4", "f5"]),
                st.sampled_from([None, *Category]),
                st.sampled_from([None, True, False]),
                st.sampled_from([None, Decimal("0.5"), Decimal(12), Decimal(90000)]),
            ),
            min_size=2,
            max_size=12,
        )
    )
    return [
        make_card(
            f"c{number:02d}", direction, title, firm, category,
            description=told, hazardous=hazard, quantity=amount, unit="t" if amount else None, period=Period.YEAR,
        )
        for number, (direction, title, told, firm, category, hazard, amount) in enumerate(rows)
    ]  # fmt: skip


workshops = st.composite(cards_of)()
FIRMS = [
    Firm(FirmId(f"f{number}"), f"Firma {number}", nace=nace, district=PLACES[number % 4])
    for number, nace in enumerate(["", "24.51", "10.39", "21.20", "23.51", ""])
]


@settings(max_examples=60, deadline=None)
@given(workshops, st.booleans())
def test_parts_add_up_to_the_score_and_scores_are_shares(knowledge, cards, meaning):
    index = build_index(cards, FIRMS, knowledge, encoder=LetterEncoder() if meaning else None)
    for match in match_all(index, 20):
        total = math.fsum(part.points for part in match.parts)
        assert match.score == pytest.approx(1 / (1 + math.exp(-total)), abs=1e-12)
        assert 0 < match.score < 1
        assert not (match.suggested and match.blocks)
        assert sum(part.signal == "base" for part in match.parts) == 1


@settings(max_examples=40, deadline=None)
@given(workshops, st.randoms(use_true_random=False), st.booleans())
def test_the_order_in_which_cards_come_does_not_matter(knowledge, cards, chance, meaning):
    encoder = LetterEncoder() if meaning else None
    shuffled = list(cards)
    chance.shuffle(shuffled)
    assert_alike(
        match_all(build_index(cards, FIRMS, knowledge, encoder=encoder), 5),
        match_all(build_index(shuffled, FIRMS[::-1], knowledge, encoder=encoder), 5),
    )


@settings(max_examples=40, deadline=None)
@given(workshops, workshops, st.booleans())
def test_an_index_kept_up_to_date_equals_one_built_anew(knowledge, cards, others, meaning):
    encoder = LetterEncoder() if meaning else None
    index = build_index([], FIRMS, knowledge, encoder=encoder)
    for card in others:
        index.upsert(card)
    for card in cards:
        index.upsert(card)
    gone = {card.id for card in others} - {card.id for card in cards}
    for card_id in gone:
        index.remove(card_id)
    assert len(index) == len(cards)
    assert_alike(match_all(index, 5), match_all(build_index(cards, FIRMS, knowledge, encoder=encoder), 5))


def assert_alike(one, other):
    assert [(match.have_id, match.want_id) for match in one] == [(match.have_id, match.want_id) for match in other]
    for first, second in zip(one, other, strict=True):
        assert first.score == pytest.approx(second.score, abs=2e-4)
        assert (first.band, first.blocks, first.questions) == (second.band, second.blocks, second.questions)


def test_many_changes_compact_the_columns_and_change_nothing(knowledge, room, firms):
    index = build_index(room, firms, knowledge)
    before = match_all(index, 5)
    extra = make_card("x", "have", "geçici kart")
    for number in range(4 * FEWEST_DEAD):
        index.upsert(replace(extra, title=f"geçici kart {number}"))
    assert index._sides[Direction.HAVE].size < 4 * FEWEST_DEAD
    index.remove(CardId("x"))
    index.remove(CardId("x"))
    assert_alike(match_all(index, 5), before)


def test_the_right_partner_comes_first(knowledge, room, firms):
    index = build_index(room, firms, knowledge)
    assert index.suggest(room[0], 3)[0].want_id == "w1"
    assert index.suggest(room[6], 3)[0].have_id == "h2"
    assert index.suggest(room[3], 3)[0].want_id == "w4"


def test_a_card_that_is_not_in_the_index_gets_suggestions_and_leaves_no_trace(knowledge, room, firms):
    index = build_index(room, firms, knowledge)
    draft = make_card("draft", "have", "palet (kırık, İZMİR)", "")
    assert index.suggest(draft, 2)[0].want_id == "w2"
    assert "draft" not in index
    assert len(index) == len(room)


def test_suggestions_follow_an_edited_card_before_it_is_saved(knowledge, room, firms):
    index = build_index(room, firms, knowledge)
    edited = replace(room[0], title="kırık palet", description=None)
    assert index.suggest(edited, 1)[0].want_id == "w2"
    index.upsert(edited)
    assert index.suggest(room[6], 5)[0].have_id in {"h1", "h2"}


def test_a_card_that_changes_its_direction_moves_to_the_other_side(knowledge, room, firms):
    index = build_index(room, firms, knowledge)
    index.upsert(replace(room[0], direction=Direction.WANT))
    assert len(index) == len(room)
    assert "h1" not in {match.have_id for match in match_all(index, 10)}


def test_cards_of_the_own_firm_are_never_suggested(knowledge, firms):
    cards = [make_card("h", "have", "kuru pirina"), make_card("w", "want", "kuru pirina")]
    index = build_index(cards, firms, knowledge)
    assert index.suggest(cards[0], 5) == []
    assert match_all(index, 5) == []
    match = index.explain(CardId("h"), CardId("w"))
    assert match
    assert [block.level for block in match.blocks] == ["same_firm"]
    assert not match.suggested


def test_ties_are_broken_by_id(knowledge, firms):
    wants = [make_card(f"w{number}", "want", "kuru pirina", "f2") for number in (3, 1, 2)]
    index = build_index([make_card("h", "have", "pirina"), *wants], firms, knowledge)
    assert [match.want_id for match in index.suggest(make_card("q", "have", "pirina"), 2)] == ["w1", "w2"]
    assert [match.want_id for match in match_all(index, 9)] == ["w1", "w2", "w3"]


def test_missing_values_are_neutral_and_become_questions(knowledge, firms):
    full = {"quantity": Decimal(10), "unit": "t", "period": Period.YEAR}
    have, want = make_card("h", "have", "kuru pirina", hazardous=False, description="elenmiş", **full), "pirina"
    index = build_index([have, make_card("w", "want", want, "f2", **full)], firms, knowledge)
    bare = build_index([have, make_card("w", "want", want, "f2")], firms, knowledge)
    complete, incomplete = index.suggest(have, 1)[0], bare.suggest(have, 1)[0]
    assert complete.score == incomplete.score
    assert complete.questions == ()
    assert incomplete.questions == ("want_quantity",)


def test_a_firm_that_learns_its_place_changes_the_distance(knowledge, firms):
    cards = [make_card("h", "have", "kuru pirina"), make_card("w", "want", "pirina", "f5")]
    index = build_index(cards, firms, knowledge)
    match = index.suggest(cards[0], 1)[0]
    assert match.distance_km is None
    assert "place" in match.questions
    index.set_firm(replace(firms[4], district="IĞDIR"))
    match = index.suggest(cards[0], 1)[0]
    assert match.distance_km is not None
    assert match.distance_km > 1000
    assert any(part.signal == "place" and part.level == "far" for part in match.parts)


@pytest.mark.parametrize(
    ("taker", "category", "too_far"),
    [
        ("f4", Category.ENERGY, False),  # in the same town
        ("f2", Category.ENERGY, True),
        ("f5", Category.ENERGY, False),  # nobody knows where
        ("f2", Category.WATER, False),  # water comes by tanker too
    ],
)
def test_heat_is_not_piped_to_the_next_town(knowledge, firms, taker, category, too_far):
    cards = [
        make_card("h", "have", "sıcak su", "f1", category),
        make_card("w", "want", "SICAK SU", taker, category),
    ]
    match = build_index(cards, firms, knowledge).explain(cards[0].id, cards[1].id)
    assert ("reach" in {part.signal for part in match.parts}) is too_far


def test_quantities_temperatures_and_reach_lower_a_match_and_say_so(knowledge, firms):
    want = make_card("w", "want", "sıcak su 80 derece", "f2", Category.ENERGY, quantity=Decimal(5), unit="MW")
    warm = make_card("h1", "have", "sıcak su 90 derece", "f1", Category.ENERGY, quantity=Decimal(4), unit="MW")
    cold = replace(warm, id=CardId("h2"), title="sıcak su 45 derece", description="max 3 km", quantity=Decimal("0.02"))
    index = build_index([want, warm, cold], firms, knowledge)
    first, second = index.suggest(want, 2)
    assert first.have_id == "h1"
    against = {part.signal for part in second.parts if part.points < 0}
    assert {"temperature", "reach", "quantity"} <= against
    assert not second.blocks


def test_preferences_are_clipped_and_the_clip_is_a_part(knowledge, firms):
    far = [replace(firms[1], district="HAKKÂRİ", province="Hakkari"), firms[0]]
    have = make_card(
        "h", "have", "sıcak su", "f1", Category.ENERGY, quantity=Decimal(1), unit="kWh", period=Period.YEAR
    )
    want = make_card(
        "w", "want", "sıcak su", "f2", Category.ENERGY, quantity=Decimal(9), unit="GWh", period=Period.YEAR
    )
    index = build_index([have, want], far, knowledge)
    strict = replace(index.profile, preference=0.1)
    match = build_index([have, want], far, knowledge, strict).suggest(have, 1)[0]
    limit = [part.points for part in match.parts if part.signal == "limit"]
    moved = sum(part.points for part in match.parts if part.signal in ("quantity", "place", "sector", "state"))
    assert limit
    assert abs(moved + limit[0]) == pytest.approx(0.1, abs=1e-4)


def test_a_run_counts_its_pairs(knowledge, room, firms):
    run = run_matching(build_index(room, firms, knowledge), 1)
    assert run.possible == 25
    assert run.compared == 23  # two haves are of the same firm as w3
    assert {match.have_id for match in run.matches} == {card.id for card in room if card.direction is Direction.HAVE}


def test_only_a_bounded_set_is_compared_in_a_crowd(knowledge, firms):
    chance = random.Random(4)
    wants = [make_card(f"w{n:04d}", "want", " ".join(chance.choices(WORDS, k=4)), "f2") for n in range(900)]
    have = make_card("h", "have", "döküm kumu")
    index = build_index([have, *wants, make_card("w9999", "want", "döküm kumu", "f2")], firms, knowledge)
    run = run_matching(index, 3)
    assert run.possible == 901
    assert 0 < run.compared < 500
    assert run.matches[0].want_id == "w9999"


def test_the_base_follows_the_size_of_the_room(knowledge, room, firms):
    def base(cards):
        match = build_index(cards, firms, knowledge).explain(CardId("h1"), CardId("w1"))
        return next(part.points for part in match.parts if part.signal == "base")

    crowd = [make_card(f"x{number}", "have", "kum", "f4") for number in range(60)]
    index = build_index(room, firms, knowledge)
    assert base(room) > base([*room, *crowd]) > index.weights.base
    assert base(room) == index.base == base([*room, crowd[0]])
    sample = replace(index.profile, pairs_per_card=25 / 10)
    match = build_index(room, firms, knowledge, sample).explain(CardId("h1"), CardId("w1"))
    assert [part.points for part in match.parts if part.signal == "base"] == [index.weights.base]


def test_an_empty_index_answers(knowledge, room):
    index = build_index([], [], knowledge)
    assert isinstance(index, MatchIndex)
    assert index.suggest(room[0], 5) == []
    assert match_all(index, 5) == []
    assert index.explain(CardId("h1"), CardId("w1")) is None


def test_bands_follow_the_score(knowledge, room, firms):
    index = build_index(room, firms, knowledge)
    for match in match_all(index, 10):
        weights = index.weights
        band = (
            Band.STRONG
            if match.score >= weights.strong
            else Band.LIKELY
            if match.score >= weights.likely
            else Band.WEAK
        )
        assert match.band is band
        assert not match.suggested or (match.score >= weights.suggest and not match.blocks)


@pytest.mark.parametrize(
    ("have", "want"),
    [
        ("sıcak su 45 derece", "sıcak su 80 derece"),
        ("KIRIK palet", "sağlam palet"),
        ("palet 20 t", "palet, max 3 km"),
        ("pirina, kül %12", "PİRİNA, kül max %5"),
    ],
)
def test_who_breaks_a_condition_is_listed_and_not_suggested_unless_people_want_it(knowledge, firms, have, want):
    energy = Category.ENERGY if "su" in have.split() else Category.MATERIAL
    cards = [make_card("h", "have", have, "f1", energy), make_card("w", "want", want, "f2", energy)]
    index = build_index(cards, firms, knowledge)
    (match,) = index.suggest(cards[1], 3)
    assert match.score > index.weights.suggest
    assert not match.suggested
    index.learn(Decision("d", WorkshopId("w"), match.have_id, match.want_id, Verdict.ACCEPTED))
    assert index.suggest(cards[1], 3)[0].suggested


def test_many_cards_at_once_rank_as_one_by_one(knowledge, room, firms, monkeypatch):
    index = build_index(room, firms, knowledge, encoder=LetterEncoder())
    for direction in Direction:
        entries = index.entries(direction)
        for cells in (1, 12, 1000):
            monkeypatch.setattr("app.matching.index.TOGETHER", cells)
            for together, entry in zip(index.rank_all(entries), entries, strict=True):
                alone = index.rank(entry)
                assert together.entry is entry
                assert together.total.tolist() == alone.total.tolist()
                assert together.rows.tolist() == alone.rows.tolist()
                assert together.scored.signals.tolist() == alone.scored.signals.tolist()
                assert together.blocks == alone.blocks
    assert index.rank_all([]) == []


def test_a_card_that_was_replaced_meanwhile_ranks_as_before(knowledge, room, firms):
    index = build_index(room, firms, knowledge, encoder=LetterEncoder())
    held = next(entry for entry in index.entries(Direction.HAVE) if entry.reading.card.id == "h2")
    before = index.rank(held).total.tolist()
    index.upsert(room[1])
    assert index.rank(held).total.tolist() == pytest.approx(before, abs=2e-4)


def test_vectors_outlast_what_is_learnt_about_a_firm(knowledge, room, firms):
    index = build_index(room, firms, knowledge, encoder=LetterEncoder())
    before = match_all(index, 9)
    index.set_firm(replace(firms[0], name="Yeni ad"))
    assert_alike(match_all(index, 9), before)
