"""The waste code of the card in the form: what the tables offer, what somebody took of it, what the card came with."""

from __future__ import annotations

from app.services.lookups import NO_HINT, CardHint, CodeName


class CodeChoice:
    """One key goes through the offers and past the last one back to no code."""

    def __init__(self) -> None:
        self.hint = NO_HINT
        self.chosen: str | None = None
        self._came: str | None = None
        self._names: dict[str, CodeName | None] = {}

    def begin(self, code: str | None = None, *, stored: bool = False) -> None:
        """Another card: with the code taken before the program ended, or (`stored`) with the one that it has."""
        self.hint, self.chosen = NO_HINT, code
        self._came = code if stored else None
        self._names = {}

    def see(self, hint: CardHint, code: str | None, name: CodeName | None) -> bool:
        """Take the tables' answer for the text as it is, and what they call `code`; whether that voids what was
        taken: the line is about another thing by now. What the card came with is never voided."""
        self.hint = hint
        self._names.update({offer.code: offer for offer in hint.offers})
        if code is not None:
            self._names[code] = name
        void = self.chosen not in (None, self._came) and bool(hint.fitting) and self.chosen not in hint.fitting
        if void:
            self.chosen = None
        return void

    def name(self, code: str) -> CodeName | None:
        """What the list calls a code; None where it has no such code or nobody has looked yet."""
        return self._names.get(code)

    def unknown(self, code: str) -> bool:
        """Whether somebody looked and the list has no such code."""
        return code in self._names and self._names[code] is None

    def next(self) -> bool:
        """Take the first offer, then the next one, then none; whether there was anything to take or give back."""
        order: list[str | None] = [offer.code for offer in self.hint.offers]
        if self._came is not None and self._came not in order:
            order.append(self._came)
        if not order and self.chosen is None:
            return False
        place = order.index(self.chosen) if self.chosen in order else -1 if self.chosen is None else len(order)
        self.chosen = order[place + 1] if place + 1 < len(order) else None
        return True

    def take(self, which: int) -> bool:
        """Take this offer, or give back what was taken; whether there was one."""
        if self.chosen is not None:
            self.chosen = None
        elif which < len(self.hint.offers):
            self.chosen = self.hint.offers[which].code
        else:
            return False
        return True
