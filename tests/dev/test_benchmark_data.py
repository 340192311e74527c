"""What the benchmarks measure on, and how a trace of system calls is read."""

from benchmarks.crowd import crowd
from benchmarks.store import flushes_in

TRACE = """\
12 fsync(5) = 0
12 newfstatat(AT_FDCWD, "/sinerji-measures/after-checkpoint/begin", 0x7f, 0) = -1 ENOENT (No such file or directory)
12 fdatasync(5) = 0
13 fsync(6 <unfinished ...>
13 <... fsync resumed>) = 0
12 newfstatat(AT_FDCWD, "/sinerji-measures/after-checkpoint/end", 0x7f, 0) = -1 ENOENT (No such file or directory)
12 fsync(5) = 0
12 stat("/sinerji-measures/save/begin", 0x7f) = -1 ENOENT (No such file or directory)
12 fsync(5) = 0
12 stat("/sinerji-measures/save/end", 0x7f) = -1 ENOENT (No such file or directory)
"""


def test_flushes_are_counted_between_the_marks_only() -> None:
    assert flushes_in(TRACE) == {"after-checkpoint": [2], "save": [1]}


def test_another_seed_gives_other_cards_and_the_same_seed_the_same() -> None:
    assert crowd(50, seed=1) == crowd(50, seed=1)
    assert crowd(50, seed=1).cards[0].title != crowd(50, seed=2).cards[0].title


def test_pairs_are_different_and_of_different_firms() -> None:
    room = crowd(300, seed=3)
    firms = {card.id: card.firm_id for card in room.cards}
    pairs = room.pairs(500, seed=4)
    assert len(set(pairs)) == 500
    assert all(firms[have] != firms[want] for have, want in pairs)
    assert {have for have, _ in pairs} <= {card.id for card in room.haves}
