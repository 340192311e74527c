"""The one line in which a card is typed: grows to three lines, underlines what was understood, never holds a break."""

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import QMimeData, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextLine,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget
from typing_extensions import override

from app.ui.paint import elide
from app.ui.theme import Theme

_TEXT_PX = 17
_LINE_PX = 27
_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_MOST_LINES = 3
_PAD_X, _PAD_Y = 12, 8  # from the outer edge to the text, the 2 px edge included
_LONGEST = 2000  # characters; a card's line, not an essay
# Which token underlines which kind of span; documents are dotted, exclusions in the colour of a refusal.
_TOKENS = {
    "title": "have.base",
    "quantity": "accent.base",
    "code": "accent.base",
    "state": "stage.negotiation.base",
    "document": "border.strong",
    "exclusion": "danger.base",
}


class TextSpan(Protocol):
    """A stretch of the line and what it was understood as."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def kind(self) -> str: ...


class EntryLine(QTextEdit):
    """`edited` after every change of the text, `submitted(same_firm)` on Enter and Ctrl+Enter, `escaped` on Esc.

    A rich-text widget only because the plain one cannot space its lines; it takes and gives plain text.
    """

    edited = Signal()
    moved = Signal()
    submitted = Signal(bool)
    escaped = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._spans: Sequence[TextSpan] = ()
        self._want = False
        self._hint = ""
        self._quiet = False
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursorWidth(2)
        self.setProperty("role", "entry-line")
        self.document().setDocumentMargin(0)
        self.textChanged.connect(self._changed)
        self.cursorPositionChanged.connect(self._moved)
        self.restyle()

    @property
    def text(self) -> str:
        """What is typed."""
        return self.toPlainText()

    def set_text(self, text: str, cursor: int | None = None) -> None:
        """Replace everything, as one step that undo takes back; the cursor goes to `cursor` or the end."""
        self._quiet = True
        edit = self.textCursor()
        edit.select(QTextCursor.SelectionType.Document)
        edit.insertText(_one_line(text))
        self._quiet = False
        self.put_cursor(len(self.text) if cursor is None else cursor)
        self._changed()

    def say_what_belongs_here(self, text: str) -> None:
        """Word the empty line. Painted here: the widget's own placeholder does not know the line's height."""
        self._hint = text
        self.setAccessibleDescription(text)
        self.viewport().update()

    def reset(self, text: str = "", cursor: int | None = None) -> None:
        """Begin another card: what was typed before is not the field's to undo any more."""
        self.set_text(text, cursor)
        self.document().clearUndoRedoStacks()

    def put_cursor(self, position: int) -> None:
        """Put the cursor at a character, drawn in to the text."""
        edit = self.textCursor()
        edit.setPosition(max(0, min(position, len(self.text))))
        self.setTextCursor(edit)

    def underline(self, spans: Sequence[TextSpan], *, want: bool) -> None:
        """Underline what was understood; a want's title takes the wants' colour."""
        self._spans, self._want = spans, want
        self.viewport().update()

    def restyle(self) -> None:
        """Take font, colours and lengths from the theme again."""
        px, font = self._theme.px, self._theme.font(_TEXT_PX)
        self.setFont(font)
        self.document().setDefaultFont(font)
        self.setStyleSheet(
            f"QTextEdit {{ font-size: {px(_TEXT_PX)}px; background: {self._hex('surface.panel')};"
            f" color: {self._hex('text.primary')}; border: 2px solid {self._hex('border.control')};"
            f" border-radius: 8px; padding: {_PAD_Y - 3}px {_PAD_X - 2}px {_PAD_Y - 4}px {_PAD_X - 2}px; }}"
            f" QTextEdit:focus {{ border: 2px solid {self._hex('focus.ring')}; }}"
            f" QTextEdit:disabled {{ background: {self._hex('surface.sunken')}; }}"
        )
        spacing = QTextBlockFormat()
        spacing.setLineHeight(px(_LINE_PX), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        self._quiet = True
        edit = QTextCursor(self.document())
        edit.select(QTextCursor.SelectionType.Document)
        edit.mergeBlockFormat(spacing)
        self._quiet = False
        self._fit()

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, self._height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._height())

    @override
    def keyPressEvent(self, e: QKeyEvent) -> None:
        if e.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            held = e.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
                self.submitted.emit(held == Qt.KeyboardModifier.ControlModifier)
            e.accept()  # no break ever enters the line
            return
        if e.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
            e.accept()
            return
        super().keyPressEvent(e)

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        """Pasted text becomes part of the line: breaks and tabs turn into blanks."""
        room = _LONGEST - len(self.text) + len(self.textCursor().selectedText())
        self.textCursor().insertText(_one_line(source.text())[: max(0, room)])

    @override
    def resizeEvent(self, e: QResizeEvent) -> None:
        super().resizeEvent(e)
        self._fit()

    @override
    def focusOutEvent(self, e: QFocusEvent) -> None:
        super().focusOutEvent(e)
        self.viewport().update()

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        super().paintEvent(e)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.text and self._hint:
            painter.setPen(self._theme.color("text.tertiary"))
            painter.setFont(self.font())
            room = QRect(0, 0, self.viewport().width(), self._theme.px(_LINE_PX))
            painter.drawText(room, _MIDDLE, elide(self._hint, painter.fontMetrics(), room.width()))
        painter.translate(0, -self.verticalScrollBar().value())
        block = self.document().firstBlock()
        for span in self._spans:
            token = "want.base" if span.kind == "title" and self._want else _TOKENS.get(span.kind)
            if token is not None:
                painter.setPen(_pen(self._theme.color(token), dotted=span.kind == "document"))
                self._underline(painter, block, span)
        painter.end()

    def _underline(self, painter: QPainter, block: QTextBlock, span: TextSpan) -> None:
        layout = block.layout()
        origin = self.document().documentLayout().blockBoundingRect(block).topLeft()
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            first = max(span.start, line.textStart())
            last = min(span.end, line.textStart() + line.textLength())
            if first >= last:
                continue
            y = origin.y() + line.y() + line.ascent() + self._theme.px(6)
            left, right = _x(line, first), _x(line, last)
            painter.drawLine(QPointF(origin.x() + left + 0.5, y), QPointF(origin.x() + right - 0.5, y))

    def _changed(self) -> None:
        if self._quiet:
            return
        if len(self.text) > _LONGEST:
            self.set_text(self.text[:_LONGEST])
            return
        self._fit()
        self.edited.emit()

    def _moved(self) -> None:
        if not self._quiet:
            self.moved.emit()

    def _fit(self) -> None:
        height = self._height()
        if self.height() != height or self.minimumHeight() != height:
            self.setFixedHeight(height)
            self.updateGeometry()

    def _height(self) -> int:
        lines = max(1, min(_MOST_LINES, self.document().firstBlock().layout().lineCount()))
        return lines * self._theme.px(_LINE_PX) + 2 * _PAD_Y + 3

    def _hex(self, token: str) -> str:
        return self._theme.color(token).name()


def _one_line(text: str) -> str:
    return " ".join(text.split("\n")).replace("\t", " ").replace("\r", " ").replace("\u2029", " ")


def _x(line: QTextLine, position: int) -> float:
    found: Any = line.cursorToX(position)  # PySide gives the position back too
    return float(found[0] if isinstance(found, tuple) else found)


def _pen(color: QColor, *, dotted: bool) -> QPen:
    pen = QPen(color, 2)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dotted:
        pen.setDashPattern([1, 1])
    return pen
