"""Look and language; every change shows at once."""

from PySide6.QtWidgets import QButtonGroup

from app.i18n.formats import format_number
from app.ui.context import UiContext
from app.ui.preferences import PreferenceKeeper
from app.ui.settings.rows import SettingRow, ThemeCard, beside
from app.ui.widgets import Panel, Segmented, Switch, label

_SCALES = (1.0, 1.125, 1.25, 1.5, 2.0)


class LookPanel(Panel):
    """Theme, language, text size, motion."""

    def __init__(self, ui: UiContext, preferences: PreferenceKeeper) -> None:
        super().__init__(head=True)
        self._ui = ui
        self._preferences = preferences
        self._note = label("", "dim")
        if self.head is not None:
            self.head.addWidget(self._note)
            self.head.addSpacing(6)
        self.themes = {choice: ThemeCard(ui, choice) for choice in ("light", "dark", "system")}
        group = QButtonGroup(self)
        for choice, card in self.themes.items():
            group.addButton(card)
            card.clicked.connect(lambda _=False, choice=choice: preferences.change(theme=choice))
        self.language = Segmented(ui, (("tr", "Türkçe"), ("en", "English")), ui.language.code)
        self.language.chosen.connect(lambda code: preferences.change(language=code))
        self.scale = Segmented(ui, tuple((str(scale), "") for scale in _SCALES))
        self.scale.chosen.connect(lambda scale: preferences.change(text_scale=float(scale)))
        self.motion = Switch(ui)
        self.motion.toggled.connect(lambda on: preferences.change(reduced_motion=on))
        self._rows = [
            SettingRow(beside(*self.themes.values())),
            SettingRow(beside(self.language)),
            SettingRow(beside(self.scale)),
            SettingRow(beside(self.motion), last=True),
        ]
        self.body.addSpacing(4)
        for row in self._rows:
            row.setContentsMargins(18, 0, 18, 0)
            self.body.addWidget(row)
        self.body.addStretch(1)
        preferences.changed.connect(self.show_current)
        self.show_current()

    def show_current(self) -> None:
        """Show what is in force, also where it was changed elsewhere."""
        now = self._preferences.current
        self.themes[now.theme].setChecked(True)
        self.language.set_current(now.language)
        nearest = min(_SCALES, key=lambda scale: abs(scale - now.text_scale))
        self.scale.set_current(str(nearest))
        self.motion.setChecked(now.reduced_motion)

    def retranslate(self) -> None:
        """Word the panel."""
        t = self._ui.language.t
        self.title.setText(t("Look and language"))
        self._note.setText(t("Changes apply at once"))
        for choice, words in (("light", t("Light")), ("dark", t("Dark")), ("system", t("System"))):
            self.themes[choice].setText(words)
        percent = [(str(scale), t("{n}%", n=format_number(round(scale * 100), t.language))) for scale in _SCALES]
        self.scale.set_labels(tuple(percent))
        for row, name, help_text in zip(
            self._rows,
            (t("Theme"), t("Language of the window"), t("Text size"), t("Less motion")),
            (
                t("Can follow the system"),
                t("Reports choose theirs apart"),
                t("Added to the scale of the screen"),
                t("Nothing slides or fades"),
            ),
            strict=True,
        ):
            row.say(name, help_text)
