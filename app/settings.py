"""The settings of one user: a frozen record in one TOML file, written atomically.

Unknown keys are kept as they are, so that an older program does not throw away what a newer one has written. A file of
a newer format is not touched at all: the program runs with defaults and says so.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from app.common.errors import AppError
from app.common.messages import N_
from app.common.whole_file import write_whole
from app.i18n import LANGUAGES

FORMAT = 1
THEMES = ("system", "light", "dark")
TEXT_SCALES = (0.8, 2.0)  # smallest and largest factor

NOTE_NEWER = N_("The settings file {path} is of a newer version of this program: standard settings are used.")
NOTE_BROKEN = N_("The settings file {path} cannot be read: standard settings are used, the file stays as {kept}.")


class SettingsError(AppError):
    """The settings cannot be written."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user has chosen. `actor` is the facilitator's name in the change log, `workshop` the one opened last."""

    language: str = "tr"
    theme: str = "system"
    text_scale: float = 1.0
    reduced_motion: bool = False
    actor: str = ""
    workshop: str = ""
    unknown: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}), repr=False)


@dataclass(frozen=True, slots=True)
class LoadedSettings:
    """Settings as they were found; `note` says (English template, placeholders) why they are not what was saved.

    `writable` is False where the file belongs to a newer program and must stay as it is.
    """

    settings: Settings
    note: str | None = None
    params: Mapping[str, Any] = field(default_factory=dict)
    writable: bool = True


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


# What a value must be like to be used.
_FITS: dict[str, Callable[[Any], bool]] = {
    "language": lambda value: value in LANGUAGES,
    "theme": lambda value: value in THEMES,
    "text_scale": lambda value: isinstance(value, int | float) and TEXT_SCALES[0] <= value <= TEXT_SCALES[1],
    "reduced_motion": lambda value: isinstance(value, bool),
    "actor": _is_text,
    "workshop": _is_text,
}


def load_settings(path: Path) -> LoadedSettings:
    """The settings in `path`; defaults where there are none. A broken file is renamed, never overwritten."""
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return LoadedSettings(Settings())
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return _broken(path)
    version = values.pop("format", FORMAT)
    if not isinstance(version, int) or version > FORMAT:
        return LoadedSettings(Settings(), NOTE_NEWER, {"path": path}, writable=False)
    return LoadedSettings(_from_values(values))


def save_settings(path: Path, settings: Settings) -> None:
    """Write `settings`, and the unknown keys that came with them. Raises SettingsError; the old file then stays."""
    import tomli_w

    known = {item.name: getattr(settings, item.name) for item in fields(Settings) if item.name != "unknown"}
    try:
        write_whole(path, tomli_w.dumps({"format": FORMAT, **known, **settings.unknown}).encode())
    except OSError as error:
        raise SettingsError(
            N_("The settings cannot be saved in {path} ({reason}); make the folder writable."),
            path=path,
            reason=error.strerror or str(error),
        ) from error


def _broken(path: Path) -> LoadedSettings:
    kept = path.with_name(f"{path.name}.broken")
    try:
        path.replace(kept)
    except OSError:
        kept = path
    return LoadedSettings(Settings(), NOTE_BROKEN, {"path": path, "kept": kept}, writable=kept != path)


def _from_values(values: dict[str, Any]) -> Settings:
    """Known keys with a usable value; one that is not usable falls back to its default, alone."""
    usable = {name: values[name] for name, fits in _FITS.items() if name in values and fits(values[name])}
    unknown = {name: value for name, value in values.items() if name not in _FITS}
    return replace(Settings(), **usable, unknown=MappingProxyType(unknown))
