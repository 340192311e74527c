"""The row report of a trial: what was understood otherwise than written, doubtful or left out."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QPainter

from app.common.turkish import sort_key
from app.exchange.import_rows import RowNote, Severity
from app.i18n import Translator
from app.ui.context import UiContext
from app.ui.widgets.rows_model import Column, RowsModel
from app.ui.widgets.rows_view import CellPainter

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
_ICONS = {Severity.ERROR: ("cross", "danger.text"), Severity.WARNING: ("warning", "warning.text")}


@dataclass(frozen=True)
class NumberedNote:
    """A note with its place in the report, which is its identity."""

    place: int
    note: RowNote


def words_of(note: RowNote, t: Translator) -> str:
    """The sentence of a note."""
    return t(note.message, **note.params)


def place_of(note: RowNote, t: Translator) -> str:
    """Sheet and row."""
    return f"{note.sheet}, {t('row {n}', n=note.row)}" if note.row is not None else note.sheet


def severity_word(severity: Severity, t: Translator) -> str:
    """What became of the row."""
    if severity is Severity.ERROR:
        return t("left out")
    return t("please look") if severity is Severity.WARNING else t("for information")


def notes_model(ui: UiContext) -> RowsModel[NumberedNote]:
    """Severity, place, sentence, what stood there; the gravest first."""
    say = ui.language

    def severity(row: NumberedNote) -> str:
        return severity_word(row.note.severity, say.t)

    def where(row: NumberedNote) -> str:
        return place_of(row.note, say.t)

    def text(row: NumberedNote) -> str:
        return words_of(row.note, say.t)

    def raw(row: NumberedNote) -> str:
        return row.note.raw or ""

    def gravity(row: NumberedNote) -> tuple[int, int]:
        return _ORDER[row.note.severity], row.place

    columns = (
        Column("severity", lambda: say.t("What happened"), severity, gravity, 118),
        Column("place", lambda: say.t("Where"), where, lambda row: (row.note.sheet, row.note.row or 0), 136),
        Column("text", lambda: say.t("Note"), text, lambda row: sort_key(text(row))),
        Column("raw", lambda: say.t("In the file"), raw, lambda row: sort_key(raw(row)), 110, leaves=1),
    )
    return RowsModel(columns, lambda row: str(row.place), lambda row: f"{text(row)} {where(row)} {raw(row)}")


def notes_painters(ui: UiContext) -> dict[str, CellPainter]:
    """The gravity as icon and word."""

    def severity(painter: QPainter, rect: QRect, row: NumberedNote) -> None:
        theme = ui.theme
        icon, tone = _ICONS.get(row.note.severity, ("check", "success.text"))
        size = theme.px(14)
        pixmap = ui.icons.pixmap(icon, size, tone)
        painter.drawPixmap(QPointF(rect.left() + 10, rect.center().y() - size / 2 + 1), pixmap)
        painter.setFont(theme.font(12, 500))
        painter.setPen(theme.color(tone))
        area = rect.adjusted(10 + size + 6, 0, 0, 0)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, severity_word(row.note.severity, ui.language.t))

    return {"severity": severity}
