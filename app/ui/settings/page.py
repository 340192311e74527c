"""The settings screen: kinds at the left, one panel at a time."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget

from app.records import WorkshopId
from app.services.keeping import KeepingService
from app.ui.context import UiContext
from app.ui.page import Page, toolbar
from app.ui.preferences import PreferenceKeeper
from app.ui.settings.about_panel import AboutPanel
from app.ui.settings.data_panel import DataPanel
from app.ui.settings.look_panel import LookPanel
from app.ui.widgets import Panel, label

_ICONS = ("theme", "backup", "info")


class SettingsPage(Page):
    """Look and language, data and backups, about."""

    def __init__(self, ui: UiContext, preferences: PreferenceKeeper, keeping: KeepingService) -> None:
        super().__init__(ui)
        self.title = label("", "title")
        self.kinds = QListWidget()
        self.kinds.setProperty("role", "kinds")
        self.kinds.setFrameShape(QFrame.Shape.NoFrame)
        self.kinds.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.look = LookPanel(ui, preferences)
        self.data = DataPanel(ui, keeping)
        self.about = AboutPanel(ui)
        self._stack = QStackedWidget()
        for panel in (self.look, self.data, self.about):
            self._stack.addWidget(panel)
            self.kinds.addItem(QListWidgetItem())
        self.kinds.currentRowChanged.connect(self._stack.setCurrentIndex)
        self.kinds.setCurrentRow(0)
        self._lay_out()
        self.retranslate()
        self.restyle()

    def _lay_out(self) -> None:
        left = Panel()
        left.body.setContentsMargins(8, 8, 8, 8)
        left.body.addWidget(self.kinds)
        self._left = left
        middle = QHBoxLayout()
        middle.setContentsMargins(14, 0, 14, 12)
        middle.setSpacing(12)
        middle.addWidget(left)
        middle.addWidget(self._stack, 1)
        self.set_content(toolbar(self.title), middle)

    def show_workshop(self, workshop_id: WorkshopId | None) -> None:
        super().show_workshop(workshop_id)
        self.data.load()

    def retranslate(self) -> None:
        t = self.ui.language.t
        self.title.setText(t("Settings"))
        for place, words in enumerate((t("Look and language"), t("Data and backups"), t("About"))):
            item = self.kinds.item(place)
            if item is not None:
                item.setText(words)
        self.kinds.setAccessibleName(t("Settings"))
        for panel in (self.look, self.data, self.about):
            panel.retranslate()

    def restyle(self) -> None:
        theme = self.ui.theme
        self._left.setFixedWidth(theme.px(216))
        self.title.setMinimumHeight(theme.px(30))
        self.kinds.setIconSize(QSize(theme.px(16), theme.px(16)))
        for place, icon in enumerate(_ICONS):
            item = self.kinds.item(place)
            if item is not None:
                item.setIcon(self.ui.icons.icon(icon, size=theme.px(16)))
                item.setSizeHint(QSize(0, theme.px(34)))
        for card in self.look.themes.values():
            card.setFixedSize(card.sizeHint())

    def focus_first(self) -> None:
        self.kinds.setFocus()
