"""The part of the composition root that knows the receiver: it runs as a platform of its own, or as a room's hub in a
child process of the window."""

import os
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from app.common.errors import InputError, reason_of
from app.common.messages import N_
from app.model.keys import KeyCupboard, environment_key, new_key
from app.paths import user_paths
from app.records import WorkshopId
from app.services.hub import HubReady

_KEY_OF_PLATFORM = "central"
_ORGANISER = "default"

NO_ADDRESS = N_("{host}:{port} cannot be used ({reason}): choose another port, or 0 for a free one.")


class Receiver:
    """The platform, for the command line."""

    def serve(
        self, database_url: str | None, *, host: str, port: int, workers: int, kind: str, workshop: str | None
    ) -> int:
        """Serve until the process is told to stop; the exit status. InputError where the address cannot be used."""
        from central.serving import serve
        from central.settings import Settings

        url, key = _database(database_url)
        settings = Settings(url, key, host, port, workers, kind, workshop)
        try:
            return serve(settings)
        except OSError as error:
            raise InputError(NO_ADDRESS, host=host, port=port, reason=reason_of(error)) from error

    def issue(
        self, database_url: str | None, device: str, *, role: str, organiser: str | None, regions: Sequence[str]
    ) -> str:
        """A new token; one of a device or an organiser belongs to `organiser` (all of one, where none is named)."""
        from app.sync.wire import WireError
        from central import tokens

        if organiser is None and role in ("device", "organiser"):
            organiser = _ORGANISER
        try:
            return tokens.issue(_settings(database_url), device, role, organiser, regions)
        except (ValueError, WireError) as error:
            raise InputError(N_("No token was made: {reason}."), reason=str(error)) from error

    def revoke(self, database_url: str | None, device: str) -> int:
        """Take the tokens of a device back; how many there were."""
        from central import tokens

        return tokens.revoke(_settings(database_url), device)

    def restored(self, database_url: str | None) -> None:
        """The database comes from a backup: laptops are to compare everything anew."""
        from central.database import renew_epoch

        renew_epoch(_settings(database_url))


def prepare_hub(folder: Path, key: str, workshop: WorkshopId, addresses: Sequence[str], port: int) -> HubReady:
    """Certificate, database and our own token of a hub, and the command that starts it."""
    from central import tokens
    from central.certificates import make_certificate
    from central.settings import HubKind, Settings

    certificate, private_key = folder / "certificate.pem", folder / "private-key.pem"
    if not (certificate.exists() and private_key.exists()):
        certificate, private_key = make_certificate(folder, addresses)
    settings = Settings(
        f"sqlite:///{(folder / 'room.db').as_posix()}",
        key,
        "0.0.0.0",  # noqa: S104 - the other laptops are to reach it
        port,
        kind=HubKind.ROOM.value,
        workshop=workshop,
        certificate=certificate,
        private_key=private_key,
    )
    token = tokens.issue(settings, "hub", organiser=f"room {workshop}", owner=True)
    return HubReady(_own_command("_hub"), settings.environment(), token, certificate.read_text("ascii"))


def run_hub() -> int:
    """Be the hub, until our end of the pipe from the window is closed: no hub outlives its window."""
    from central.serving import serve
    from central.settings import from_environment

    def watch() -> None:
        sys.stdin.read()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(5)  # who types at the hub comes first
    return serve(from_environment())


def _own_command(*arguments: str) -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, *arguments]
    return [sys.executable, "-m", "app", *arguments]


def _database(url: str | None) -> tuple[str, str | None]:
    """The database's address and, where it is a file, its key."""
    if url is not None and not url.startswith("sqlite"):
        return url, None
    return url or f"sqlite:///{(user_paths().data / 'central.db').as_posix()}", environment_key() or _kept_key()


def _kept_key() -> str:
    """The key of this user's receiver: made once, kept in the keyring or a private file."""
    cupboard = KeyCupboard(user_paths().keys)
    kept = cupboard.load(_KEY_OF_PLATFORM)
    if kept is not None:
        return kept.hex
    made = new_key()
    cupboard.save(_KEY_OF_PLATFORM, made)
    return made


def _settings(database_url: str | None):  # type: ignore[no-untyped-def]  # noqa: ANN202 - a type that only this file may know
    from central.settings import Settings

    url, key = _database(database_url)
    return Settings(url, key)
