"""Filter, order and headings of the list."""

import time
from dataclasses import replace

import pytest

from app.records import Band, Decision, Origin, Part, Stage, Synergy, SynergyId, Verdict
from app.ui.matches.listing import BANDS, Heading, Listing, MatchFilter, MatchState, Order, pair_of, state_of
from tests.ui.matches.rig import WORKSHOP, many, suggestion

ALL = MatchFilter(bands=frozenset(BANDS), state=None)


def decision(one, verdict):
    return Decision("d", WORKSHOP, one.match.have_id, one.match.want_id, verdict)


def synergy(one):
    return Synergy(SynergyId("s"), WORKSHOP, one.match.have_id, one.match.want_id, Stage.IDEA, Origin.ENGINE, "a")


def scores(rows):
    return [row.match.score for row in rows if not isinstance(row, Heading)]


def test_bands_have_headings_with_their_counts():
    rows = Listing([suggestion(1, 0.9), suggestion(2, 0.5), suggestion(3, 0.8), suggestion(4, 0.1)]).rows(ALL)
    assert [row for row in rows if isinstance(row, Heading)] == [
        Heading(Band.STRONG, 2),
        Heading(Band.LIKELY, 1),
        Heading(Band.WEAK, 1),
    ]
    assert scores(rows) == [0.9, 0.8, 0.5, 0.1]


def test_weak_ones_and_decided_ones_are_not_shown_by_default():
    later = suggestion(2, 0.8)
    listing = Listing([suggestion(1, 0.9), replace(later, decision=decision(later, Verdict.LATER)), suggestion(3, 0.1)])
    assert scores(listing.rows(MatchFilter())) == [0.9]
    assert listing.counts() == (2, 1)


@pytest.mark.parametrize(
    ("verdict", "state"),
    [(Verdict.LATER, MatchState.LATER), (Verdict.WRONG, MatchState.WRONG), (Verdict.ACCEPTED, MatchState.UNDECIDED)],
)
def test_states(verdict, state):
    """Accepted without a synergy: it was taken off the board again, so it awaits a decision anew."""
    one = suggestion(1, 0.9)
    decided = replace(one, decision=decision(one, verdict))
    assert state_of(decided) is state
    assert state_of(replace(decided, synergy=synergy(one))) is MatchState.BOARD
    assert scores(Listing([decided]).rows(replace(ALL, state=state))) == [0.9]


def test_blocked_pairs_show_under_their_state_whatever_the_bands():
    blocked = suggestion(1, 0.05, blocks=(Part("block", -6.0, "same_firm"),))
    listing = Listing([blocked, suggestion(2, 0.9)])
    assert scores(listing.rows(MatchFilter(state=MatchState.BLOCKED))) == [0.05]
    assert scores(listing.rows(MatchFilter())) == [0.9]


@pytest.mark.parametrize("text", ["ISLAK", "ıslak çınar", "ıhtiyacı", "ısık gıda 1"])
def test_search_knows_turkish(text):
    listing = Listing([suggestion(1, 0.9), suggestion(2, 0.8, have="kırık cam", want="cam")])
    assert 0.9 in scores(listing.rows(MatchFilter(text=text)))
    assert scores(listing.rows(MatchFilter(text=f"{text} kırık"))) in ([], [0.8])


def test_orders():
    near, far, unknown = (
        suggestion(3, 0.8, distance_km=2.0),
        suggestion(1, 0.9, distance_km=40.0),
        suggestion(2, 0.95),
    )
    listing = Listing([near, far, unknown])
    assert scores(listing.rows(MatchFilter(order=Order.SCORE))) == [0.95, 0.9, 0.8]
    assert scores(listing.rows(MatchFilter(order=Order.DISTANCE))) == [0.8, 0.9, 0.95]
    assert scores(listing.rows(MatchFilter(order=Order.FIRM))) == [0.9, 0.95, 0.8]


def test_a_decision_can_be_noted_and_taken_back():
    one = suggestion(1, 0.9)
    listing = Listing([one])
    listing.decide(pair_of(one), decision(one, Verdict.WRONG))
    assert scores(listing.rows(MatchFilter())) == []
    listing.decide(pair_of(one), None)
    assert scores(listing.rows(MatchFilter())) == [0.9]
    listing.decide(("unknown", "pair"), None)
    assert len(listing) == 1


def test_ten_times_the_sample_is_filtered_within_a_blink():
    listing = Listing(many(6850))
    listing.rows(MatchFilter(text="ıslak"))  # the searched texts are made once
    started = time.perf_counter()
    rows = listing.rows(MatchFilter(text="gıda 12"))
    assert rows
    assert time.perf_counter() - started < 0.5  # generous for a busy machine; about 15 ms alone
