"""Brings the news of the exchange with other stores onto the window's thread."""

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.records import ChangeSet
from app.services.sync import SyncService
from app.services.sync_rows import SyncStatus
from app.ui.background import TaskRunner
from app.ui.change_bus import ChangeBus

# A room that comes in for the first time arrives in many pieces; pages refresh a few times a second at most.
_GATHER_MS = 120


class SyncFollower(QObject):
    """Announces every new status, and what others changed, on the bus; `status` is the newest one."""

    _status_came = Signal(object)
    _changes_came = Signal(object)

    def __init__(self, bus: ChangeBus, runner: TaskRunner, sync: SyncService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus = bus
        self._sync = sync
        self._gathered: list[ChangeSet] = []
        self._pause = QTimer(self, singleShot=True, interval=_GATHER_MS)
        self._pause.timeout.connect(self._announce)
        self._status_came.connect(self._show, Qt.ConnectionType.QueuedConnection)
        self._changes_came.connect(self._gather, Qt.ConnectionType.QueuedConnection)
        self.status = SyncStatus(0, 0, ())
        sync.follow(self._status_came.emit)
        sync.receive_into(self._changes_came.emit)
        runner.run_db(sync.status, self._show)

    @property
    def has_peers(self) -> bool:
        """Whether there is anybody to exchange with."""
        return any(peer.active for peer in self.status.peers)

    def now(self) -> None:
        """Wake the exchange in the background."""
        self._sync.now()

    def _show(self, status: SyncStatus) -> None:
        self.status = status
        self._bus.sync_changed.emit(status)

    def _gather(self, changes: ChangeSet) -> None:
        self._gathered.append(changes)
        if not self._pause.isActive():
            self._pause.start()

    def _announce(self) -> None:
        gathered, self._gathered = self._gathered, []
        last = gathered[-1]
        together = tuple(change for changes in gathered for change in changes.changes)
        self._bus.received.emit(ChangeSet(last.operation, last.operation_id, together))
