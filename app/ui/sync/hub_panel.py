"""The hub of the room: how to begin, and once it runs, what the other laptops need: address, code, QR."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.services.sync_rows import HubInfo
from app.ui.context import UiContext
from app.ui.sync.qr_view import QrView
from app.ui.sync.steps import Steps
from app.ui.widgets import Banner, Button, IconButton, Panel, hairline, label


class HubWay(Panel):
    """What a hub is and the button that makes this computer one (`asked`)."""

    asked = Signal()

    def __init__(self, ui: UiContext) -> None:
        super().__init__(head=True)
        self._ui = ui
        self._what = label("", "muted", wrap=True)
        self._steps = Steps(ui, (1, 2, 3))
        self.start = Button(ui, icon="hub")
        self.start.clicked.connect(self.asked)
        column = QVBoxLayout()
        column.setContentsMargins(18, 16, 18, 18)
        column.setSpacing(14)
        column.addWidget(self._what)
        column.addWidget(self._steps)
        column.addWidget(self.start, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.body.addLayout(column)

    def set_ready(self, *, ready: bool, busy: bool = False) -> None:
        """Without a workshop there is nothing to be the hub of."""
        t = self._ui.language.t
        self.start.setEnabled(ready and not busy)
        self.start.setText(t("Starting the hub…") if busy else t("Make this computer the hub"))
        self.start.setToolTip("" if ready else t("No workshop yet"))

    def retranslate(self) -> None:
        """Word the panel."""
        t = self._ui.language.t
        self.title.setText(t("Be the hub of the room"))
        self._what.setText(
            t("One laptop of the room collects what all the others write. No internet is needed, only a shared Wi-Fi.")
        )
        self._steps.say(
            (
                t("Connect all laptops to the same Wi-Fi; a phone's hotspot will do."),
                t("Start the hub here, best at the facilitator's table with the charger plugged in."),
                t("On the others choose “Join a room” and type the address and the code shown here."),
            )
        )


class HubPanel(Panel):
    """The running hub. `new_code_asked`, `stop_asked`."""

    new_code_asked = Signal()
    stop_asked = Signal()

    def __init__(self, ui: UiContext) -> None:
        super().__init__(head=True)
        self._ui = ui
        self._info: HubInfo | None = None
        self.stop = Button(ui, icon="cross", compact=True)
        self.stop.clicked.connect(self.stop_asked)
        if self.head is not None:
            self.head.addWidget(self.stop)
        self.firewall = Banner(ui, "warning", icon="lock")
        self._address_word, self._code_word = label("", "overline"), label("", "overline")
        self.address, self.code = label("", "figure"), label("", "code")
        for shown in (self.address, self.code):
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._others = label("", "dim", wrap=True)
        self._once = label("", "small", wrap=True)
        self.copy = IconButton(ui, "duplicate")
        self.copy.clicked.connect(self._copy)
        self.new_code = Button(ui, icon="key", compact=True)
        self.new_code.clicked.connect(self.new_code_asked)
        self.qr = QrView(ui)
        self._joined_word, self.joined = label("", "overline"), label("", "", wrap=True)
        self._lay_out()

    def _lay_out(self) -> None:
        address = QHBoxLayout()
        address.setSpacing(6)
        address.addWidget(self.address)
        address.addWidget(self.copy)
        address.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._once)
        words.addSpacing(10)
        words.addWidget(self.new_code, 0, Qt.AlignmentFlag.AlignLeft)
        words.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(14)
        both.addLayout(words, 1)
        both.addWidget(self.qr, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(2)
        column.addWidget(self.firewall)
        column.addSpacing(10)
        column.addWidget(self._address_word)
        column.addLayout(address)
        column.addWidget(self._others)
        column.addSpacing(12)
        column.addWidget(hairline())
        column.addSpacing(12)
        column.addWidget(self._code_word)
        column.addWidget(self.code)  # over the whole width: a letter that is cut off keeps everybody out
        column.addSpacing(6)
        column.addLayout(both)
        column.addSpacing(12)
        column.addWidget(hairline())
        column.addSpacing(12)
        column.addWidget(self._joined_word)
        column.addWidget(self.joined)
        column.addStretch(1)
        self.body.addLayout(column)

    def show_info(self, info: HubInfo) -> None:
        """Show what others need to join."""
        self._info = info
        t = self._ui.language.t
        best = info.addresses[0] if info.addresses else ""
        self.address.setText(best or t("No network: connect this computer to the Wi-Fi"))
        self.copy.setVisible(bool(best))
        self._others.setText(t("If that does not answer: {addresses}", addresses=", ".join(info.addresses[1:])))
        self._others.setVisible(len(info.addresses) > 1)
        self.code.setText(info.code)
        self.qr.show_code(info.qr, t("QR code with address and code"))
        self.firewall.say("", t(info.firewall) if info.firewall else "")
        self.firewall.setVisible(info.firewall is not None)
        self.joined.setText(", ".join(info.joined) if info.joined else t("Nobody yet"))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.address.text())
        t = self._ui.language.t
        self._ui.toasts.show(t("Copied: {text}", text=self.address.text()), "duplicate")

    def retranslate(self) -> None:
        """Word the panel."""
        t = self._ui.language.t
        self.title.setText(t("This computer is the hub"))
        self.stop.setText(t("Stop the hub"))
        self._address_word.setText(t("Address"))
        self._code_word.setText(t("Code"))
        self._once.setText(t("Lets one laptop in; the next one gets a new code."))
        self.copy.set_tip(t("Copy the address"))
        self.new_code.setText(t("New code"))
        self._joined_word.setText(t("Joined with a code"))
        if self._info is not None:
            self.show_info(self._info)
