"""The columns of the firm table."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from app.common.turkish import sort_key
from app.i18n.formats import format_time
from app.records import Direction
from app.services.rows import FirmRow
from app.ui.context import UiContext
from app.ui.paint import draw_direction
from app.ui.widgets.rows_model import Column
from app.ui.widgets.rows_view import CellPainter


def place_words(row: FirmRow) -> str:
    """District and province as far as they are known."""
    return ", ".join(part for part in (row.firm.district, row.firm.province) if part)


def searched(row: FirmRow) -> str:
    """What a search looks through."""
    firm = row.firm
    parts = (str(row.attendance.number or ""), firm.name, firm.sector, firm.nace, firm.district, firm.osb)
    return " ".join(part for part in parts if part)


def firm_columns(ui: UiContext) -> tuple[Column[FirmRow], ...]:
    """Badge number, firm, sector, place, zone, table, haves, wants, people, arrival."""

    say = ui.language

    def words(text: str | None) -> str:
        return text or ""

    def arrival(row: FirmRow) -> str:
        at = row.attendance.arrived_at
        return format_time(at, ui.language.code) if at else "–"

    return (
        Column("number", lambda: say.t("No."), _number, lambda row: row.attendance.number or 0, 64, right=True),
        Column("name", lambda: say.t("Firm"), lambda row: row.firm.name, lambda row: sort_key(row.firm.name)),
        Column(
            "sector",
            lambda: say.t("Sector"),
            lambda row: words(row.firm.sector),
            lambda row: sort_key(words(row.firm.sector)),
        ),
        Column("place", lambda: say.t("Place"), place_words, lambda row: sort_key(place_words(row)), 150, leaves=1),
        Column(
            "osb",
            lambda: say.t("Industrial zone"),
            lambda row: words(row.firm.osb),
            lambda row: sort_key(words(row.firm.osb)),
            150,
            leaves=3,
        ),
        Column("table", lambda: say.t("Table"), _table, lambda row: row.attendance.table_no or 0, 60, right=True),
        Column("haves", lambda: say.t("Have"), lambda row: str(row.haves), lambda row: row.haves, 62, right=True),
        Column("wants", lambda: say.t("Want"), lambda row: str(row.wants), lambda row: row.wants, 72, right=True),
        Column(
            "people",
            lambda: say.t("Persons"),
            lambda row: str(row.people),
            lambda row: row.people,
            62,
            right=True,
        ),
        Column(
            "arrived",
            lambda: say.t("Arrived"),
            arrival,
            lambda row: row.attendance.arrived_at or "~",
            70,
            right=True,
            leaves=5,
        ),
    )


def _number(row: FirmRow) -> str:
    return str(row.attendance.number) if row.attendance.number is not None else "–"


def _table(row: FirmRow) -> str:
    return str(row.attendance.table_no) if row.attendance.table_no is not None else "–"


def firm_painters(ui: UiContext) -> dict[str, CellPainter]:
    """Haves and wants with their glyphs; none is pale."""

    def painter_of(direction: Direction, key: str) -> CellPainter:
        def paint(painter: QPainter, rect: QRect, row: FirmRow) -> None:
            theme = ui.theme
            count = getattr(row, key)
            area = rect.adjusted(10, 0, -10, 0)
            painter.setFont(theme.font(13, 500 if count else 400))
            painter.setPen(theme.color("text.primary" if count else "text.tertiary"))
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, str(count))
            if count:
                size = theme.px(13)
                box = QRect(area.left() + 2, rect.center().y() - size // 2, size, size)
                draw_direction(painter, box, direction, theme)

        return paint

    return {"haves": painter_of(Direction.HAVE, "haves"), "wants": painter_of(Direction.WANT, "wants")}
