"""The passphrase of the settings: refused below the field, saved without a word of it anywhere."""

import logging
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.common.errors import StoreError
from app.model.keys import KeyCupboard
from app.model.restore import restore_backup
from app.model.sidecar import sidecar_path
from app.model.store import open_store
from app.settings import Settings
from app.ui.context import UiContext
from app.ui.preferences import PreferenceKeeper
from app.ui.settings.page import SettingsPage
from app.ui.settings.passphrase_fields import PassphraseFields
from tests.ui.furnished import Furnished

PASSPHRASE = "ışıklı İzmir körfezi"


@pytest.fixture
def fields(ui: UiContext, desk: Furnished) -> Iterator[PassphraseFields]:
    page = SettingsPage(ui, PreferenceKeeper(ui, Settings(), lambda _saved: None), desk.services.keeping)
    page.show()
    page.kinds.setCurrentRow(1)
    yield page.data.passphrase
    page.hide()
    page.deleteLater()


def fill(fields: PassphraseFields, first: str, again: str) -> None:
    fields.first.setText(first)
    fields.again.setText(again)
    QTest.keyClick(fields.again, Qt.Key.Key_Return)


@pytest.fixture
def laptop(tmp_path: Path) -> KeyCupboard:
    """Another machine: nothing is kept there yet."""
    return KeyCupboard(tmp_path / "laptop-keys")


@pytest.mark.parametrize(
    ("first", "again", "words"),
    [
        ("kısa parola", "kısa parola", "en az 12"),
        ("           x ", "           x ", "en az 12"),
        (PASSPHRASE, PASSPHRASE + " ", "aynı değil"),
    ],
)
def test_what_is_short_or_unequal_is_refused_below_the_field(
    fields: PassphraseFields, desk: Furnished, first: str, again: str, words: str
) -> None:
    before = sidecar_path(desk.services.keeping.path).read_bytes()
    fill(fields, first, again)
    assert fields.error.isVisible()
    assert words in fields.error.text()
    assert sidecar_path(desk.services.keeping.path).read_bytes() == before
    QTest.keyClick(fields.first, "a")
    assert not fields.error.isVisible()


def test_a_copy_opens_with_it_on_another_laptop(
    fields: PassphraseFields, ui: UiContext, desk: Furnished, laptop: KeyCupboard, tmp_path: Path, caplog
) -> None:
    keeping = desk.services.keeping
    with caplog.at_level(logging.DEBUG):
        fill(fields, PASSPHRASE, PASSPHRASE)
    assert (fields.first.text(), fields.again.text()) == ("", "")
    said = [toast.text for toast in ui.toasts.current]
    assert said[-1].startswith("Parola kaydedildi")
    assert PASSPHRASE not in caplog.text + "".join(said)
    there = tmp_path / "laptop" / "masa.db"
    there.parent.mkdir()
    keeping.idle()
    for file in (keeping.path, sidecar_path(keeping.path)):
        shutil.copyfile(file, sidecar_path(there) if file != keeping.path else there)
    with pytest.raises(StoreError):
        open_store(there, passphrase="başka bir parola", cupboard=laptop)
    with open_store(there, passphrase=PASSPHRASE, cupboard=laptop) as store:
        assert store.recovery_code == keeping.recovery_code


def test_a_backup_made_afterwards_opens_with_it(
    fields: PassphraseFields, desk: Furnished, laptop: KeyCupboard, tmp_path: Path
) -> None:
    fill(fields, PASSPHRASE, PASSPHRASE)
    backup = desk.services.keeping.backup()
    there = tmp_path / "laptop" / "masa.db"
    assert restore_backup(backup, there, passphrase=PASSPHRASE, cupboard=laptop).path == there


def test_fields_hide_what_is_typed_and_say_what_they_are(fields: PassphraseFields) -> None:
    assert fields.first.displayText() == ""
    fields.first.setText(PASSPHRASE)
    assert PASSPHRASE not in fields.first.displayText()
    assert (fields.first.accessibleName(), fields.again.accessibleName()) == ("Parola", "Parola, yeniden")
