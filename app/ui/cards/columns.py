"""The columns of the card table, and the cells that are drawn."""

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from app.common.turkish import sort_key
from app.i18n.formats import format_quantity
from app.i18n.labels import LABELS
from app.records import Direction
from app.services.rows import CardRow
from app.ui.card_words import code_words
from app.ui.context import UiContext
from app.ui.paint import draw_chip, draw_direction, elide
from app.ui.widgets.rows_model import Column

CellPainter = Callable[[QPainter, QRect, CardRow], None]


def quantity_words(row: CardRow, ui: UiContext) -> str:
    """The quantity as the language writes it; "" where none is said."""
    card = row.card
    return format_quantity(card.quantity, card.unit, card.period, ui.language.code) or ""


def searched(row: CardRow) -> str:
    """What a search looks through."""
    card = row.card
    parts = (str(card.number or ""), card.title, card.description, row.firm.name, card.code, code_words(card.code))
    return " ".join(part for part in parts if part)


def card_columns(ui: UiContext) -> tuple[Column[CardRow], ...]:
    """Number, direction, title, firm, category, quantity, code, audience."""

    say = ui.language

    def words(label: object) -> str:
        return ui.language.t(LABELS[label]) if label is not None else ""  # type: ignore[index]

    def t(row: CardRow) -> str:
        return words(row.card.direction)

    return (
        Column("number", lambda: say.t("No."), _number, lambda row: row.card.number or 0, 64, right=True),
        Column("direction", lambda: say.t("Direction"), t, lambda row: row.card.direction.value, 96),
        Column("title", lambda: say.t("Resource"), lambda row: row.card.title, _title_order),
        Column("firm", lambda: say.t("Firm"), lambda row: row.firm.name, lambda row: sort_key(row.firm.name)),
        Column(
            "category",
            lambda: say.t("Category"),
            lambda row: words(row.card.category),
            lambda row: sort_key(words(row.card.category)),
            156,
            leaves=1,
        ),
        Column(
            "quantity",
            lambda: say.t("Quantity"),
            lambda row: quantity_words(row, ui) or ui.language.t("no quantity"),
            lambda row: row.card.quantity if row.card.quantity is not None else Decimal(-1),
            122,
            right=True,
        ),
        Column(
            "code",
            lambda: say.t("Code"),
            lambda row: code_words(row.card.code),
            lambda row: row.card.code or "~",
            86,
            leaves=2,
        ),
        Column(
            "audience",
            lambda: say.t("Audience"),
            lambda row: words(row.card.audience),
            lambda row: list(type(row.card.audience)).index(row.card.audience),
            150,
            leaves=3,
        ),
    )


def _number(row: CardRow) -> str:
    return str(row.card.number) if row.card.number is not None else "–"


def _title_order(row: CardRow) -> str:
    return sort_key(row.card.title)


def card_painters(ui: UiContext) -> dict[str, CellPainter]:
    """Direction as glyph and word; a quantity that is missing or doubtful, and hazard, as chips."""

    def direction(painter: QPainter, rect: QRect, row: CardRow) -> None:
        theme = ui.theme
        size = theme.px(15)
        glyph = QRect(rect.left() + 10, rect.center().y() - size // 2, size, size)
        draw_direction(painter, glyph, row.card.direction, theme)
        side = "have" if row.card.direction is Direction.HAVE else "want"
        painter.setPen(theme.color(f"{side}.text"))
        painter.setFont(theme.font(12, 600))
        area = rect.adjusted(10 + size + 6, 0, -4, 0)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, ui.language.t(LABELS[row.card.direction]))

    def quantity(painter: QPainter, rect: QRect, row: CardRow) -> None:
        theme = ui.theme
        words = quantity_words(row, ui)
        painter.setFont(theme.font(13) if words else theme.font(12))
        painter.setPen(theme.color("text.primary" if words else "text.tertiary"))
        area = rect.adjusted(10, 0, -10, 0)
        if words and row.card.quantity_unconfirmed:
            painter.setPen(theme.color("warning.text"))
            words = f"? {words}"
        shown = elide(words or ui.language.t("no quantity"), QFontMetrics(painter.font()), area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, shown)

    def code(painter: QPainter, rect: QRect, row: CardRow) -> None:
        words = code_words(row.card.code)
        if not words:
            return
        style = "danger" if row.card.hazardous else "line"
        draw_chip(painter, rect.left() + 8, rect.center().y() - ui.theme.px(20) // 2, words, ui.theme, style)

    return {"direction": direction, "quantity": quantity, "code": code}
