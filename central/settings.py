"""What a receiver is told when it starts."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

_SETTINGS, _KEY = "SINERJI_CENTRAL", "SINERJI_CENTRAL_KEY"


class HubKind(StrEnum):
    """Which of the two a receiver is: they differ in who may join and in whom it is for."""

    PLATFORM = "platform"
    ROOM = "room"


@dataclass(frozen=True, slots=True)
class Settings:
    """A receiver.

    `database_url`: `postgresql://…`, or `sqlite:///relative` / `sqlite:////absolute`; `key_hex` (64 hex digits) opens
    the SQLite file and is needed only there. `port` 0 takes any that is free. `workshop` is the one that a room is
    for. `certificate` and `private_key` are PEM files; without them the receiver speaks plain HTTP.
    """

    database_url: str = field(repr=False)  # may hold a password
    key_hex: str | None = field(default=None, repr=False)
    host: str = "127.0.0.1"
    port: int = 0
    workers: int = 1
    kind: str = HubKind.PLATFORM.value
    workshop: str | None = None
    certificate: Path | None = None
    private_key: Path | None = None

    def environment(self) -> dict[str, str]:
        """The settings as environment variables for the worker processes; the key stands apart."""
        plain = {
            "database_url": self.database_url,
            "host": self.host,
            "port": self.port,
            "workers": self.workers,
            "kind": self.kind,
            "workshop": self.workshop,
            "certificate": None if self.certificate is None else str(self.certificate),
            "private_key": None if self.private_key is None else str(self.private_key),
        }
        return {_SETTINGS: json.dumps(plain), _KEY: self.key_hex or ""}


def from_environment(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings that `Settings.environment` wrote. KeyError where there are none."""
    given = os.environ if environment is None else environment
    plain = json.loads(given[_SETTINGS])
    for name in ("certificate", "private_key"):
        plain[name] = None if plain[name] is None else Path(plain[name])
    return Settings(key_hex=given.get(_KEY) or None, **plain)
