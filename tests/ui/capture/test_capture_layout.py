"""Nothing is cut off, nothing scrolls, everything has a name: at the smallest size, in both languages and themes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollBar, QWidget

from app.ui.clipping import clipped_texts
from tests.ui.capture.rig import focused, press, type_text

LONG = (
    "ıslak İncir posası haftada 1.234 kg, tehlikeli değil, PVC içermeyen, analiz raporu var, MSDS var, çamur halinde,"
    " gece alınır, koku yapmasın, Kemalpaşa çıkışı, palet üstünde, şişe içinde, ağustosta çok, kışın az"
)


def scroll_bars(page):
    return [bar for bar in page.findChildren(QScrollBar) if bar.isVisible()]


@pytest.fixture(params=["", "kırık cam", LONG], ids=["empty", "short", "long"])
def typed(request, page, qtbot):
    type_text("1")
    press(Qt.Key.Key_Return)
    page.form.line.set_text(request.param)
    qtbot.waitUntil(lambda: page.matches.settled)
    return page


def test_at_the_smallest_size_nothing_is_cut_off_and_nothing_scrolls(typed, ui, each_language, each_theme, qapp):
    ui.language.switch(each_language)
    ui.theme.switch(each_theme)
    typed.retranslate()
    typed.restyle()
    qapp.processEvents()
    assert (typed.width(), typed.height()) == (1017, 570)  # 1366 × 768 at 125 %, less rail and top bar
    assert clipped_texts(typed) == []
    assert scroll_bars(typed) == []
    assert typed.form.height() <= 330, "the form leaves no room for recent cards"
    ui.language.switch("tr")


def test_the_line_grows_to_three_lines_and_no_further(page):
    heights = []
    for text in ("kum", LONG[:90], LONG, LONG + LONG):
        page.form.line.set_text(text)
        heights.append(page.form.line.height())
    assert heights[0] < heights[1] < heights[2] == heights[3]


def test_what_was_understood_is_underlined_where_it_stands(page, qapp):
    page.form.line.set_text("kum 5 t/ay")
    qapp.processEvents()
    with_spans = page.form.line.grab().toImage()
    page.form.line.underline((), want=False)
    assert page.form.line.grab().toImage() != with_spans


def test_every_widget_that_takes_the_keyboard_has_a_name(page, each_language, ui):
    ui.language.switch(each_language)
    page.retranslate()
    type_text("1")
    press(Qt.Key.Key_Return)
    nameless = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.isVisible()
        and not (widget.accessibleName() or getattr(widget, "text", str)())
        and widget.objectName() != "qt_scrollarea_viewport"
    ]
    assert nameless == []
    ui.language.switch("tr")


def test_tab_goes_from_the_firm_to_the_line(page):
    type_text("2")
    press(Qt.Key.Key_Tab)
    assert focused() is page.form.line


def test_twice_the_text_size_still_works(page, ui, qapp, desk):
    ui.theme.switch(scale=2.0)
    page.restyle()
    qapp.processEvents()
    type_text("2")
    press(Qt.Key.Key_Return)
    type_text("iri yazı")
    press(Qt.Key.Key_Return)
    assert desk.newest().title == "iri yazı"
    ui.theme.switch(scale=1.0)


def test_no_workshop_teaches_what_to_do(page, ui, qapp):
    asked = []
    page.navigate.connect(lambda target, _payload: asked.append(target))
    page.show_workshop(None)
    qapp.processEvents()
    assert clipped_texts(page) == []
    page._empty.acted.emit()
    page._empty.linked.emit()
    assert asked == ["new-workshop", "import"]
