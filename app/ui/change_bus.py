"""Where every finished change is announced, so that pages refresh without knowing one another."""

from PySide6.QtCore import QObject, Signal

from app.records import ChangeSet


class ChangeBus(QObject):
    """`changed` carries a `ChangeSet`, always on the GUI thread, after its transaction was committed."""

    changed = Signal(object)

    def publish(self, changes: ChangeSet) -> None:
        """Announce a committed change."""
        self.changed.emit(changes)
