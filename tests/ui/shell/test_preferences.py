import pytest

from app.services.keeping import KeepingService
from app.settings import Settings
from app.ui.context import UiContext
from app.ui.preferences import PreferenceKeeper
from app.ui.settings.page import SettingsPage
from tests.ui.furnished import Furnished


@pytest.fixture
def saved() -> list[Settings]:
    return []


@pytest.fixture
def keeper(ui: UiContext, saved: list[Settings]) -> PreferenceKeeper:
    return PreferenceKeeper(ui, Settings(language="tr", theme="light"), saved.append)


def test_a_choice_is_applied_saved_and_told_once(
    ui: UiContext, keeper: PreferenceKeeper, saved: list[Settings]
) -> None:
    told = []
    keeper.changed.connect(lambda: told.append(True))
    keeper.change(theme="dark")
    keeper.change(theme="dark")
    assert ui.theme.is_dark
    assert [one.theme for one in saved] == ["dark"]
    assert told == [True]
    keeper.change(language="en", text_scale=9)
    assert ui.language.code == "en"
    assert (saved[-1].language, saved[-1].text_scale) == ("en", 2.0)


def test_the_screen_shows_what_holds_and_changes_it(
    ui: UiContext, keeper: PreferenceKeeper, desk: Furnished, saved: list[Settings]
) -> None:
    page = SettingsPage(ui, keeper, desk.services.keeping)
    page.look.themes["dark"].click()
    assert ui.theme.is_dark
    page.look.language.chosen.emit("en")
    page.retranslate()
    assert page.title.text() == "Settings"
    keeper.change(theme="light")
    assert page.look.themes["light"].isChecked()
    page.deleteLater()


def test_a_backup_is_made_and_listed_and_the_code_shows_only_when_asked(
    ui: UiContext, keeper: PreferenceKeeper, desk: Furnished
) -> None:
    page = SettingsPage(ui, keeper, desk.services.keeping)
    page.show_workshop(desk.workshop_id)
    before = page.data.list.count()
    page.data.backup.click()
    assert page.data.list.count() == before + 1
    assert "Yedeklendi" in ui.toasts.current[-1].text
    keeping: KeepingService = desk.services.keeping
    assert page.data.code.text() == ""
    page.data.reveal.click()
    assert page.data.code.text() == keeping.recovery_code
    page.data.reveal.click()
    assert page.data.code.text() == ""
    page.deleteLater()
