"""The language of the window, switched while it runs."""

from PySide6.QtCore import QObject, Signal

from app.i18n import Translator, translator


class UiLanguage(QObject):
    """Holds the translator; `changed` tells pages to word themselves again."""

    changed = Signal()

    def __init__(self, code: str = "tr") -> None:
        super().__init__()
        self._t = translator(code)

    @property
    def t(self) -> Translator:
        """The translator in force; ask again after `changed`, never keep it."""
        return self._t

    @property
    def code(self) -> str:
        """`tr` or `en`."""
        return self._t.language

    def switch(self, code: str) -> None:
        """Word the window in another language."""
        if code != self.code:
            self._t = translator(code)
            self.changed.emit()
