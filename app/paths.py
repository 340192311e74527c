"""Where the program keeps its files. `SINERJI_HOME` moves all of them into one folder (a stick, a test)."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

APP_FOLDER = "Sinerji Masasi"  # without ı: some backup and packing tools still trip over it
STORE_NAME = "sinerji.db"


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders of one user on one machine; none of them roams to other machines with the account.

    `data` holds the store and what belongs to it, `config` the settings and (only without a keyring) key files,
    `logs` the rotating log and crash reports.
    """

    data: Path
    config: Path
    logs: Path

    @property
    def store(self) -> Path:
        """The store that is opened when nobody names one."""
        return self.data / STORE_NAME

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.config / "settings.toml"

    @property
    def log(self) -> Path:
        """The log file; older ones stand beside it with a number."""
        return self.logs / "sinerji.log"

    @property
    def keys(self) -> Path:
        """The folder of key files on machines without a keyring."""
        return self.config / "keys"


def user_paths(environment: Mapping[str, str] | None = None) -> Paths:
    """The folders of the user who runs the program. Nothing is created here."""
    home = (os.environ if environment is None else environment).get("SINERJI_HOME")
    if home:
        root = Path(home).expanduser().absolute()
        return Paths(root / "data", root / "config", root / "logs")
    from platformdirs import PlatformDirs

    dirs = PlatformDirs(APP_FOLDER, appauthor=False, roaming=False)
    return Paths(Path(dirs.user_data_dir), Path(dirs.user_config_dir), Path(dirs.user_log_dir))
