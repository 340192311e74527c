"""Painted parts of the side panel: the stage button, the band, the two ends."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from app.records import Band, Direction, Stage
from app.services.rows import CardRow
from app.ui.board.words import STAGE_NAMES
from app.ui.card_words import band_word, direction_word, place_words, quantity_words
from app.ui.context import UiContext
from app.ui.paint import draw_direction, draw_meter, draw_stage_ring, elide, stage_token
from app.ui.widgets.painted_button import PaintedButton


class StageButton(PaintedButton):
    """A chip of 26 with the stage; pressed, it offers the others."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._stage = Stage.IDEA
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_stage(self, stage: Stage) -> None:
        """Show a stage."""
        t = self._ui.language.t
        self._stage = stage
        self.setText(t(STAGE_NAMES[stage]))
        self.setAccessibleName(t("Stage: {stage}", stage=self.text()))
        self.setToolTip(t("Move to another stage (M)"))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        theme = self._ui.theme
        words = QFontMetrics(theme.font(12, 500)).horizontalAdvance(self.text())
        return QSize(words + theme.px(8 + 14 + 6 + 6 + 12 + 8), theme.px(26))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        theme = self._ui.theme
        token = f"stage.{stage_token(self._stage)}"
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus = self.hasFocus()
        edge = "focus.ring" if focus else f"{token}.base" if self.underMouse() else None
        painter.setPen(QPen(theme.color(edge), 2 if focus else 1) if edge else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(theme.color(f"{token}.tint"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        ring, left = theme.px(14), theme.px(8)
        draw_stage_ring(painter, QRectF(left, (self.height() - ring) / 2, ring, ring), self._stage, theme)
        left += ring + theme.px(6)
        painter.setFont(theme.font(12, 500))
        painter.setPen(theme.color(f"{token}.text"))
        painter.drawText(QRect(left, 0, self.width(), self.height()), Qt.AlignmentFlag.AlignVCenter, self.text())
        size = theme.px(12)
        arrow = self._ui.icons.pixmap("chevron-down", size, f"{token}.text")
        painter.drawPixmap(self.width() - theme.px(8) - size, (self.height() - size) // 2, arrow)
        painter.end()


class BandChip(QWidget):
    """Meter, word and score; nothing where nobody scored the pair."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._band: Band | None = None
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_band(self, band: Band | None, score: str | None) -> None:
        """Show a band with its score."""
        self._band = band
        self._text = f"{band_word(band, self._ui.language.t)} {score}" if band is not None and score else ""
        self.setAccessibleName(self._text)
        self.setVisible(band is not None)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        theme = self._ui.theme
        words = QFontMetrics(theme.font(11, 500)).horizontalAdvance(self._text)
        return QSize(words + theme.px(6 + 14 + 5 + 6), theme.px(20))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        if self._band is None:
            return
        theme = self._ui.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(f"band.{self._band.value}.tint"))
        painter.drawRoundedRect(self.rect(), 4, 4)
        meter = QRectF(theme.px(6), (self.height() - theme.px(12)) / 2, theme.px(14), theme.px(12))
        draw_meter(painter, meter, self._band, theme)
        painter.setFont(theme.font(11, 500))
        painter.setPen(theme.color(f"band.{self._band.value}.text"))
        left = theme.px(6 + 14 + 5)
        painter.drawText(QRect(left, 0, self.width(), self.height()), Qt.AlignmentFlag.AlignVCenter, self._text)
        painter.end()


class PanelEnd(QWidget):
    """One card of the pair: a solid edge for the have, a double one for the want."""

    def __init__(self, ui: UiContext, direction: Direction) -> None:
        super().__init__()
        self._ui = ui
        self._direction = direction
        self._title = self._quantity = self._second = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_row(self, row: CardRow) -> None:
        """Show a card."""
        t = self._ui.language.t
        self._title, self._quantity = row.card.title, quantity_words(row.card, t)
        self._second = " · ".join(part for part in (row.firm.name, place_words(row.firm)) if part)
        words = f"{direction_word(self._direction, t)}: {self._title}, {self._quantity}, {self._second}"
        self.setAccessibleName(words)
        self.setToolTip("\n".join(part for part in (self._title, row.card.description, self._second) if part))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, self._ui.theme.px(52))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        theme = self._ui.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._frame(painter)
        left, right, top = theme.px(14), self.width() - theme.px(10), theme.px(7)
        glyph, row = theme.px(14), theme.px(20)
        draw_direction(painter, QRectF(left, top + (row - glyph) / 2, glyph, glyph), self._direction, theme)
        left += glyph + theme.px(7)
        middle = Qt.AlignmentFlag.AlignVCenter
        font = theme.font(12)
        width = QFontMetrics(font).horizontalAdvance(self._quantity)
        painter.setFont(font)
        painter.setPen(theme.color("text.primary"))
        painter.drawText(QRect(right - width - 1, top, width + 2, row), middle, self._quantity)
        bold = theme.font(13, 600)
        painter.setFont(bold)
        room = right - width - theme.px(8) - left
        painter.drawText(QRect(left, top, room, row), middle, elide(self._title, QFontMetrics(bold), room))
        painter.setFont(font)
        painter.setPen(theme.color("text.tertiary"))
        start, second = theme.px(14), QRect(theme.px(14), top + row, right - theme.px(14), theme.px(17))
        painter.drawText(second, middle, elide(self._second, QFontMetrics(font), right - start))
        painter.end()

    def _frame(self, painter: QPainter) -> None:
        theme = self._ui.theme
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        shape = QPainterPath()
        shape.addRoundedRect(box, 8, 8)
        painter.fillPath(shape, theme.color("surface.panel"))
        painter.setPen(theme.color("border.default"))
        painter.drawPath(shape)
        painter.save()
        painter.setClipPath(shape)
        edge = theme.color(f"{self._direction.value}.base")
        if self._direction is Direction.HAVE:
            painter.fillRect(QRectF(0, 0, 4, self.height()), edge)
        else:
            painter.fillRect(QRectF(0, 0, 1.4, self.height()), edge)
            painter.fillRect(QRectF(2.8, 0, 1.4, self.height()), edge)
        painter.restore()
