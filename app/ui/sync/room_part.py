"""The room: be its hub, or join it; then who is there."""

from __future__ import annotations

import socket
import time

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.common.errors import AppError
from app.records import WorkshopId
from app.services import Services
from app.services.rows import CardRow
from app.services.sync_rows import HubInfo, Peer, PeerKind, PeerState, SyncStatus
from app.ui.context import UiContext
from app.ui.sync.beside import Beside
from app.ui.sync.held_banner import HeldBanner
from app.ui.sync.hub_panel import HubPanel, HubWay
from app.ui.sync.part import Part
from app.ui.sync.presence import PresencePanel
from app.ui.sync.small_form import SmallForm
from app.ui.sync_words import peer_of, peer_words, why_words
from app.ui.widgets import Banner, Button, Panel, label
from app.ui.widgets.state_button import StateLabel

_ASK_S = 3.0  # between two questions to the hub


class JoinPanel(Panel):
    """Address and code from the hub's screen, and the name under which the others see this laptop."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(head=True)
        self._ui = ui
        self._what = label("", "muted", wrap=True)
        self.form = SmallForm(ui, ("address", "code", "name"), "link")
        column = QVBoxLayout()
        column.setContentsMargins(18, 16, 18, 18)
        column.setSpacing(14)
        column.addWidget(self._what)
        column.addWidget(self.form)
        column.addStretch(1)
        self.body.addLayout(column)

    def propose_name(self, name: str) -> None:
        """Fill in a name, unless somebody typed one."""
        field = self.form.fields["name"]
        if not field.isModified():
            field.setText(name)

    def retranslate(self) -> None:
        """Word the panel."""
        t = self._ui.language.t
        self.title.setText(t("Join a room"))
        self._what.setText(t("Address and code stand on the screen of the hub. What was written here comes along."))
        self.form.word(
            {"address": t("Address"), "code": t("Code"), "name": t("This laptop is called")},
            {"address": "192.168.1.20:8743", "code": "7K4P-2QXM-W9BD-MQ4T", "name": t("Table {number}", number=4)},
            t("Join"),
            t("Joining…"),
        )


class RoomPart(Part):
    """One of three: the two ways into a room, this computer as the hub, this computer as a member."""

    def __init__(self, ui: UiContext, services: Services) -> None:
        super().__init__(ui)
        self._services = services
        self._hub = services.hub
        self._info: HubInfo | None = None
        self._fault = ""
        self._asking = False
        self._asked_at = -_ASK_S
        self._peer: Peer | None = None
        self._starting = False
        self.way = HubWay(ui)
        self.way.asked.connect(self._start)
        self.join = JoinPanel(ui)
        self.join.form.submitted.connect(self._join)
        self.hub = HubPanel(ui)
        self.hub.stop_asked.connect(self._stop)
        self.hub.new_code_asked.connect(self._new_code)
        self.hub_presence = PresencePanel(ui)
        self.presence = PresencePanel(ui)
        self.trouble = Banner(ui, "warning")
        self.held = HeldBanner(ui, services.sync)
        self.state = StateLabel(ui, "synced", "success.text")
        self.leave = Button(ui, icon="cross", compact=True)
        self.leave.clicked.connect(self._leave)
        if self.presence.head is not None:
            self.presence.head.addWidget(self.state)
            self.presence.head.addWidget(self.leave)
        self.ways = Beside(ui, self.way, self.join, stretches=(1, 1), least=640)
        self.as_hub = Beside(ui, self.hub, self.hub_presence, stretches=(1, 1), least=700)
        self._stack = QStackedWidget()
        for page in (self.ways, self.as_hub, self.presence):
            self._stack.addWidget(page)
        self.column.addWidget(self.trouble)
        self.column.addWidget(self.held)
        self.column.addWidget(self._stack, 1)
        self.trouble.acted.connect(services.sync.now)
        self.trouble.hide()

    # what stands

    def show_workshop(self, workshop_id: WorkshopId | None) -> None:
        super().show_workshop(workshop_id)
        self._show()
        self._propose_name()

    def show_status(self, status: SyncStatus) -> None:
        super().show_status(status)
        self._show()
        if self.isVisible():
            self._ask_hub()

    def opened(self) -> None:
        self._ask_hub(at_once=True)

    def _ask_hub(self, *, at_once: bool = False) -> None:
        """Hear from the hub who has come and which code is good now; it is asked every few seconds at most."""
        now = time.monotonic()
        if self._asking or (not at_once and now - self._asked_at < _ASK_S):
            return
        self._asking, self._asked_at = True, now

        def show(info: HubInfo | None) -> None:
            self._asking = False
            self._take(info)

        def failed(error: AppError) -> None:
            self._asking = False
            self._fault = self.ui.language.t.error(error)
            self._take(None)

        self.ui.runner.run_io(self._hub.info, show, failed)

    def _take(self, info: HubInfo | None) -> None:
        """What the hub said; None = there is none here."""
        if info is not None:
            self._fault = ""
        changed = info != self._info
        self._info = info
        self._show()
        if changed:
            self.worded.emit()

    def state_words(self) -> str:
        """How the room stands, where this computer is its hub; "" otherwise."""
        t = self.ui.language.t
        if self._info is None:
            return ""
        present = self._peer.present if self._peer else ()
        count = max(len(present), len(self._info.joined))
        return t.plural("Hub, {n} laptop", "Hub, {n} laptops", count) if count else t("Hub, nobody yet")

    def _show(self) -> None:
        self._peer = peer = peer_of(self.status, PeerKind.ROOM)
        present = peer.present if peer else ()
        self.way.set_ready(ready=self.workshop_id is not None, busy=self._starting)
        if self._info is not None:
            self.hub.show_info(self._info)
            self.hub_presence.show_present(present)
            self._stack.setCurrentWidget(self.as_hub)
        elif peer is not None:
            self.presence.show_present(present)
            self._stack.setCurrentWidget(self.presence)
        else:
            self._stack.setCurrentWidget(self.ways)
        self._word_peer(peer)

    def _word_peer(self, peer: Peer | None) -> None:
        t = self.ui.language.t
        self.held.show_peer(peer)
        why = why_words(peer, t) if peer and peer.state is not PeerState.HELD else ""
        self.trouble.setVisible(bool(why or self._fault))
        if self._fault:
            self.trouble.say(self._fault, kind="danger")
        if peer is None:
            return
        state = peer_words(peer, t)
        self.state.say(state.text, state.icon, state.token)
        if why and not self._fault:
            kind = "danger" if state.token.startswith("danger") else "warning"
            self.trouble.say(state.text, why, t("Try now"), kind)
        self.presence.count.setToolTip(peer.url)

    # acts

    def _start(self) -> None:
        workshop_id, hub, name = self.workshop_id, self._hub, self.join.form.text("name")
        if workshop_id is None:
            return
        self._starting, self._fault = True, ""
        self._show()

        def started(info: HubInfo) -> None:
            self._starting = False
            self._take(info)
            self.refreshed.emit()
            self._go_on(self.hub.new_code)

        def failed(error: AppError) -> None:
            self._starting = False
            self._fault = self.ui.language.t.error(error)
            self._show()

        self.ui.runner.run_io(lambda: hub.start(workshop_id, name), started, failed)

    def _stop(self) -> None:
        t = self.ui.language.t

        def stopped(nothing: None) -> None:
            self._take(None)
            self.refreshed.emit()
            self.ui.toasts.show(t("The hub is stopped; what it collected stays here"), "hub")
            self._go_on(self.way.start)

        self.ui.runner.run_io(self._hub.stop, stopped)

    def _new_code(self) -> None:
        self.ui.runner.run_io(self._hub.new_code, self._take)

    def _join(self) -> None:
        form, sync = self.join.form, self._services.sync
        address, code, name = (form.text(field) for field in ("address", "code", "name"))
        form.set_busy(True)

        def joined(peer: Peer) -> None:
            form.set_busy(False)
            form.clear("address", "code")
            t = self.ui.language.t
            self.ui.toasts.show(t("In the room; cards come and go by themselves from now on"), "hub")
            self.refreshed.emit()
            self._go_on(self.presence.view)
            if peer.workshop_id is not None:
                self.navigate.emit("await-workshop", peer.workshop_id)

        def failed(error: AppError) -> None:
            form.set_busy(False)
            form.refuse(self.ui.language.t.error(error), "code")

        self.ui.runner.run_io(lambda: sync.join(address, code, name), joined, failed)

    def _leave(self) -> None:
        peer, sync = self._peer, self._services.sync
        if peer is None:
            return

        def left(nothing: None) -> None:
            t = self.ui.language.t
            self.ui.toasts.show(t("Left the room; everything that was written stays here"), "hub")
            self.refreshed.emit()
            self._go_on(self.join.form.fields["address"])

        self.ui.runner.run_io(lambda: sync.leave(peer.id), left)

    def _propose_name(self) -> None:
        """The table of the newest card, else the name of the computer."""
        asked, cards = self.workshop_id, self._services.cards
        self.join.propose_name(socket.gethostname())
        if asked is None:
            return

        def propose(found: list[CardRow]) -> None:
            table = found[0].card.table_no if found else None
            if table is not None and asked == self.workshop_id:
                self.join.propose_name(self.ui.language.t("Table {number}", number=table))

        self.ui.runner.run_db(lambda: cards.recent(asked, 1), propose)

    def _go_on(self, target: QWidget) -> None:
        """Put the keyboard where work goes on, unless somebody has gone elsewhere in the meantime."""
        if self.isVisible():
            target.setFocus()

    # look

    def focus_way(self, way: str) -> None:
        """Put the keyboard where a room is joined ("join") or made ("hub")."""
        if self._stack.currentWidget() is not self.ways:
            self.focus_first()
        elif way == "join":
            self.join.form.fields["address"].setFocus()
        else:
            self.way.start.setFocus()

    def focus_first(self) -> None:
        page = self._stack.currentWidget()
        if page is self.ways:
            (self.way.start if self.way.start.isEnabled() else self.join.form.fields["address"]).setFocus()
        elif page is self.as_hub:
            self.hub.new_code.setFocus()
        else:
            self.presence.view.setFocus()

    def retranslate(self) -> None:
        self.way.retranslate()
        self.join.retranslate()
        self.hub.retranslate()
        for panel in (self.hub_presence, self.presence):
            panel.retranslate()
        self.leave.setText(self.ui.language.t("Leave the room"))
        self._show()

    def restyle(self) -> None:
        self.hub.setMinimumWidth(self.ui.theme.px(404))
        self.hub.setMaximumWidth(self.ui.theme.px(560))
        self.hub_presence.setMinimumHeight(self.ui.theme.px(240))
        for panel in (self.hub_presence, self.presence):
            panel.restyle()
