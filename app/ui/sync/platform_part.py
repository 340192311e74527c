"""The central platform: connect it, see what goes there and what stays, decide on what it holds back."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from app.common.errors import AppError
from app.services.sync import SyncService
from app.services.sync_rows import Peer, PeerKind, PeerState, Preview, SetAside, SyncStatus
from app.ui.context import UiContext
from app.ui.sync.aside_panel import AsidePanel
from app.ui.sync.beside import Beside
from app.ui.sync.held_banner import HeldBanner
from app.ui.sync.part import Part
from app.ui.sync.preview_panel import PreviewPanel
from app.ui.sync.small_form import SmallForm
from app.ui.sync.steps import Steps
from app.ui.sync_words import peer_of, peer_words, why_words
from app.ui.widgets import Banner, Button, ElidedLabel, Panel, label
from app.ui.widgets.state_button import StateLabel


class ConnectPanel(Panel):
    """Address and token of the platform."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(head=True)
        self._ui = ui
        self._what = label("", "muted", wrap=True)
        self.form = SmallForm(ui, ("url", "token"), "link")
        self.form.fields["token"].setEchoMode(QLineEdit.EchoMode.Password)
        column = QVBoxLayout()
        column.setContentsMargins(18, 16, 18, 18)
        column.setSpacing(14)
        column.addWidget(self._what)
        column.addWidget(self.form)
        column.addStretch(1)
        self.body.addLayout(column)

    def retranslate(self) -> None:
        """Word the panel."""
        t = self._ui.language.t
        self.title.setText(t("Connect the platform"))
        self._what.setText(t("Your organisation gives you both; the token is kept encrypted and never shown again."))
        self.form.word(
            {"url": t("Address"), "token": t("Token")},
            {"url": "https://sinerji.example.org"},
            t("Connect"),
            t("Connecting…"),
        )


class RulesPanel(Panel):
    """What goes to the platform, before anything does."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(head=True)
        self._ui = ui
        self._rules = Steps(ui, ("firm", "card", "participant", "eye"))
        column = QVBoxLayout()
        column.setContentsMargins(18, 16, 18, 18)
        column.addWidget(self._rules)
        column.addStretch(1)
        self.body.addLayout(column)

    def retranslate(self) -> None:
        """Word the panel."""
        t = self._ui.language.t
        self.title.setText(t("What goes there"))
        self._rules.say(
            (
                t("Firms as far as each of them consented: nothing, its cards, or its cards and people."),
                t("Cards that are public; those for organisers, the room or participants stay here."),
                t("People only with their own consent. Private notes never leave this computer."),
                t("Before the first exchange you see by kind what goes, and why the rest stays."),
            )
        )


class PeerBar(Panel):
    """Who the platform is, how it stands, and the way out."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self.name = label("", "lead")
        self.url = ElidedLabel("", "dim")
        self.state = StateLabel(ui, "synced", "success.text")
        self.leave = Button(ui, icon="cross", compact=True)
        row = QHBoxLayout()
        row.setContentsMargins(12, 7, 8, 7)
        row.setSpacing(10)
        row.addWidget(self.name)
        row.addWidget(self.url, 1)
        for part in (self.state, self.leave):
            row.addWidget(part)
        self.body.addLayout(row)

    def show_peer(self, peer: Peer) -> None:
        """Show how it stands."""
        t = self._ui.language.t
        state = peer_words(peer, t)
        self.name.setText(peer.name)
        self.url.setText(peer.url)
        self.state.say(state.text, state.icon, state.token)

    def retranslate(self) -> None:
        """Word the button."""
        t = self._ui.language.t
        self.leave.setText(t("Disconnect"))


