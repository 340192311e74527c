"""What leads from one row to another: a small chip among others, and a block with its facts. Both paint themselves."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from app.services.knowledge_rows import Link
from app.ui.context import UiContext
from app.ui.knowledge.sections import Fact, Line
from app.ui.paint import CHIP_HEIGHT, chip_width, draw_chip, elide
from app.ui.widgets.painted_button import PaintedButton

_CHIP, _WIDEST = 26, 420
_PAD, _EDGE, _CAPTION, _GAP = 12, 7, 92, 8
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}


class Leading(PaintedButton):
    """Enter follows it, the arrow keys go to the one before or after it (`stepped`); `entered` on taking the focus."""

    stepped = Signal(int)
    entered = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.stepped.emit(step)
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()
        self.entered.emit()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()


class LinkChip(Leading):
    """A row by its code and name."""

    def __init__(self, ui: UiContext, link: Link, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._link = link
        whole = f"{link.lead}  {link.name}".strip()
        self.setText(whole)
        self.setAccessibleName(whole)
        self.setToolTip(whole)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        theme = self._ui.theme
        words = QFontMetrics(theme.font(12, 500)).horizontalAdvance(self.text())
        return QSize(min(words + 2 * theme.px(9) + 2, theme.px(_WIDEST)), theme.px(_CHIP))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._ui.theme.px(60), self._ui.theme.px(_CHIP))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._ui.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        painter.setPen(QPen(theme.color("focus.ring" if focused else "border.default"), 2 if focused else 1))
        painter.setBrush(theme.color("surface.hover" if self.underMouse() else "surface.panel"))
        inset = 1 if focused else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 6, 6)
        painter.setFont(theme.font(12, 500))
        painter.setPen(theme.color("text.link"))
        area = self.rect().adjusted(theme.px(9), 0, -theme.px(9) + 1, 0)
        words = elide(self.text(), QFontMetrics(painter.font()), area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)


class FactBlock(Leading):
    """A fact as wide as there is room and as high as its words need; without a row to lead to it takes no keyboard."""

    def __init__(self, ui: UiContext, fact: Fact, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._fact = fact
        spoken = [f"{fact.lead} {fact.title}".strip(), *(text for text, _style in fact.chips)]
        spoken += [f"{line.caption}: {line.text}" for line in fact.lines]
        self.setAccessibleName(". ".join(part for part in spoken if part))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if fact.ref is None:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.unsetCursor()

    @property
    def fact(self) -> Fact:
        """What it says."""
        return self._fact

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self._draw(None, width)

    @override
    def sizeHint(self) -> QSize:
        width = max(self.width(), self._ui.theme.px(240))
        return QSize(self._ui.theme.px(240), self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._ui.theme.px(200), self._ui.theme.px(30))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._ui.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._fact.ref is not None and self.underMouse():
            painter.fillRect(self.rect(), theme.color("surface.hover"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color("border.subtle"))
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus.ring"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -2), 4, 4)
        self._draw(painter, self.width())

    def _draw(self, painter: QPainter | None, width: int) -> int:
        """Paint, or only measure without a painter; the height that this width needs."""
        theme, fact = self._ui.theme, self._fact
        pad, top = theme.px(_PAD), theme.px(_EDGE)
        room = width - 2 * pad
        chips = sum(chip_width(text, theme) + theme.px(5) for text, _style in fact.chips)
        beside = chips <= room * 0.62
        title = self._title_area(room - (chips + theme.px(_GAP) if beside and chips else 0))
        if painter is not None:
            self._paint_title(painter, title.translated(pad, top))
        if fact.chips and beside and painter is not None:
            self._paint_chips(painter, pad + room - chips + theme.px(5), top - theme.px(2))
        top += title.height()
        if fact.chips and not beside:
            top += theme.px(3)
            if painter is not None:
                self._paint_chips(painter, pad, top, room)
            top += theme.px(CHIP_HEIGHT)
        for line in fact.lines:
            top += theme.px(2)
            top += self._line(painter, line, pad, top, room)
        return top + theme.px(_EDGE) + 1

    def _title_area(self, width: int) -> QRect:
        if not self._fact.title:
            return QRect(0, 0, width, 0)
        metrics = QFontMetrics(self._font(500 if self._fact.ref or self._fact.lines else 400))
        left = self._lead_width()
        needed = metrics.boundingRect(0, 0, max(40, width - left), 10_000, _WRAP, self._fact.title)
        return QRect(0, 0, width, max(needed.height(), metrics.height()))

    def _lead_width(self) -> int:
        if not self._fact.lead:
            return 0
        theme = self._ui.theme
        wanted = QFontMetrics(self._font(400)).horizontalAdvance(self._fact.lead) + theme.px(_GAP)
        return max(wanted, theme.px(70))

    def _font(self, weight: int) -> QFont:
        return self._ui.theme.font(13, weight)

    def _paint_title(self, painter: QPainter, area: QRect) -> None:
        theme, fact = self._ui.theme, self._fact
        if fact.lead:
            painter.setFont(self._font(400))
            painter.setPen(theme.color("text.secondary"))
            painter.drawText(area, _WRAP, fact.lead)
        painter.setFont(self._font(500 if fact.ref or fact.lines else 400))
        painter.setPen(theme.color("text.link" if fact.ref else "text.primary"))
        painter.drawText(area.adjusted(self._lead_width(), 0, 0, 0), _WRAP, fact.title)

    def _paint_chips(self, painter: QPainter, left: int, top: int, room: int | None = None) -> None:
        theme = self._ui.theme
        for text, style in self._fact.chips:
            shown = text
            if room is not None and chip_width(text, theme) > room:
                shown = elide(text, QFontMetrics(theme.font(11, 500)), room - 2 * theme.px(6))
            left += draw_chip(painter, left, top, shown, theme, style) + theme.px(5)

    def _line(self, painter: QPainter | None, line: Line, left: int, top: int, room: int) -> int:
        theme = self._ui.theme
        font = theme.font(12)
        metrics = QFontMetrics(font)
        column = theme.px(_CAPTION) if room > theme.px(320) else 0
        words = line.text if column else f"{line.caption}: {line.text}"
        width = room - column
        height = max(metrics.boundingRect(0, 0, width, 10_000, _WRAP, words).height(), metrics.height())
        if painter is not None:
            painter.setFont(font)
            if column:
                painter.setPen(theme.color("text.tertiary"))
                caption = elide(line.caption, metrics, column - theme.px(6))
                painter.drawText(QPointF(left, top + metrics.ascent()), caption)
            painter.setPen(theme.color(line.token))
            painter.drawText(QRect(left + column, top, width, height + 2), _WRAP, words)
        return height
