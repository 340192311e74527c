"""The dialogs that come before the window, and the loop that asks until a code fits."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app import bootstrap
from app.common.errors import StoreError
from app.model.keys import KeyMissing
from app.model.store import open_store
from app.ui import door
from app.ui.context import UiContext
from app.ui.door import DoorDialog


@pytest.mark.parametrize("asks", [True, False])
def test_a_door_says_its_sentence_and_leaves_with_escape(qtbot: QtBot, ui: UiContext, asks: bool) -> None:
    dialog = DoorDialog(ui, "Anahtar bu bilgisayarda yok.", asks=asks)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.code.isVisible() is asks
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_enter_in_the_field_goes_on(qtbot: QtBot, ui: UiContext) -> None:
    dialog = DoorDialog(ui, "Kilitli.", asks=True)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClicks(dialog.code, "abcd")
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.code, Qt.Key.Key_Return)
    assert dialog.code.text() == "abcd"


def test_a_store_of_another_laptop_opens_with_its_code_at_the_second_try(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "store.db"
    monkeypatch.setenv("SINERJI_HOME", str(tmp_path / "dead-laptop"))
    with open_store(path) as store:
        code = store.recovery_code
    monkeypatch.setenv("SINERJI_HOME", str(tmp_path / "other-laptop"))
    typed, told = iter(["AAAA-yanlış", code.lower()]), []

    def answer(error: StoreError) -> str:
        told.append(type(error))
        return next(typed)

    monkeypatch.setattr(bootstrap, "has_display", lambda: True)
    monkeypatch.setattr(door, "ask_secret", answer)
    with bootstrap._opened(path, demo=False, actor="") as desk:
        assert desk.services.workshops.list() == []
    assert told[0] is KeyMissing
    assert len(told) == 2


def test_without_a_display_the_refusal_goes_to_the_caller(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "store.db"
    monkeypatch.setenv("SINERJI_HOME", str(tmp_path / "dead-laptop"))
    open_store(path).close()
    monkeypatch.setenv("SINERJI_HOME", str(tmp_path / "other-laptop"))
    monkeypatch.setattr(bootstrap, "has_display", lambda: False)
    with pytest.raises(KeyMissing):
        bootstrap._opened(path, demo=False, actor="")


def test_a_passphrase_opens_it_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "store.db"
    monkeypatch.setenv("SINERJI_HOME", str(tmp_path / "dead-laptop"))
    with open_store(path) as store:
        store.set_passphrase("uzun bir parola ığüş")
    monkeypatch.setenv("SINERJI_HOME", str(tmp_path / "other-laptop"))
    monkeypatch.setattr(bootstrap, "has_display", lambda: True)
    monkeypatch.setattr(door, "ask_secret", lambda _error: "uzun bir parola ığüş")
    with bootstrap._opened(path, demo=False, actor="") as desk:
        assert desk.services.workshops.list() == []
