"""Short messages at the bottom left of the page: what happened, and how to take it back."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

STAY_MS: Final = 8000
MOST: Final = 3


class Toast(QObject):
    """One message. `changed` when its text or progress changes, `gone` when it leaves."""

    changed = Signal()
    gone = Signal()

    def __init__(
        self,
        text: str,
        icon: str,
        action: str | None = None,
        run: Callable[[], None] | None = None,
        keys: tuple[str, ...] = (),
        *,
        progress: bool = False,
    ) -> None:
        super().__init__()
        self.text = text
        self.icon = icon
        self.action = action
        self.keys = keys
        self.done: int | None = 0 if progress else None
        self.total = 0
        self._run = run

    def set_progress(self, done: int, total: int, text: str | None = None) -> None:
        """Show how far a long job has come; `total` 0 means that nobody knows."""
        self.done, self.total = done, total
        if text is not None:
            self.text = text
        self.changed.emit()

    def act(self) -> None:
        """What its button does; the toast leaves."""
        run = self._run
        self.dismiss()
        if run is not None:
            run()

    def dismiss(self) -> None:
        """Take the message away."""
        self.gone.emit()


class Toasts(QObject):
    """The messages on screen, newest last, at most three; a host widget of the window shows them.

    `undo_requested` is emitted by the button of an undo toast, the window runs the undo.
    """

    added = Signal(object)
    undo_requested = Signal()

    def __init__(self, stay_ms: int = STAY_MS) -> None:
        super().__init__()
        self._stay_ms = stay_ms
        self._toasts: list[Toast] = []

    @property
    def current(self) -> tuple[Toast, ...]:
        """What is on screen now."""
        return tuple(self._toasts)

    def show(
        self,
        text: str,
        icon: str = "check",
        *,
        action: str | None = None,
        run: Callable[[], None] | None = None,
        keys: tuple[str, ...] = (),
    ) -> Toast:
        """Say something for eight seconds; with `action` a button that calls `run`."""
        toast = Toast(text, icon, action, run, keys)
        self._add(toast)
        timer = QTimer(toast, singleShot=True, interval=self._stay_ms)
        timer.timeout.connect(toast.dismiss)
        timer.start()
        return toast

    def undo(self, text: str, label: str, icon: str = "check") -> Toast:
        """Say what was done, with the button that takes it back (`label` = the word for undo)."""
        return self.show(text, icon, action=label, run=self.undo_requested.emit, keys=("Ctrl", "Z"))

    def error(self, text: str) -> Toast:
        """Say what could not be done and how to mend it, once: the same sentence takes the place of the one before."""
        for shown in [toast for toast in self._toasts if toast.text == text and toast.action is None]:
            shown.dismiss()
        return self.show(text, "warning")

    def progress(self, text: str, icon: str = "task") -> Toast:
        """A message that stays until `dismiss`, with a bar."""
        toast = Toast(text, icon, progress=True)
        self._add(toast)
        return toast

    def _add(self, toast: Toast) -> None:
        passing = [shown for shown in self._toasts if shown.done is None]
        if len(self._toasts) >= MOST and passing:
            passing[0].dismiss()
        self._toasts.append(toast)
        toast.gone.connect(lambda: self._remove(toast))
        self.added.emit(toast)

    def _remove(self, toast: Toast) -> None:
        if toast in self._toasts:
            self._toasts.remove(toast)
            toast.deleteLater()
