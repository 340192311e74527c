"""Nothing is cut off and everything has a name: at the smallest size, in both languages and themes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.ui.clipping import clipped_texts
from app.ui.matches.listing import MatchFilter


@pytest.mark.parametrize("size", [(1017, 570), (1290, 724), (1844, 1036)])
def test_nothing_is_cut_off(page, ui, each_language, each_theme, qapp, size):
    ui.language.switch(each_language)
    ui.theme.switch(each_theme)
    page.resize(*size)
    page.retranslate()
    page.restyle()
    qapp.processEvents()
    assert clipped_texts(page) == []
    assert not page.detail._scrolled.verticalScrollBar().isVisible()
    ui.language.switch("tr")


@pytest.mark.parametrize("state", [None, "nothing fits"])
def test_empty_states_teach(page, qapp, state):
    if state is None:
        page.show_workshop(None)
    else:
        page._bar.set_wanted(MatchFilter(text=state))
    qapp.processEvents()
    assert page._empty.isVisible()
    assert page._empty.accessibleName().strip(". ")
    assert page.detail.isVisible() is (state is not None)  # without a workshop there is nothing to explain
    assert page._empty.button.isVisible() is (state is None)
    assert clipped_texts(page) == []


def test_the_explanation_comes_back_with_the_first_suggestion(page, desk, qapp, qtbot):
    page.show_workshop(None)
    asked = []
    page.navigate.connect(lambda target, payload: asked.append(target))
    page._empty.button.click()
    assert asked == ["capture"]
    page.show_workshop(desk.workshop_id)
    qtbot.waitUntil(lambda: page.settled)
    assert page.detail.isVisible()
    assert page._left.width() < page.width() * 2 // 3


def test_every_widget_that_takes_the_keyboard_has_a_name(page):
    nameless = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.isVisible()
        and not (widget.accessibleName() or getattr(widget, "text", str)())
        and widget.objectName() != "qt_scrollarea_viewport"
    ]
    assert nameless == []


def test_the_explanation_is_spoken_as_it_is_drawn(page):
    spoken = page.detail.waterfall.accessibleName()
    for step in page.detail.waterfall.drawn.steps:
        assert step.label in spoken
    assert "Toplam" in spoken
