"""What the window can do, as data: for shortcuts, the command palette and the list of keys."""

from collections.abc import Callable
from dataclasses import dataclass

from app.i18n import Translator


@dataclass(frozen=True)
class Command:
    """One action. `title` words it; `reason` words why it cannot run now (None = it can)."""

    id: str
    title: Callable[[Translator], str]
    icon: str
    run: Callable[[], None]
    shortcuts: tuple[str, ...] = ()
    reason: Callable[[Translator], str | None] = lambda t: None
    group: str = "command"

    @property
    def keys(self) -> tuple[str, ...]:
        """The caps of its first shortcut: `Ctrl+Shift+Z` as `Ctrl`, `Shift`, `Z`; `Ctrl++` as `Ctrl`, `+`."""
        if not self.shortcuts:
            return ()
        parts = self.shortcuts[0].removesuffix("++").split("+") + ["+"] * self.shortcuts[0].endswith("++")
        return tuple(_CAPS.get(part, part) for part in parts)


_CAPS = {"Return": "↵", "Escape": "Esc", "Delete": "Del", "Comma": ",", "Up": "↑", "Down": "↓"}
