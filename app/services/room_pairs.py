"""The best pairs of a room, matched when somebody looks at them and then only where something changed."""

import threading
from collections.abc import Callable, Iterable

from app.records import CardId, Match

Progress = Callable[[int, int], None]


class RoomPairs:
    """`suggest` gives the best matches of a card (none where it is gone), `ids` all cards. Storing a card only notes
    that it changed; the matching is done by whoever asks next, card by card, so that typing never waits for it."""

    def __init__(self, suggest: Callable[[CardId], list[Match]], ids: Callable[[], list[CardId]]) -> None:
        self._suggest = suggest
        self._ids = ids
        self._pairs: dict[tuple[CardId, CardId], Match] = {}
        self._changed: set[CardId] | None = None  # None: everything has to be matched
        self._noting = threading.Lock()
        self._matching = threading.Lock()

    def touch(self, card_ids: Iterable[CardId]) -> None:
        """Note that these cards came, went or count differently."""
        with self._noting:
            if self._changed is not None:
                self._changed.update(card_ids)

    def forget(self) -> None:
        """Note that every score may have moved."""
        with self._noting:
            self._changed = None

    def matches(self, progress: Progress) -> list[Match]:
        """The pairs as they are now, best first, ties by id; `progress` is told the cards done and their number."""
        with self._matching:
            while todo := self._take():
                for done, card_id in enumerate(todo):
                    for match in self._suggest(card_id):
                        self._pairs[match.have_id, match.want_id] = match
                    progress(done + 1, len(todo))
            return sorted(self._pairs.values(), key=lambda match: (-match.score, match.have_id, match.want_id))

    def _take(self) -> list[CardId]:
        """The cards to match, their old pairs removed: those that changed, and those that were paired with them."""
        with self._noting:
            changed, self._changed = self._changed, set()
        if changed is None:
            self._pairs.clear()
            return self._ids()
        gone = [pair for pair in self._pairs if not changed.isdisjoint(pair)]
        for pair in gone:
            del self._pairs[pair]
        return sorted(changed.union(*gone))
