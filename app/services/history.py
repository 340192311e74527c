"""Undo and redo, by the log."""

from app.model.database import Database
from app.records import ChangeSet, UndoStatus


class HistoryService:
    """Use cases about what was done before."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def status(self) -> UndoStatus:
        """The names of the steps that undo and redo would take."""
        return self._database.status()

    def undo(self) -> ChangeSet | None:
        """Take back the last own step; None where there is none, StaleError where it is no longer possible."""
        return self._database.undo()

    def redo(self) -> ChangeSet | None:
        """Carry out again what was taken back last."""
        return self._database.redo()

    def unsynced(self) -> int:
        """How many changes no other store has confirmed."""
        return self._database.unsynced()
