"""The running window as a whole: a real process, real threads, a clean end."""

import gc
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox

from app.common.errors import AppError, InputError
from app.paths import Paths
from app.settings import Settings, load_settings, save_settings
from app.ui import application
from app.ui.application import Collector, IdleCare, QtTexts, saver
from app.ui.background import TaskRunner
from app.ui.context import UiContext, make_context

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = """
import sys
import time
from dataclasses import replace
from pathlib import Path
from PySide6.QtCore import QTimer
from app.bootstrap import open_desk
from app.ui import application

made = application.MainWindow

def window(*args, **kwargs):
    shown = made(*args, **kwargs)
    pages = [spec.id for spec in shown.specs]

    def step():
        if pages:
            shown.show_page(pages.pop(0))
        elif shown.ui.language.code == "tr":
            shown.use_cases.toggle_theme()
            shown.use_cases.toggle_language()
        else:
            timer.stop()
            shown.close()

    timer = QTimer(shown, interval=60)
    timer.timeout.connect(step)
    timer.start()
    return shown

application.MainWindow = window
with open_desk(Path(sys.argv[1]), demo=True) as desk:
    desk.services.workshops.create("İzmir Sinerji Çalıştayı")
    status = application.run_window(desk.services)
print("status", status)
"""


def test_the_program_opens_every_screen_and_ends_cleanly(tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "SINERJI_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", PROGRAM, str(tmp_path / "store.db")],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "status 0"
    said = [line for line in done.stderr.splitlines() if line and "propagateSizeHints" not in line]
    assert not said
    settings = load_settings(Paths(tmp_path, tmp_path / "config", tmp_path).settings).settings
    assert (settings.language, settings.theme) == ("en", "dark")
    assert settings.workshop
    assert (tmp_path / "config" / "window.ini").exists()


def test_the_last_of_two_quick_choices_is_kept(
    ui: UiContext, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow_at_first(path: Path, settings: Settings) -> None:
        time.sleep(0.2 if settings.workshop == "first" else 0)
        save_settings(path, settings)

    monkeypatch.setattr(application, "save_settings", slow_at_first)
    runner = TaskRunner()
    save = saver(replace(ui, runner=runner), tmp_path / "settings.toml", writable=True)
    save(Settings(workshop="first"))
    save(Settings(workshop="last"))
    assert runner.wait()
    runner.close()
    assert load_settings(tmp_path / "settings.toml").settings.workshop == "last"


def test_qt_speaks_the_language_of_the_window(ui: UiContext, qapp: QApplication) -> None:
    texts = QtTexts(ui, qapp)
    box = QMessageBox()
    box.setStandardButtons(QMessageBox.StandardButton.Cancel)
    assert box.button(QMessageBox.StandardButton.Cancel).text().replace("&", "") == "İptal"
    ui.language.switch("en")
    other = QMessageBox()
    other.setStandardButtons(QMessageBox.StandardButton.Cancel)
    assert other.button(QMessageBox.StandardButton.Cancel).text().replace("&", "") == "Cancel"
    for widget in (box, other, texts):
        widget.deleteLater()


def test_garbage_is_collected_in_the_thread_of_the_window(qapp: QApplication) -> None:
    collector = Collector(qapp)
    try:
        assert not gc.isenabled()
        heap = []
        for _ in range(gc.get_threshold()[0] * 2):
            ring: list[object] = []
            ring.append(ring)
            heap.append(ring)
        heap.clear()
        before = gc.get_count()[0]
        collector._collect()
        assert gc.get_count()[0] < before
    finally:
        gc.enable()
        collector.deleteLater()


def test_a_store_that_cannot_tidy_up_is_said_once(ui: UiContext) -> None:
    refused: list[AppError] = []
    ui.runner.refused.connect(refused.append)
    answers = [InputError("full"), InputError("full"), None, InputError("full")]

    def idle() -> None:
        answer = answers.pop(0)
        if answer is not None:
            raise answer

    care = IdleCare(ui, SimpleNamespace(keeping=SimpleNamespace(idle=idle)))
    for _ in range(4):
        care._tidy()
    assert len(refused) == 2
    care.deleteLater()


@pytest.mark.parametrize("writable", [True, False])
def test_settings_are_written_unless_they_belong_to_a_newer_program(tmp_path: Path, *, writable: bool, qapp) -> None:
    runner = TaskRunner()
    path = tmp_path / "config" / "settings.toml"
    saver(make_context(runner), path, writable=writable)(Settings(language="en"))
    assert runner.wait()
    runner.close()
    assert path.exists() is writable
