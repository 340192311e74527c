"""An unusual number of deletions has come from a peer: nothing is deleted until a person decides."""

from app.i18n.formats import format_number
from app.services.sync import SyncService
from app.services.sync_rows import Peer, PeerState
from app.ui.context import UiContext
from app.ui.widgets import Banner


class HeldBanner(Banner):
    """Its two buttons decide; `show_peer` brings it up and takes it away."""

    def __init__(self, ui: UiContext, sync: SyncService) -> None:
        super().__init__(ui, "warning", icon="trash")
        self._words = ui
        self._sync = sync
        self._peer: Peer | None = None
        self.acted.connect(self._take)
        self.declined.connect(self._keep)
        self.hide()

    def show_peer(self, peer: Peer | None) -> None:
        """Ask where this peer holds deletions back."""
        self._peer = peer
        held = peer is not None and peer.state is PeerState.HELD
        if peer is not None and held:
            t = self._words.language.t
            self.say(
                t("Many deletions have come at once: {n}", n=format_number(peer.held, t.language)),
                t("Nothing is deleted here until you decide. Keeping everything ends the connection."),
                t("Delete here too"),
                other=t("Keep everything"),
            )
        self.setVisible(held)

    def _take(self) -> None:
        peer, sync = self._peer, self._sync
        if peer is not None:
            self._words.runner.run_io(lambda: sync.allow_deletions(peer.id))

    def _keep(self) -> None:
        peer, sync = self._peer, self._sync
        if peer is not None:
            self._words.runner.run_io(lambda: sync.refuse_deletions(peer.id))
