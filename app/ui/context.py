"""What every page is given: look, language, background work, announcements and toasts."""

from dataclasses import dataclass

from app.ui.background import TaskRunner
from app.ui.change_bus import ChangeBus
from app.ui.icons import Icons
from app.ui.language import UiLanguage
from app.ui.theme import Theme, ThemeName
from app.ui.toasts import Toasts


@dataclass(frozen=True)
class UiContext:
    """The shared objects of one window; they outlive every page."""

    theme: Theme
    icons: Icons
    language: UiLanguage
    runner: TaskRunner
    bus: ChangeBus
    toasts: Toasts


def make_context(
    runner: TaskRunner, *, language: str = "tr", theme: ThemeName = "light", scale: float = 1.0
) -> UiContext:
    """Build the context and tie the runner's two ends: changes go to the bus, refusals to a toast."""
    look = Theme(theme, scale)
    words = UiLanguage(language)
    bus = ChangeBus()
    toasts = Toasts()
    runner.changed.connect(bus.publish)
    runner.refused.connect(lambda error: toasts.error(words.t.error(error)))
    return UiContext(theme=look, icons=Icons(look), language=words, runner=runner, bus=bus, toasts=toasts)
