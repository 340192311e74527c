"""Where every finished change is announced, so that pages refresh without knowing one another."""

from PySide6.QtCore import QObject, Signal

from app.records import ChangeSet


class ChangeBus(QObject):
    """`changed` carries a `ChangeSet`, always on the GUI thread, after its transaction was committed.

    `received` carries what others changed: it is no step of ours, nothing to undo, and the open workshop stays open.
    `sync_changed` carries the `SyncStatus` after each round of the exchange with other stores.
    `saved` tells that something of ours reached the disk: every change, and a form's draft (see `note_saved`).
    """

    changed = Signal(object)
    received = Signal(object)
    sync_changed = Signal(object)
    saved = Signal()

    def publish(self, changes: ChangeSet) -> None:
        """Announce a committed change."""
        self.changed.emit(changes)
        self.saved.emit()

    def note_saved(self) -> None:
        """A draft is on disk: the window shows the time of it."""
        self.saved.emit()
