"""Changes that the platform refused one by one: nothing else waits for them."""

from typing import Final

from PySide6.QtCore import Signal

from app.common.messages import N_
from app.common.turkish import sort_key
from app.services.sync_rows import SetAside
from app.ui.context import UiContext
from app.ui.snap_list import SnapFrame
from app.ui.sync.fields import field_word
from app.ui.sync.kind_words import kind_word
from app.ui.sync_words import moment_words
from app.ui.widgets import Button, Panel
from app.ui.widgets.rows_model import Column, RowsModel
from app.ui.widgets.rows_view import RowsView

_CODES: Final = {
    "malformed": N_("not understood there"),
    "role": N_("the token may not do this"),
    "size": N_("too large"),
    "dataset": N_("belongs to other data"),
}


class AsidePanel(Panel):
    """`again_asked`, `export_asked`: what the two buttons of the head are for."""

    again_asked = Signal()
    export_asked = Signal()

    def __init__(self, ui: UiContext) -> None:
        super().__init__(head=True)
        self._ui = ui
        words = ui.language
        self.export = Button(ui, icon="export", compact=True)
        self.export.clicked.connect(self.export_asked)
        self.again = Button(ui, icon="sync", compact=True)
        self.again.clicked.connect(self.again_asked)
        if self.head is not None:
            self.head.addWidget(self.export)
            self.head.addWidget(self.again)
        self.rows: RowsModel[SetAside] = RowsModel(
            (
                Column("at", lambda: words.t("When"), lambda row: moment_words(row.at, words.t), lambda row: row.at,
                       108),
                Column("title", lambda: words.t("What"), self._title, lambda row: sort_key(row.title)),
                Column("operation", lambda: words.t("What was done"), lambda row: words.t(row.operation),
                       lambda row: row.operation, 140, leaves=1),
                Column("why", lambda: words.t("Reason"), self._why, self._why),
            ),
            identity=lambda row: row.change_id,
            searched=lambda row: row.title,
        )  # fmt: skip
        self.view = RowsView(ui, self.rows, {}, "title")
        self._frame = SnapFrame(self.view)
        self.body.setContentsMargins(1, 1, 1, 6)
        self.body.addWidget(self._frame, 1)

    def show_aside(self, found: list[SetAside]) -> None:
        """Show the changes; without any the panel is away."""
        self.rows.set_rows(found)
        self.setVisible(bool(found))
        t = self._ui.language.t
        self.count.setText(t.plural("{n} change", "{n} changes", len(found)))
        self.view.choose_first()
        self.restyle()

    def _title(self, row: SetAside) -> str:
        known = row.title and row.title != row.entity_id
        return row.title if known else kind_word(row.entity, self._ui.language.t)

    def _why(self, row: SetAside) -> str:
        t = self._ui.language.t
        code = t(_CODES.get(row.code, row.code))
        return f"{code}: {field_word(row.entity, row.field, t)}" if row.field else code

    def retranslate(self) -> None:
        """Word the panel."""
        t = self._ui.language.t
        self.title.setText(t("Set aside"))
        self.export.setText(t("Export…"))
        self.again.setText(t("Send again"))
        self.view.setAccessibleName(t("Set aside"))
        self.rows.reword()

    def restyle(self) -> None:
        """As high as a few rows."""
        theme = self._ui.theme
        self.view.restyle()
        shown = min(4, max(1, self.rows.total))
        self.setFixedHeight(theme.px(40) + theme.px(30) * (shown + 1) + 9)
        self._frame.snap()
