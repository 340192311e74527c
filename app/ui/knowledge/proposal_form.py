"""The small form for a correction, below what it is about: what is the matter, the words, where that is written."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPlainTextEdit

from app.records import Proposal, ProposalKind
from app.services.knowledge_rows import Link
from app.ui.context import UiContext
from app.ui.knowledge.words import PROPOSALS
from app.ui.widgets import Button, ElidedLabel, Panel, Segmented, label

_LINES = 3
_LARGE = 1.4  # from this text size on there is room for a line less


class ProposalForm(Panel):
    """`saved` on Ctrl+Enter (or the button), `cancelled` on Esc; what it holds stays until it is saved or cancelled."""

    saved = Signal()
    cancelled = Signal()

    def __init__(self, ui: UiContext) -> None:
        super().__init__(head=True)
        self._ui = ui
        self.row: Link | None = None
        self.editing: Proposal | None = None
        self._about = ElidedLabel("", "muted")
        self.kind = Segmented(ui, tuple((kind.value, kind.value) for kind in ProposalKind), compact=True)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.source = QLineEdit()
        self._kind_word = label("", "small")
        self._text_word, self._source_word = label("", "small"), label("", "small")
        self._text_word.setBuddy(self.text)
        self._source_word.setBuddy(self.source)
        self.error = label("", "error", wrap=True)
        self.error.hide()
        self.save = Button(ui, role="primary", icon="check", keys=("Ctrl", "↵"))
        self.save.clicked.connect(self.saved)
        self.cancel = Button(ui, keys=("Esc",))
        self.cancel.clicked.connect(self.cancelled)
        self.text.textChanged.connect(self.error.hide)
        self._lay_out()
        for part in (self.kind, self.text, self.source, self.save, self.cancel):
            part.installEventFilter(self)

    def _lay_out(self) -> None:
        if self.head is not None:
            self.head.insertWidget(2, self._about, 1)
        form = QGridLayout()
        form.setContentsMargins(12, 10, 12, 10)
        form.setHorizontalSpacing(10)
        form.setVerticalSpacing(6)
        form.addWidget(self._kind_word, 0, 0)
        form.addWidget(self.kind, 0, 1, Qt.AlignmentFlag.AlignLeft)
        form.addWidget(self._text_word, 1, 0, Qt.AlignmentFlag.AlignTop)
        form.addWidget(self.text, 1, 1)
        form.addWidget(self._source_word, 2, 0)
        form.addWidget(self.source, 2, 1)
        form.addWidget(self.error, 3, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.save)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        form.addLayout(buttons, 4, 0, 1, 2)
        form.setColumnStretch(1, 1)
        self.body.addLayout(form)

    @property
    def chosen(self) -> ProposalKind:
        """What is the matter."""
        return ProposalKind(self.kind.current)

    def open_new(self, row: Link | None, kind: ProposalKind = ProposalKind.WRONG, text: str = "") -> None:
        """Empty, about a row (or about none); what was begun about the same row stays."""
        begun = self.isVisible() and self.editing is None and self.row == row
        self.row, self.editing = row, None
        if not begun:
            self._fill(kind, text, "")
        self._word_about()
        self.show()
        self.text.setFocus()

    def open_edit(self, proposal: Proposal) -> None:
        """With a proposal that is kept already."""
        self.row, self.editing = None, proposal
        self._fill(proposal.kind, proposal.text, proposal.source)
        self._word_about()
        self.show()
        self.text.setFocus()

    def _fill(self, kind: ProposalKind, text: str, source: str) -> None:
        self.kind.set_current(kind.value)
        self.text.setPlainText(text)
        self.source.setText(source)
        self.error.hide()

    def refuse(self, why: str) -> None:
        """Say why it was not kept."""
        self.error.setText(why)
        self.error.show()
        self.text.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.saved.emit()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.cancelled.emit()
                return True
        return False

    def _word_about(self) -> None:
        t = self._ui.language.t
        self.title.setText(t("Propose a correction") if self.editing is None else t("Change the proposal"))
        if self.editing is not None:
            about = self.editing.row_name
        else:
            about = f"{self.row.lead} {self.row.name}".strip() if self.row else ""
        self._about.setText(about or t("about no row in particular"))

    def retranslate(self) -> None:
        """Word the form."""
        t = self._ui.language.t
        self.kind.set_labels(tuple((kind.value, t(word)) for kind, word in PROPOSALS.items()))
        self._kind_word.setText(t("What is the matter"))
        self.kind.setAccessibleName(t("What is the matter"))
        self._text_word.setText(t("What should it say?"))
        self.text.setAccessibleName(t("What should it say?"))
        self.text.setPlaceholderText(t("In your own words; one thing at a time"))
        self._source_word.setText(t("Source"))
        self.source.setAccessibleName(t("Source"))
        self.source.setPlaceholderText(t("Where it is written, or who knows it (may stay empty)"))
        self.save.setText(t("Keep the proposal"))
        self.cancel.setText(t("Cancel"))
        self._word_about()

    def restyle(self) -> None:
        """Take the height from the text size."""
        theme = self._ui.theme
        lines = _LINES if theme.scale < _LARGE else _LINES - 1
        self.text.setFixedHeight(theme.px(18) * lines + 14)
