"""What people said about pairs: verdicts on suggestions and hands raised in the room. Both outrank the engine."""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain

import numpy as np

from app.matching.compare import Numbers
from app.matching.profile import Profile
from app.matching.side import Entry
from app.records import CardId, Decision, Direction, FirmId, Interest, Part, Verdict

# A pair is moved by a verdict on another pair only where both cards are this alike to its cards.
ALIKE = 0.6

Find = Callable[[CardId], Entry | None]
# Decided pairs of which one card is like a given card: worked out once for a card, used for all its partners.
Near = Sequence[tuple[Entry, Entry, Verdict]]


class Feedback:
    """Verdicts and raised hands; `effect` says what they do to pairs."""

    def __init__(self, said: Iterable[Decision | Interest] = ()) -> None:
        self._verdicts: dict[tuple[CardId, CardId], Verdict] = {}
        self._hands: set[tuple[CardId, FirmId]] = set()
        self._concerned: frozenset[str] | None = None
        for one in said:
            self.learn(one)

    def __bool__(self) -> bool:
        return bool(self._verdicts or self._hands)

    def learn(self, said: Decision | Interest) -> None:
        """Take in a verdict (the latest on a pair holds) or a raised hand."""
        self._concerned = None
        if isinstance(said, Decision):
            self._verdicts[said.have_id, said.want_id] = said.verdict
        else:
            self._hands.add((said.card_id, said.firm_id))

    def forget(self, said: Decision | Interest) -> None:
        """Undo `learn`; unknown ones are ignored."""
        self._concerned = None
        if isinstance(said, Decision):
            self._verdicts.pop((said.have_id, said.want_id), None)
        else:
            self._hands.discard((said.card_id, said.firm_id))

    @property
    def concerned(self) -> frozenset[str]:
        """Every card and firm of which somebody said something."""
        if self._concerned is None:
            self._concerned = frozenset(chain(*self._verdicts, *self._hands))
        return self._concerned

    def verdict(self, have_id: CardId, want_id: CardId) -> Verdict | None:
        """What was decided on this pair."""
        return self._verdicts.get((have_id, want_id))

    def near(self, one: Entry, find: Find) -> Near:
        """The decided pairs whose card on the side of `one` is like it."""
        offers = one.reading.card.direction is Direction.HAVE
        found = []
        for (have_id, want_id), verdict in self._verdicts.items():
            have, want = find(have_id), find(want_id)
            if have is None or want is None or verdict is Verdict.LATER:
                continue
            if likeness(have if offers else want, one) >= ALIKE:
                found.append((have, want, verdict))
        return found

    def parts(self, have: Entry, want: Entry, near: Near, profile: Profile) -> tuple[Part, ...]:
        """What feedback adds to one pair; `near` is that of either card."""
        return self._own(have, want, profile) or _similar(near, have, want, profile)

    def effect(self, one: Entry, others: list[Entry], near: Near, profile: Profile) -> Numbers:
        """The points that feedback adds to each pair of `one` with `others`."""
        found, card = np.zeros(len(others)), one.reading.card
        if not near and self.concerned.isdisjoint((card.id, card.firm_id)):
            return found  # most cards: nobody said anything that could move them
        offers = card.direction is Direction.HAVE
        for place, other in enumerate(others):
            have, want = (one, other) if offers else (other, one)
            found[place] = sum(part.points for part in self.parts(have, want, near, profile))
        return found

    def _own(self, have: Entry, want: Entry, profile: Profile) -> tuple[Part, ...]:
        offer, need = have.reading.card, want.reading.card
        verdict = self._verdicts.get((offer.id, need.id))
        if verdict is Verdict.ACCEPTED:
            return (Part("feedback", profile.accepted, "accepted"),)
        if verdict is Verdict.WRONG:
            return (Part("feedback", profile.wrong, "wrong"),)
        if (offer.id, need.firm_id) in self._hands or (need.id, offer.firm_id) in self._hands:
            return (Part("feedback", profile.hand, "hand"),)
        return ()


def likeness(one: Entry, other: Entry) -> float:
    """How alike two cards of one direction are, 0…1: shared concepts and words."""
    first, second = one.reading, other.reading
    if first.title == second.title:
        return 1.0
    if first.words.keys().isdisjoint(second.words) and not set(first.concepts) & set(second.concepts):
        return 0.0  # nearly every pair: nothing shared, nothing to add up
    shared = sum(min(weight, second.words.get(word, 0.0)) for word, weight in first.words.items())
    most = sum(first.words.values()) + sum(second.words.values()) - shared
    by_words = shared / most if most else 0.0
    concepts = set(first.concepts) | set(second.concepts)
    by_concepts = len(set(first.concepts) & set(second.concepts)) / len(concepts) if concepts else 0.0
    return max(by_words, 0.8 * by_concepts)


def _similar(near: Near, have: Entry, want: Entry, profile: Profile) -> tuple[Part, ...]:
    """The strongest push from a verdict on a similar pair."""
    best: Part | None = None
    for other_have, other_want, verdict in near:
        alike = min(likeness(other_have, have), likeness(other_want, want))
        if alike < ALIKE:
            continue
        sign = 1.0 if verdict is Verdict.ACCEPTED else -1.0
        part = Part(
            "feedback",
            round(sign * profile.similar * alike, 4),
            "like_accepted" if sign > 0 else "like_wrong",
            {"have": other_have.reading.card.title, "want": other_want.reading.card.title},
        )
        if best is None or (abs(part.points), part.points) > (abs(best.points), best.points):
            best = part
    return (best,) if best else ()