class PlatformPart(Part):
    """Not connected: the form and the rules. Connected: state, what is sent, what was set aside."""

    def __init__(self, ui: UiContext, sync: SyncService) -> None:
        super().__init__(ui)
        self._sync = sync
        self._peer: Peer | None = None
        self._seen: tuple[object, ...] = ()
        self.connect_panel = ConnectPanel(ui)
        self.rules = RulesPanel(ui)
        self.trouble = Banner(ui, "warning")
        self.held = HeldBanner(ui, sync)
        self.bar = PeerBar(ui)
        self.preview = PreviewPanel(ui)
        self.aside = AsidePanel(ui)
        self.ways = Beside(ui, self.connect_panel, self.rules, stretches=(1, 1), least=640)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.ways)
        self.connected = Beside(ui, self._connected(), stretches=(1,), least=0)
        self._stack.addWidget(self.connected)
        self.column.addWidget(self._stack)
        self._connect()

    def _connected(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.trouble)
        column.addWidget(self.held)
        column.addWidget(self.bar)
        column.addWidget(self.preview, 1)
        column.addWidget(self.aside)
        return page

    def _connect(self) -> None:
        self.connect_panel.form.submitted.connect(self._add)
        self.trouble.acted.connect(self._sync.now)
        self.bar.leave.clicked.connect(self._leave)
        self.aside.again_asked.connect(self._send_again)
        self.aside.export_asked.connect(self._choose_export)

    # what stands

    def show_status(self, status: SyncStatus) -> None:
        super().show_status(status)
        self._peer = peer = peer_of(status, PeerKind.PLATFORM)
        self._stack.setCurrentWidget(self.ways if peer is None else self.connected)
        if peer is None:
            return
        self._word_peer(peer)
        if self.isVisible() and self._seen != (peer.id, peer.waiting, peer.set_aside):
            self.opened()

    def _word_peer(self, peer: Peer) -> None:
        t = self.ui.language.t
        self.bar.show_peer(peer)
        why = why_words(peer, t)
        held = peer.state is PeerState.HELD
        refused = peer.state is PeerState.REFUSED
        state = peer_words(peer, t)
        self.trouble.say(state.text, why, t("Try now"), "danger" if refused else "warning")
        self.trouble.setVisible(bool(why) and not held)
        self.held.show_peer(peer)

    def opened(self) -> None:
        peer, sync = self._peer, self._sync
        if peer is None:
            return
        self._seen = (peer.id, peer.waiting, peer.set_aside)

        def show(found: tuple[Preview, list[SetAside]]) -> None:
            if self._peer is not None and self._peer.id == peer.id:
                self.preview.show_preview(found[0])
                self.aside.show_aside(found[1])

        self.ui.runner.run_db(lambda: (sync.preview(peer.id), sync.set_aside(peer.id)), show)

    # acts

    def _add(self) -> None:
        form, sync = self.connect_panel.form, self._sync
        url, token = form.text("url"), form.text("token")
        form.set_busy(True)

        def added(peer: Peer) -> None:
            form.set_busy(False)
            form.clear("url", "token")
            self.ui.toasts.show(self.ui.language.t("Connected: {name}", name=peer.name), "synced")
            self.refreshed.emit()
            self.opened()
            if self.isVisible():
                self.preview.view.setFocus()

        def failed(error: AppError) -> None:
            form.set_busy(False)
            form.refuse(self.ui.language.t.error(error), "token")

        self.ui.runner.run_io(lambda: sync.add_platform(url, token), added, failed)

    def _leave(self) -> None:
        peer, sync = self._peer, self._sync
        if peer is None:
            return

        def left(nothing: None) -> None:
            t = self.ui.language.t
            self.ui.toasts.show(t("Disconnected: {name}; nothing was deleted there or here", name=peer.name), "offline")
            self.refreshed.emit()
            self.connect_panel.form.fields["url"].setFocus()

        self.ui.runner.run_io(lambda: sync.leave(peer.id), left)

    def _send_again(self) -> None:
        peer, sync = self._peer, self._sync
        if peer is None:
            return

        def done(nothing: None) -> None:
            self.ui.toasts.show(self.ui.language.t("They are sent again with the next exchange"), "sync")
            self.refreshed.emit()
            self.opened()

        self.ui.runner.run_db(lambda: sync.send_again(peer.id), done)

    def _choose_export(self) -> None:
        t = self.ui.language.t
        dialog = QFileDialog(self, t("Export what was set aside"), "", "JSON (*.json)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        dialog.fileSelected.connect(lambda name: self.export(Path(name)))
        dialog.open()

    def export(self, path: Path) -> None:
        """Write what was set aside into a file, for whoever looks after the platform."""
        peer, sync = self._peer, self._sync
        if peer is None:
            return

        def done(written: Path) -> None:
            self.ui.toasts.show(self.ui.language.t("Written: {name}", name=written.name), "export")

        self.ui.runner.run_db(lambda: sync.export_set_aside(peer.id, path), done)

    # look

    def focus_first(self) -> None:
        if self._stack.currentWidget() is self.ways:
            self.connect_panel.form.fields["url"].setFocus()
        else:
            self.preview.view.setFocus()

    def retranslate(self) -> None:
        for panel in (self.connect_panel, self.rules, self.bar, self.preview, self.aside):
            panel.retranslate()
        if self._peer is not None:
            self._word_peer(self._peer)

    def restyle(self) -> None:
        self.preview.restyle()
        self.preview.setMinimumHeight(self.ui.theme.px(190))
        self.aside.restyle()
