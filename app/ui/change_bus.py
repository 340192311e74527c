"""Where every finished change is announced, so that pages refresh without knowing one another."""

from PySide6.QtCore import QObject, Signal

from app.records import ChangeSet


class ChangeBus(QObject):
    """`changed` carries a `ChangeSet`, always on the GUI thread, after its transaction was committed.

    `saved` tells that something reached the disk: every change, and a form's draft (see `note_saved`).
    """

    changed = Signal(object)
    saved = Signal()

    def publish(self, changes: ChangeSet) -> None:
        """Announce a committed change."""
        self.changed.emit(changes)
        self.saved.emit()

    def note_saved(self) -> None:
        """A draft is on disk: the window shows the time of it."""
        self.saved.emit()
