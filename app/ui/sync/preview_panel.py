"""What would go to the platform: by kind whole, in part, or not at all, and why."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from app.i18n.formats import format_number
from app.services.sync_rows import Preview, PreviewLine
from app.ui.context import UiContext
from app.ui.snap_list import SnapFrame
from app.ui.sync.kind_words import kinds_word
from app.ui.widgets import ElidedLabel, Panel, hairline, label
from app.ui.widgets.rows_model import Column, RowsModel
from app.ui.widgets.rows_view import CellPainter, RowsView


class PreviewPanel(Panel):
    """A table, the files that go along, and below it the reasons of the current row in full."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(head=True)
        self._ui = ui
        self._preview = Preview((), 0, ())
        words = ui.language
        self._order: dict[str, int] = {}
        self.rows: RowsModel[PreviewLine] = RowsModel(
            (
                Column("kind", lambda: words.t("What"), self._kind, lambda row: self._order.get(row.entity, 0), 124),
                Column("whole", lambda: words.t("Whole"), lambda row: self._number(row.whole), lambda row: row.whole,
                       76, right=True),
                Column("part", lambda: words.t("In part"), lambda row: self._number(row.part), lambda row: row.part,
                       84, right=True),
                Column("kept", lambda: words.t("Stays here"), lambda row: self._number(row.kept),
                       lambda row: row.kept, 104, right=True),
                Column("why", lambda: words.t("Why it stays"), self._reasons, self._reasons),
            ),
            identity=lambda row: row.entity,
            searched=lambda row: row.entity,
        )  # fmt: skip
        painters = {name: self._painter(name) for name in ("whole", "part", "kept")}
        self.view = RowsView(ui, self.rows, painters, "kind")
        self._frame = SnapFrame(self.view)
        self.files = ElidedLabel("", "small")
        self.files.setAlignment(Qt.AlignmentFlag.AlignRight)
        if self.head is not None:
            self.head.setStretch(2, 0)
            self.head.addWidget(self.files, 1)
            self.head.addSpacing(4)
        self.body.setContentsMargins(1, 1, 1, 6)
        self.why = label("", "small", wrap=True)
        self.why.setContentsMargins(12, 5, 12, 3)
        self.view.chosen.connect(self._show_why)
        self.body.addWidget(self._frame, 1)
        self.body.addWidget(hairline())
        self.body.addWidget(self.why)

    def show_preview(self, preview: Preview) -> None:
        """Show what was computed."""
        self._preview = preview
        self._order = {line.entity: place for place, line in enumerate(preview.lines)}
        self.rows.set_rows(preview.lines)
        t = self._ui.language.t
        self.count.setText(t.plural("{n} change waits", "{n} changes wait", preview.operations))
        self.files.setText(t("Files: {names}", names=", ".join(preview.files)))
        self.files.setVisible(bool(preview.files))
        self.view.choose_first()
        self._show_why(self.view.current_row())

    def _show_why(self, row: PreviewLine | None) -> None:
        """The reasons of the current row in full, where the table has no room for them."""
        t = self._ui.language.t
        if row is None:
            self.why.setText("")
        else:
            reasons = self._reasons(row) or t("nothing stays here")
            self.why.setText(t("{kind}: {reasons}", kind=self._kind(row), reasons=reasons))

    def _number(self, value: int) -> str:
        return format_number(value, self._ui.language.code)

    def _kind(self, row: PreviewLine) -> str:
        return kinds_word(row.entity, self._ui.language.t)

    def _reasons(self, row: PreviewLine) -> str:
        t = self._ui.language.t
        return ", ".join(f"{t(reason)} ({self._number(count)})" for reason, count in row.reasons)

    def _painter(self, name: str) -> CellPainter:
        """Zeros step back, so that the eye finds what goes and what stays."""

        def paint(painter: QPainter, rect: QRect, row: PreviewLine) -> None:
            theme = self._ui.theme
            value: int = getattr(row, name)
            held = name == "kept" and value > 0
            token = "warning.text" if held else "text.primary" if value else "text.tertiary"
            painter.setFont(theme.font(13, 500 if held else 400))
            painter.setPen(theme.color(token))
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(rect.adjusted(0, 0, -theme.px(10), 0), flags, self._number(value))

        return paint

    def retranslate(self) -> None:
        """Word the panel."""
        t = self._ui.language.t
        self.title.setText(t("What is sent"))
        self.view.setAccessibleName(t("What is sent"))
        self.rows.reword()
        self.show_preview(self._preview)

    def restyle(self) -> None:
        """Take the text size again."""
        self.view.restyle()
        self._frame.snap()
