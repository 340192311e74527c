"""What stands at the right before anything is chosen: how much there is and how to look for it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.common.messages import N_
from app.i18n.formats import format_number
from app.services.knowledge_rows import Overview
from app.ui.context import UiContext
from app.ui.widgets import IconLabel, Panel, label

_WIDEST = 560
_ACROSS, _COLUMN = 3, 92
_FIGURES = (
    ("concepts", N_("concepts")),
    ("conversions", N_("conversions")),
    ("codes", N_("waste codes")),
    ("sectors", N_("sectors")),
    ("rules", N_("rules")),
    ("documented", N_("documented precedents")),
)
_HINTS = (
    ("concept", N_("A word in Turkish or English, also jargon: “foundry sand”")),
    ("code", N_("A waste code or its beginning: 10 09 08, 1009, 100907*")),
    ("firm", N_("A NACE code or the name of a sector: 23.51, “cement”")),
    ("precedent", N_("A place: “Kalundborg”")),
)


class StartPanel(Panel):
    """Figures of the tables, then what can be typed."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._overview: Overview | None = None
        self._title = label("", "lead")
        self._say = label("", "muted", wrap=True)
        self._figures = [(label("–", "figure"), label("", "small"), name, words) for name, words in _FIGURES]
        self._hint_title = label("", "strong")
        self._hints = [(icon, label("", "", wrap=True), words) for icon, words in _HINTS]
        self._note = label("", "dim", wrap=True)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addWidget(self._say)
        column.addSpacing(14)
        self._grid = self._make_grid()
        column.addLayout(self._grid)
        column.addSpacing(20)
        column.addWidget(self._hint_title)
        column.addSpacing(4)
        for icon, words, _source in self._hints:
            row = QHBoxLayout()
            row.setSpacing(10)
            row.addWidget(IconLabel(self._ui, icon, 16, "text.secondary"), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(words, 1)
            column.addLayout(row)
        column.addSpacing(16)
        column.addWidget(self._note)
        column.addStretch(1)
        self._inner = QWidget()
        self._inner.setLayout(column)
        host = QWidget()
        host.setProperty("role", "scrolled")
        across = QHBoxLayout(host)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self._inner, 1000)
        across.addStretch(1)
        area = QScrollArea()  # large text may need more than the screen has
        area.setWidget(host)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.addWidget(area)
        self.body.setContentsMargins(1, 6, 1, 6)

    def _make_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(10)
        for place, (figure, words, _name, _source) in enumerate(self._figures):
            cell = QVBoxLayout()
            cell.setSpacing(0)
            cell.addWidget(figure)
            cell.addWidget(words)
            grid.addLayout(cell, place // _ACROSS, place % _ACROSS)
        grid.setColumnStretch(_ACROSS, 1)
        return grid

    def show_overview(self, overview: Overview) -> None:
        """Show how much there is."""
        self._overview = overview
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything again."""
        t = self._ui.language.t
        self._title.setText(t("What the program knows"))
        self._say.setText(
            t("What a thing is, what it can become, who takes it, what the rules say, and where it has been done.")
        )
        for figure, words, name, source in self._figures:
            if self._overview is not None:
                figure.setText(format_number(getattr(self._overview, name), self._ui.language.code))
            words.setText(t(source))
        self.restyle()
        self._hint_title.setText(t("What to type"))
        for _icon, words, source in self._hints:
            words.setText(t(source))
        self._note.setText(
            t(
                "Only exchanges that were found as such are called documented; all else is common practice. "
                "What is wrong or missing can be proposed for correction."
            )
        )

    def restyle(self) -> None:
        """Take the text size again."""
        self._inner.setMaximumWidth(self._ui.theme.px(_WIDEST) + 48)
        for place in range(_ACROSS):
            self._grid.setColumnMinimumWidth(place, self._ui.theme.px(_COLUMN))
        for figure, *_ in self._figures:
            # The stylesheet's font is not known to the layout before it is shown.
            metrics = QFontMetrics(self._ui.theme.font(26, 600))
            figure.setMinimumSize(metrics.horizontalAdvance(figure.text()) + 4, metrics.height())

    @property
    def figures(self) -> dict[str, QLabel]:
        """The labels of the figures by their names."""
        return {name: figure for figure, _words, name, _source in self._figures}
