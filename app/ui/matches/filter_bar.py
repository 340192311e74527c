"""What the list shows: bands, state and order as chips that open a menu, and the search field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget
from typing_extensions import override

from app.i18n import Translator
from app.i18n.formats import format_number
from app.records import Band, Direction
from app.ui.card_words import band_word, direction_word
from app.ui.context import UiContext
from app.ui.matches.listing import BANDS, MatchFilter, MatchState, Order
from app.ui.matches.toggle_chip import ToggleChip
from app.ui.matches.view import View
from app.ui.widgets import SearchBox, label
from app.ui.widgets.painted_button import PaintedButton

_SEARCH, _NARROW_SEARCH, _GAP, _MARGIN = 210, 120, 8, 14
STATES: tuple[MatchState | None, ...] = (*MatchState, None)


def state_word(state: MatchState | None, t: Translator) -> str:
    """A state of the filter in words; None is every one."""
    words = {
        MatchState.UNDECIDED: t("Awaiting decision"),
        MatchState.LATER: t("Not now"),
        MatchState.BOARD: t("On the board"),
        MatchState.WRONG: t("Wrong"),
        MatchState.BLOCKED: t("Blocked pairs"),
    }
    return t("All") if state is None else words[state]


def order_word(order: Order, t: Translator) -> str:
    """An order of the rows in words."""
    return {Order.SCORE: t("Score"), Order.DISTANCE: t("Nearness"), Order.FIRM: t("Firm")}[order]


class MenuChip(PaintedButton):
    """Field and value in a bordered chip with a chevron; a click or the space bar opens its menu."""

    def __init__(self, ui: UiContext, fill: Callable[[QMenu], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._fill = fill
        self._field = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.open_menu)
        ui.theme.changed.connect(self.updateGeometry)

    def say(self, field: str, value: str) -> None:
        """Word the chip."""
        self._field = field
        self.setText(value)
        self.setAccessibleName(f"{field}: {value}")
        self.updateGeometry()

    def open_menu(self) -> None:
        """Show the choices under the chip."""
        menu = QMenu(self)
        menu.setAccessibleName(self._field)
        self._fill(menu)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    @override
    def sizeHint(self) -> QSize:
        theme = self._ui.theme
        field = QFontMetrics(theme.font(12)).horizontalAdvance(self._field)
        value = QFontMetrics(theme.font(12, 500)).horizontalAdvance(self.text())
        return QSize(field + value + theme.px(8 + 5 + 5 + 14 + 6), theme.px(26))

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        theme = self._ui.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus = self.hasFocus()
        painter.setPen(QPen(theme.color("focus.ring" if focus else "border.control"), 2 if focus else 1))
        painter.setBrush(theme.color("surface.hover" if self.underMouse() else "surface.panel"))
        inset = 1 if focus else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 4, 4)
        left = theme.px(8)
        for text, font, token in (
            (self._field, theme.font(12), "text.tertiary"),
            (self.text(), theme.font(12, 500), "text.primary"),
        ):
            painter.setFont(font)
            painter.setPen(theme.color(token))
            width = QFontMetrics(font).horizontalAdvance(text)
            painter.drawText(QRect(left, 0, width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, text)
            left += width + theme.px(5)
        size = theme.px(14)
        chevron = self._ui.icons.pixmap("chevron-down", size, "text.tertiary", self.devicePixelRatioF())
        painter.drawPixmap(QPointF(left, (self.height() - size) / 2), chevron)


class FilterBar(QWidget):
    """Title, counts, chips and search. `changed` carries the new `MatchFilter`, `view_wanted` what shall be shown:
    the matches, or instead of them what one of the two chips names."""

    changed = Signal(object)
    view_wanted = Signal(object)
    side_wanted = Signal(object)  # the direction of the cards shown instead, None = both

    def __init__(self, ui: UiContext, wanted: MatchFilter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._wanted = wanted
        self._title = label("", "title")
        self._count = label("", "count")
        self._bands = MenuChip(ui, self._fill_bands)
        self._state = MenuChip(ui, self._fill_states)
        self._order = MenuChip(ui, self._fill_orders)
        self.lonely, self.earlier = ToggleChip(ui, ("K",)), ToggleChip(ui, ("O",))
        self._chips = {View.LONELY: self.lonely, View.EARLIER: self.earlier}
        for view, chip in self._chips.items():
            chip.toggled.connect(lambda on, one=view: self._turn(one if on else View.MATCHES))
        self.side: Direction | None = None
        self._side = MenuChip(ui, self._fill_sides)
        self._side.setVisible(False)
        self.search = SearchBox(ui)
        self.search.searched.connect(lambda text: self._change(replace(self._wanted, text=text)))
        row = QHBoxLayout(self)
        row.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        row.setSpacing(_GAP)
        for part in (self._title, self._count, self._bands, self._state, self.lonely, self.earlier, self._side):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.search)
        row.addWidget(self._order)
        self.restyle()

    @property
    def wanted(self) -> MatchFilter:
        """The filter as it stands."""
        return self._wanted

    def set_wanted(self, wanted: MatchFilter) -> None:
        """Set the filter from outside (an empty state's link), telling the page as if somebody had chosen it."""
        if self.search.text() != wanted.text:
            self.search.blockSignals(True)
            self.search.setText(wanted.text)
            self.search.blockSignals(False)
        self._change(wanted)

    def say(self, count: str) -> None:
        """Show the counts and word everything again."""
        t = self._ui.language.t
        self._title.setText(t("Matches"))
        self._count.setText(count)
        bands = ", ".join(band_word(band, t) for band in BANDS if band in self._wanted.bands)
        self._bands.say(t("Band"), bands if len(self._wanted.bands) < len(BANDS) else t("All"))
        self._state.say(t("Status"), state_word(self._wanted.state, t))
        self._side.say(t("Direction"), self._side_word(self.side))
        self._order.say(t("Order"), order_word(self._wanted.order, t))
        self.search.setPlaceholderText(t("Search card, firm, code (/)"))
        self.search.setAccessibleName(t("Search matches"))
        self.fit(self.width())

    @property
    def view(self) -> View:
        """What shall be shown."""
        return next((view for view, chip in self._chips.items() if chip.isChecked()), View.MATCHES)

    def set_view(self, view: View) -> None:
        """Press the chip of a view, or release the pressed one."""
        for one, chip in self._chips.items():
            chip.setChecked(one is view)

    def count_views(self, lonely: int | None, earlier: int | None) -> None:
        """Say how many cards have no partner, and how many fit earlier workshops; None while that is not known."""
        t = self._ui.language.t
        lonely_count, earlier_count = (
            "" if count is None else format_number(count, t.language) for count in (lonely, earlier)
        )
        self.lonely.say(t("Without a partner"), lonely_count)
        self.lonely.setToolTip(t("Cards that nobody in the room answers"))
        self.earlier.say(t("Earlier workshops"), earlier_count)
        self.earlier.setToolTip(t("Cards that fit cards of other workshops on this laptop"))

    def fit(self, width: int) -> None:
        """Where there is little room leave out the counts (the chips and the place below the list tell them), then half
        of the search field, then the title (the rail shows which page it is), then the order, then the words of the
        chips of what is not shown."""
        px = self._ui.theme.px
        among_matches = self.view is View.MATCHES
        others = self._chips.values()
        chips = [*((self._bands, self._state) if among_matches else (self._side,)), *others]
        order = self._order.sizeHint().width() + _GAP
        free = 0
        for short, ordered in ((False, among_matches), (False, False), (True, False)):
            for chip in others:
                chip.shorten(short and not chip.isChecked())
            self._order.setVisible(ordered)
            taken = sum(part.sizeHint().width() + _GAP for part in chips) + (order if ordered else 0)
            free = width - taken - 2 * _MARGIN
            if free >= px(_NARROW_SEARCH):
                break
        title, count = (part.sizeHint().width() + _GAP for part in (self._title, self._count))
        narrow = free < title + px(_SEARCH)
        self.search.setFixedWidth(px(_NARROW_SEARCH if narrow else _SEARCH))
        self._count.setVisible(free >= title + count + px(_SEARCH))
        self._title.setVisible(free >= title + px(_NARROW_SEARCH))

    def _turn(self, view: View) -> None:
        """Bands, states and orders are those of matches."""
        for one, chip in self._chips.items():
            chip.blockSignals(True)  # one chip at most is pressed: the other is released without a word
            chip.setChecked(one is view)
            chip.blockSignals(False)
            chip.update()
        for part in (self._bands, self._state):
            part.setVisible(view is View.MATCHES)
        self._side.setVisible(view is not View.MATCHES)
        self.fit(self.width())
        self.view_wanted.emit(view)

    def restyle(self) -> None:
        """Take lengths from the theme again."""
        self.setFixedHeight(self._ui.theme.px(48))
        self.fit(self.width())

    def _change(self, wanted: MatchFilter) -> None:
        if wanted != self._wanted:
            self._wanted = wanted
            self.changed.emit(wanted)

    def _fill_bands(self, menu: QMenu) -> None:
        for band in BANDS:
            action = QAction(band_word(band, self._ui.language.t), menu)
            action.setCheckable(True)
            action.setChecked(band in self._wanted.bands)
            action.triggered.connect(lambda on, one=band: self._toggle_band(one, on=on))
            menu.addAction(action)

    def _toggle_band(self, band: Band, *, on: bool) -> None:
        """An empty choice would show nothing and explain nothing: the last band stays."""
        bands = self._wanted.bands | {band} if on else self._wanted.bands - {band}
        self._change(replace(self._wanted, bands=bands or self._wanted.bands))

    def _fill_states(self, menu: QMenu) -> None:
        group = QActionGroup(menu)
        for state in STATES:
            self._choice(
                menu, group, state_word(state, self._ui.language.t), on=state is self._wanted.state
            ).triggered.connect(lambda _on, one=state: self._change(replace(self._wanted, state=one)))

    def _fill_orders(self, menu: QMenu) -> None:
        group = QActionGroup(menu)
        for order in Order:
            self._choice(
                menu, group, order_word(order, self._ui.language.t), on=order is self._wanted.order
            ).triggered.connect(lambda _on, one=order: self._change(replace(self._wanted, order=one)))

    def _fill_sides(self, menu: QMenu) -> None:
        group = QActionGroup(menu)
        for side in (None, *Direction):
            self._choice(menu, group, self._side_word(side), on=side is self.side).triggered.connect(
                lambda _on, one=side: self._want_side(one)
            )

    def _side_word(self, side: Direction | None) -> str:
        t = self._ui.language.t
        return t("All") if side is None else direction_word(side, t)

    def _want_side(self, side: Direction | None) -> None:
        self.side = side
        self._side.say(self._ui.language.t("Direction"), self._side_word(side))
        self.side_wanted.emit(side)

    @staticmethod
    def _choice(menu: QMenu, group: QActionGroup, text: str, *, on: bool) -> QAction:
        action = QAction(text, menu)
        action.setCheckable(True)
        action.setChecked(on)
        group.addAction(action)
        menu.addAction(action)
        return action
