"""What was understood of the line, as chips under it: each with the edge of its underline; nothing takes the focus."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from app.i18n import Translator
from app.i18n.card_line import UnderstoodLine
from app.i18n.formats import format_quantity
from app.records import Direction
from app.ui.card_words import state_word
from app.ui.context import UiContext
from app.ui.paint import draw_keys, elide, keys_width
from app.ui.widgets import FlowLayout

_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_HEIGHT, _EDGE, _PAD, _GAP = 24, 3, 8, 6
_ANY = 1 << 20  # px; before the row is laid out
_READING_KEYS = ("Alt", "M")
_LONGEST = 260  # px; a longer title is cut, the line above shows it whole
_LONGEST_NAME = 110
_SHORTEST = 40  # px of a value that stay in the narrowest row
_ICON = 14


@dataclass(frozen=True, slots=True)
class Fact:
    """One chip: name, value, the token of its edge.

    `choices` are two readings of a doubtful number or two codes, `warn` marks what was kept but not understood, `quiet`
    what is only suggested, `hazard` a hazardous waste. `act` says what a click or `keys` settle: "reading" or "code".
    """

    name: str
    value: str
    token: str
    dotted: bool = False
    warn: bool = False
    choices: tuple[str, ...] = ()
    quiet: bool = False
    hazard: bool = False
    keys: tuple[str, ...] = ()
    act: str = ""

    @property
    def doubtful(self) -> bool:
        """Whether it asks for a look: not understood, or with two readings. A suggestion does not."""
        return self.warn or (bool(self.choices) and not self.quiet)


def facts_of(understood: UnderstoodLine, direction: Direction, other: bool | None, t: Translator) -> list[Fact]:
    """The chips of a line. `other` is the reading that somebody chose for a doubtful number (None = none yet)."""
    facts = []
    if understood.title:
        facts.append(Fact(t("Title"), understood.title, f"{direction.value}.base"))
    facts += _quantity(understood, other, t)
    state = ", ".join(
        part for part in (state_word(understood.state, t) if understood.state else "", understood.condition) if part
    )
    if state:
        facts.append(Fact(t("State of matter"), state, "stage.negotiation.base"))
    if understood.hazardous is not None:
        facts.append(Fact(t("Danger"), t("hazardous") if understood.hazardous else t("not hazardous"), "danger.base"))
    facts += [Fact(t("Document"), text, "border.strong", dotted=True) for text in understood.documents]
    facts += [Fact(t("Excluded"), text, "danger.base") for text in understood.exclusions]
    return facts


def _quantity(understood: UnderstoodLine, other: bool | None, t: Translator) -> list[Fact]:
    if understood.quantity is None:
        return []
    readings = [_said(understood, understood.quantity, t)]
    if understood.other_quantity is not None:
        readings.append(_said(understood, understood.other_quantity, t))
    value = readings[-1 if other else 0]
    if understood.upper is not None:
        value = (
            f"{format_quantity(understood.quantity, None, None, t.language)} – {_said(understood, understood.upper, t)}"
        )
    choices = tuple(readings) if len(readings) > 1 and other is None else ()
    asks: dict[str, Any] = {"choices": choices, "keys": _READING_KEYS, "act": "reading"} if choices else {}
    facts = [Fact(t("Quantity"), value, "accent.base", **asks)]
    if not understood.unit_known and understood.unit:
        facts.append(Fact(t("Unknown unit"), understood.unit, "warning.base", warn=True))
    return facts


def _said(understood: UnderstoodLine, quantity: Decimal, t: Translator) -> str:
    return format_quantity(quantity, understood.unit, understood.period, t.language) or ""


class UnderstoodChip(QWidget):
    """A chip; where it offers something, `chosen(act, which)` when that is clicked: 0 or, of two, 1."""

    chosen = Signal(str, int)

    def __init__(self, ui: UiContext, fact: Fact, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._fact = fact
        self._room = _ANY
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_fact(fact)

    @property
    def fact(self) -> Fact:
        """What it says."""
        return self._fact

    def show_fact(self, fact: Fact) -> None:
        """Say something else in the same place."""
        self._fact = fact
        value = " / ".join(fact.choices) or fact.value
        self.setAccessibleName(f"{fact.name}: {value}")
        self.setToolTip("\n".join((fact.name, *(fact.choices or (fact.value,)))) if len(value) > 40 else "")
        self.setCursor(Qt.CursorShape.PointingHandCursor if fact.act else Qt.CursorShape.ArrowCursor)
        self.updateGeometry()
        self.update()

    def fit(self, room: int) -> None:
        """Cut the values so that the chip is not wider than this."""
        if room != self._room:
            self._room = room
            self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._around() + sum(box.width() for box in self._boxes()), self._px(_HEIGHT))

    def _around(self) -> int:
        """The width of all but the values: name, gaps, keys."""
        gaps = self._px(_GAP) * max(0, len(self._fact.choices) - 1)
        keys = keys_width(self._fact.keys, self._ui.theme) + self._px(_GAP) if self._fact.keys else 0
        return self._start() + gaps + keys + self._px(_PAD)

    def _name(self) -> QRect:
        """The place of the name, behind the edge or the mark of a suggestion."""
        words = QFontMetrics(self._ui.theme.font(12)).horizontalAdvance(self._fact.name) + 1
        left = self._px(_PAD - 2 + _ICON + 4) if self._fact.quiet else _EDGE + self._px(_PAD)
        return QRect(left, 0, min(words, self._px(_LONGEST_NAME)), self._px(_HEIGHT))

    def _start(self) -> int:
        mark = self._px(_ICON + 4) if self._fact.hazard else 0
        return self._name().right() + 1 + self._px(_GAP) + mark

    def _boxes(self) -> list[QRect]:
        """The places of the value, or of the two to choose from."""
        metrics = QFontMetrics(self._ui.theme.font(12, 500))
        texts = self._fact.choices or (self._fact.value,)
        pad = self._px(_GAP) if self._fact.choices else 0
        share = (self._room - self._around()) // len(texts) - 2 * pad
        longest = max(self._px(_SHORTEST), min(self._px(_LONGEST), share))
        left, boxes = self._start(), []
        for text in texts:
            width = min(metrics.horizontalAdvance(text) + 1, longest) + 2 * pad
            boxes.append(QRect(left, self._px(3), width, self._px(_HEIGHT) - 2 * self._px(3)))
            left += width + self._px(_GAP)
        return boxes

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._fact.act and not self._fact.choices:
            self.chosen.emit(self._fact.act, 0)
        for which, box in enumerate(self._boxes() if self._fact.choices else []):
            if box.contains(event.position().toPoint()):
                self.chosen.emit(self._fact.act, which)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, fact = self._ui.theme, self._fact
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter)
        name = self._name()
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("text.tertiary"))
        painter.drawText(name, _MIDDLE, elide(fact.name, painter.fontMetrics(), name.width() + 1))
        if fact.hazard:
            self._icon(painter, "hazard", self._start() - self._px(_ICON + 4), "danger.base")
        self._values(painter)
        if fact.keys:
            left = self._boxes()[-1].right() + 1 + self._px(_GAP)
            draw_keys(painter, left, self.height() // 2, fact.keys, theme, "text.tertiary")

    def _ground(self, painter: QPainter) -> None:
        """What is understood has an edge and a frame, what is suggested only the mark of where it comes from."""
        theme, fact = self._ui.theme, self._fact
        border = "warning.border" if fact.doubtful else "border.default"
        painter.setPen(Qt.PenStyle.NoPen if fact.quiet else QPen(theme.color(border), 1))
        ground = "surface.hover" if fact.quiet else "warning.tint" if fact.doubtful else "surface.panel"
        painter.setBrush(theme.color(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if fact.quiet:
            self._icon(painter, "knowledge", self._px(_PAD - 2), "text.tertiary")
        else:
            self._edge(painter)

    def _values(self, painter: QPainter) -> None:
        """The value, or the two to choose from, each in a box."""
        theme, fact = self._ui.theme, self._fact
        painter.setFont(theme.font(12, 500))
        for text, box in zip(fact.choices or (fact.value,), self._boxes(), strict=True):
            if fact.choices:
                painter.setPen(QPen(theme.color("warning.border" if fact.doubtful else "border.strong"), 1))
                painter.setBrush(theme.color("surface.panel"))
                painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
            painter.setPen(theme.color("text.secondary" if fact.quiet else "text.primary"))
            room = box.width() - (2 * self._px(_GAP) if fact.choices else 0)
            painter.drawText(
                box,
                Qt.AlignmentFlag.AlignCenter if fact.choices else _MIDDLE,
                elide(text, painter.fontMetrics(), room + 1),
            )

    def _icon(self, painter: QPainter, name: str, left: int, token: str) -> None:
        size = self._px(_ICON)
        icon = self._ui.icons.pixmap(name, size, token, self.devicePixelRatioF())
        painter.drawPixmap(left, (self.height() - size) // 2, icon)

    def _edge(self, painter: QPainter) -> None:
        color = self._ui.theme.color(self._fact.token)
        if self._fact.dotted:
            pen = QPen(color, _EDGE)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([0.9, 0.9])
            painter.setPen(pen)
            painter.drawLine(QLineF(QPointF(1.5, 2), QPointF(1.5, self.height() - 2)))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            painter.drawRoundedRect(QRectF(0, 0, _EDGE, self.height()), 1.5, 1.5)

    def _px(self, value: int) -> int:
        return self._ui.theme.px(value)


class UnderstoodBar(QWidget):
    """The chips of the line in a row that wraps; chips are reused, so that typing builds no widgets."""

    reading_chosen = Signal(bool)
    code_chosen = Signal(int)

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._chips: list[UnderstoodChip] = []
        self._flow = FlowLayout(self)
        self._facts: list[Fact] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def facts(self) -> list[Fact]:
        """What is shown."""
        return self._facts

    def show_facts(self, facts: list[Fact]) -> None:
        """Show these chips, in this order."""
        if facts == self._facts:
            return
        self._facts = facts
        while len(self._chips) < len(facts):
            chip = UnderstoodChip(self._ui, facts[len(self._chips)])
            chip.chosen.connect(self._chosen)
            chip.fit(self.width())
            self._chips.append(chip)
            self._flow.addWidget(chip)
        for place, chip in enumerate(self._chips):
            if place < len(facts):
                chip.show_fact(facts[place])
            chip.setVisible(place < len(facts))
        self.updateGeometry()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for chip in self._chips:
            chip.fit(self.width())

    def _chosen(self, act: str, which: int) -> None:
        if act == "code":
            self.code_chosen.emit(which)
        else:
            self.reading_chosen.emit(which == 1)

    def restyle(self) -> None:
        """Measure the chips again."""
        for chip in self._chips:
            chip.updateGeometry()
        self.setMinimumHeight(self._ui.theme.px(_HEIGHT))
