"""The exchange with other stores: the room, the platform, a stick; what clashed, and what happened."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from app.common.messages import N_
from app.records import ChangeSet, WorkshopId
from app.services import Services
from app.services.sync_rows import PeerKind, SyncStatus
from app.ui.context import UiContext
from app.ui.page import Page, PageKey, toolbar
from app.ui.sync.conflicts_part import ConflictsPart
from app.ui.sync.log_part import LogPart
from app.ui.sync.part import Part
from app.ui.sync.parts_list import PartRow, PartsModel, PartsView
from app.ui.sync.platform_part import PlatformPart
from app.ui.sync.room_part import RoomPart
from app.ui.sync.usb_part import UsbPart
from app.ui.sync_words import peer_of, peer_words
from app.ui.widgets import Button, Panel, label

_QUIET = "text.tertiary"
_NARROW = 800


class SyncPage(Page):
    """`open_item` takes the id of a part, or "join", "hub" (the two ways into a room) or "swap" (the conflicts; where
    they are open already, the other value of the current one is shown)."""

    keys: ClassVar[tuple[PageKey, ...]] = (
        PageKey(("F5",), N_("Sync now")),
        PageKey(("Ctrl", "."), N_("Conflicts: show the other value")),
        PageKey(("↵",), N_("Conflicts: the shown value stays")),
    )

    def __init__(self, ui: UiContext, services: Services) -> None:
        super().__init__(ui)
        self._sync = services.sync
        self.status = SyncStatus(0, 0, ())
        self.title = label("", "title")
        self.now = Button(ui, icon="sync", keys=("F5",))
        self.now.clicked.connect(self.sync_now)
        self.parts_model = PartsModel(ui)
        self.parts_view = PartsView(ui, self.parts_model)
        self.room = RoomPart(ui, services)
        self.platform = PlatformPart(ui, services.sync)
        self.usb = UsbPart(ui, services.bundles)
        self.conflicts = ConflictsPart(ui, services.sync)
        self.log = LogPart(ui, services.sync)
        self.parts: dict[str, Part] = {
            "room": self.room,
            "platform": self.platform,
            "usb": self.usb,
            "conflicts": self.conflicts,
            "log": self.log,
        }
        self.part_id = "room"
        self._lay_out()
        self._connect()
        self.retranslate()
        self.parts_view.choose("room")

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        for part in self.parts.values():
            self._stack.addWidget(part)
        left = Panel()
        left.body.setContentsMargins(8, 7, 8, 8)
        left.body.addWidget(self.parts_view)
        self._left = left
        middle = QHBoxLayout()
        middle.setContentsMargins(14, 0, 14, 12)
        middle.setSpacing(12)
        middle.addWidget(left)
        middle.addWidget(self._stack, 1)
        tools = toolbar(self.title)
        tools.addWidget(self.now)
        self.set_content(tools, middle)

    def _connect(self) -> None:
        self.parts_view.chosen.connect(self._show_part)
        self.parts_view.entered.connect(lambda: self.parts[self.part_id].focus_first())
        self.ui.bus.sync_changed.connect(self.show_status)
        for part in self.parts.values():
            part.navigate.connect(self.navigate)
            part.refreshed.connect(self.refresh)
            part.worded.connect(self._word_state)
        key = QShortcut(QKeySequence("F5"), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.sync_now)

    def sync_now(self) -> None:
        """Wake the exchange in the background, where there is anybody to exchange with."""
        if self.now.isEnabled():
            self._sync.now()

    def _show_part(self, part_id: str) -> None:
        self.part_id = part_id
        self._stack.setCurrentWidget(self.parts[part_id])
        self.parts[part_id].opened()

    def open_item(self, payload: object) -> None:
        wanted = {"join": "room", "hub": "room", "swap": "conflicts"}.get(str(payload), str(payload))
        if wanted not in self.parts:
            return
        again = payload == "swap" and self.part_id == "conflicts"
        self.parts_view.choose(wanted)
        if again:
            self.conflicts.swap()
        elif payload in ("join", "hub"):
            self.room.focus_way(str(payload))
        else:
            self.parts[wanted].focus_first()

    def show_workshop(self, workshop_id: WorkshopId | None) -> None:
        super().show_workshop(workshop_id)
        for part in self.parts.values():
            part.show_workshop(workshop_id)
        self.refresh()

    def refresh(self) -> None:
        """Read the status anew."""
        self.ui.runner.run_db(self._sync.status, self.show_status)

    def show_status(self, status: SyncStatus) -> None:
        """Show how the exchange stands, in every part."""
        self.status = status
        for part in self.parts.values():
            part.show_status(status)
        self._word_state()

    def apply(self, changes: ChangeSet) -> None:
        """Any change may settle a conflict or wait to be sent."""
        if self.isVisible():
            self.refresh()

    def _word_state(self) -> None:
        t = self.ui.language.t
        alone = not any(peer.active for peer in self.status.peers)
        self.now.setEnabled(not alone)
        self.now.setToolTip(t("Join a room or connect the platform first") if alone else "")
        self.parts_model.show(self._rows())

    def _rows(self) -> list[PartRow]:
        t, status = self.ui.language.t, self.status
        room, platform = peer_of(status, PeerKind.ROOM), peer_of(status, PeerKind.PLATFORM)
        room_state = peer_words(room, t) if room else None
        platform_state = peer_words(platform, t) if platform else None
        room_words = self.room.state_words() or (room_state.text if room_state else t("Not in a room"))
        return [
            PartRow("room", "hub", t("Room"), room_words, _color(room_state.token if room_state else _QUIET)),
            PartRow(
                "platform",
                "synced",
                t("Central platform"),
                platform_state.text if platform_state else t("Not connected"),
                _color(platform_state.token if platform_state else _QUIET),
            ),
            PartRow("usb", "usb", t("USB stick"), t("Without any network")),
            PartRow(
                "conflicts",
                "conflict",
                t("Conflicts"),
                t("To be decided") if status.conflicts else t("None"),
                count=status.conflicts,
            ),
            PartRow("log", "task", t("Log"), t("What was exchanged")),
        ]

    def retranslate(self) -> None:
        t = self.ui.language.t
        self.title.setText(t("Sync"))
        self.now.setText(t("Sync now"))
        self.parts_view.setAccessibleName(t("Sync"))
        for part in self.parts.values():
            part.retranslate()
        self._word_state()

    def restyle(self) -> None:
        theme = self.ui.theme
        self._fit()
        self.title.setMinimumHeight(theme.px(30))
        self.parts_view.doItemsLayout()
        for part in self.parts.values():
            part.restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where large text leaves little room, the list of parts shows its icons only."""
        theme = self.ui.theme
        self._left.setFixedWidth(theme.px(216 if self.width() >= theme.px(_NARROW) else 54))

    def focus_first(self) -> None:
        self.parts_view.setFocus()


def _color(token: str) -> str:
    """What is well needs no colour."""
    return token if token.startswith(("warning", "danger")) else _QUIET
