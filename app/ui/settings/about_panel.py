"""What this program is, its version, and whose work it stands on."""

from importlib import metadata

from app.ui.context import UiContext
from app.ui.widgets import Panel, label


class AboutPanel(Panel):
    """Name, version, licences."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(head=True)
        self._ui = ui
        self._name = label("Sinerji Masası", "title")
        self._what = label("", "muted", wrap=True)
        self._licences = label("", "small", wrap=True)
        for part in (self._name, self._what, self._licences):
            part.setContentsMargins(18, 12, 18, 0)
            self.body.addWidget(part)
        self.body.addStretch(1)

    def retranslate(self) -> None:
        """Word the panel."""
        t = self._ui.language.t
        self.title.setText(t("About"))
        self._name.setText(f"Sinerji Masası {_version()}")
        self._what.setText(
            t("The desk of an industrial-symbiosis workshop: cards, matches and synergies, without a network.")
        )
        self._licences.setText(t("Qt for Python (LGPL), Fira Sans (OFL), SQLCipher (BSD); this program is Apache-2.0."))


def _version() -> str:
    try:
        return metadata.version("sinerji-masasi")
    except metadata.PackageNotFoundError:
        return ""
