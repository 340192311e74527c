from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui.context import UiContext
from app.ui.toast_host import ToastHost, _ToastView
from app.ui.toasts import MOST, Toasts


def test_at_most_three_passing_messages_and_progress_stays(ui: UiContext) -> None:
    progress = ui.toasts.progress("okunuyor")
    for number in range(6):
        ui.toasts.show(f"mesaj {number}")
    texts = [toast.text for toast in ui.toasts.current]
    assert len(texts) == MOST
    assert texts[0] == "okunuyor"
    assert texts[-1] == "mesaj 5"
    progress.dismiss()
    assert "okunuyor" not in [toast.text for toast in ui.toasts.current]


def test_the_undo_button_asks_for_undo_once_and_leaves(ui: UiContext) -> None:
    asked = []
    ui.toasts.undo_requested.connect(lambda: asked.append(True))
    toast = ui.toasts.undo("Silindi: PİRİNA", "Geri al")
    toast.act()
    assert asked == [True]
    assert ui.toasts.current == ()


def test_a_refusal_that_comes_again_is_said_once(ui: UiContext) -> None:
    for text in ("Disk dolu.", "Dosya açık.", "Disk dolu."):
        ui.toasts.error(text)
    assert [toast.text for toast in ui.toasts.current] == ["Dosya açık.", "Disk dolu."]


def test_messages_leave_by_themselves(qtbot: QtBot) -> None:
    toasts = Toasts(stay_ms=30)
    toasts.show("geçici")
    assert len(toasts.current) == 1
    qtbot.waitUntil(lambda: toasts.current == ())


def test_views_stack_from_the_bottom_and_follow_the_page(ui: UiContext) -> None:
    page = QWidget()
    page.resize(800, 600)
    ToastHost(ui, page)
    page.show()
    for number in range(2):
        ui.toasts.show(f"mesaj {number}", action="Geri al", run=lambda: None, keys=("Ctrl", "Z"))
    ui.theme.reduced_motion = True
    first, second = page.findChildren(_ToastView)
    page.resize(800, 500)
    assert second.geometry().bottom() <= 500 - 14
    assert first.geometry().bottom() < second.geometry().top()
    assert first.x() == second.x() == 14
    ui.theme.reduced_motion = False
    page.hide()
    page.deleteLater()
