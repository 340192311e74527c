"""Which own operation undo and redo would take: worked out from the log alone, so that a restart changes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.records import UndoStatus

DEPTH = 50


@dataclass(frozen=True, slots=True)
class Step:
    """An operation of this device; `reverts` is the operation that it took back."""

    id: str
    name: str
    reverts: str | None


class UndoStack:
    """Undoing appends an operation that reverts the last one; redoing reverts that reversal. Anything else that is
    done clears what could be redone."""

    def __init__(self, steps: Iterable[Step]) -> None:
        self._undo: list[Step] = []
        self._redo: list[Step] = []
        for step in steps:
            self.push(step)

    def push(self, step: Step) -> None:
        """Take note of an operation that was just carried out."""
        if step.reverts is not None and self._undo and self._undo[-1].id == step.reverts:
            self._undo.pop()
            self._redo.append(step)
        elif step.reverts is not None and self._redo and self._redo[-1].id == step.reverts:
            self._redo.pop()
            self._undo.append(step)
        elif step.reverts is None:
            self._undo.append(step)
            self._redo.clear()
            del self._undo[:-DEPTH]

    def top_undo(self) -> Step | None:
        """What undo would take back."""
        return self._undo[-1] if self._undo else None

    def top_redo(self) -> Step | None:
        """What redo would carry out again."""
        return self._redo[-1] if self._redo else None

    def drop(self, step: Step) -> None:
        """Forget a step that cannot be taken back any more."""
        self._undo = [kept for kept in self._undo if kept.id != step.id]
        self._redo = [kept for kept in self._redo if kept.id != step.id]

    def status(self) -> UndoStatus:
        """The names to show."""
        undo, redo = self.top_undo(), self.top_redo()
        return UndoStatus(undo.name if undo else None, redo.name if redo else None)
