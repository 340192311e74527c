"""The room's hub on this laptop: a receiver in a child process, the code that lets others in, and our own way to it."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.common.errors import AppError, InputError
from app.common.messages import N_
from app.model.database import Database
from app.model.repositories import local, workshops
from app.records import WorkshopId
from app.services.sync import SyncService
from app.services.sync_rows import HubInfo
from app.sync.answers import Refused, Unreachable
from app.sync.joining import PORT

if TYPE_CHECKING:
    from app.sync.transport import Transport

_KEY = "hub.key"
STARTING_SECONDS = 40.0
# On Windows: no console, and after whoever types (elsewhere the child sees to that itself).
_QUIETLY = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
# When nobody has come for so long although a code was shown, something is in the way.
QUIET_SECONDS = 90.0

NOT_STARTED = N_("The hub could not be started ({why}); capture goes on as before.")
SILENT = N_("it did not answer in time")
DIED = N_("The hub has stopped ({why}); start it again, or let another laptop be the hub. Nothing was lost.")
FIREWALL = N_(
    "Nobody has come in yet. If others get no answer: allow Sinerji Masası on this laptop's firewall (private "
    "networks), or let all laptops use the hotspot of a phone: guest Wi-Fi often keeps laptops apart."
)


@dataclass(frozen=True, slots=True)
class HubReady:
    """A receiver that can be started: the command, what it finds in its environment, our token, its certificate."""

    command: Sequence[str]
    environment: Mapping[str, str] = field(repr=False)
    token: str = field(repr=False)
    certificate: str


# (folder for its files, key of its database, workshop, addresses, port) → what is to be started
PrepareHub = Callable[[Path, str, WorkshopId, Sequence[str], int], HubReady]


@dataclass
class _Running:
    process: subprocess.Popen[str]
    workshop_id: WorkshopId
    peer_id: str
    url: str
    token: str = field(repr=False)
    certificate: str
    addresses: tuple[str, ...]
    since: float
    code: str = ""
    joined: tuple[str, ...] = ()


class HubService:
    """Use cases of the hub. `folder` is where its files lie; `prepare` is given by the composition root, which alone
    knows the receiver."""

    def __init__(self, database: Database, sync: SyncService, folder: Path, prepare: PrepareHub) -> None:
        self._database, self._sync, self._folder, self._prepare = database, sync, folder, prepare
        self._running: _Running | None = None
        self._guard = threading.Lock()

    def start(self, workshop_id: WorkshopId, name: str = "") -> HubInfo:
        """Let this laptop be the hub of the room for a workshop; `name` is how the others see it, where somebody has
        said. InputError where it cannot be started. Slow."""
        if name:
            self._sync.name_laptop(name)
        with self._guard:
            if self._running is not None and self._running.workshop_id != workshop_id:
                self._stop()
            if self._running is None:
                self._running = self._started(workshop_id)
        return self.new_code()

    def stop(self) -> None:
        """End the hub. What it has, every laptop has too, or sends to the next one."""
        with self._guard:
            self._stop()

    def info(self) -> HubInfo | None:
        """The running hub, asked who has come; None where none runs. InputError where it died. Slow."""
        with self._guard:
            running = self._alive()
            if running is None:
                return None
            codes = self._ask(running, lambda hub: hub.codes()).get("codes", [])
            running.joined = tuple(one["used_name"] or one["used_by"] for one in codes if one.get("used_at"))
            if any(one.get("used_at") is None for one in codes):
                return _info(running)
        return self.new_code()  # the code was used: the next laptop gets its own

    def new_code(self) -> HubInfo:
        """A new code, for one more laptop. InputError where no hub runs. Slow."""
        with self._guard:
            running = self._alive()
            if running is None:
                raise InputError(N_("No hub is running on this laptop."))
            running.code = str(self._ask(running, lambda hub: hub.new_code())["code"])
            return _info(running)

    def _started(self, workshop_id: WorkshopId) -> _Running:
        """Started on the port that people know, or on any where another program was quicker to take it."""
        if _is_free(PORT):
            with suppress(InputError):
                return self._started_on(PORT, workshop_id)
        return self._started_on(0, workshop_id)

    def _started_on(self, port: int, workshop_id: WorkshopId) -> _Running:
        addresses = own_addresses()
        folder = self._folder / "hub" / workshop_id
        ready = self._prepare(folder, self._key(), workshop_id, addresses, port)
        process = subprocess.Popen(  # noqa: S603 - our own program
            list(ready.command),
            stdin=subprocess.PIPE,  # the child ends when this end is closed, also by our death
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            env={**os.environ, **ready.environment},
            creationflags=_QUIETLY,
        )
        told = _first_line(process)
        port = int(str(told["url"]).rsplit(":", 1)[1])
        url = f"https://127.0.0.1:{port}"
        peer = self._sync.add_own_hub(url, ready.token, ready.certificate, workshop_id, self._name_of(workshop_id))
        shown = tuple(f"{address}:{port}" for address in addresses)
        return _Running(process, workshop_id, peer.id, url, ready.token, ready.certificate, shown, time.monotonic())

    def _stop(self) -> None:
        running, self._running = self._running, None
        if running is None:
            return
        self._sync.pause(running.peer_id)
        if running.process.stdin is not None:
            running.process.stdin.close()
        running.process.terminate()
        try:
            running.process.wait(5)
        except subprocess.TimeoutExpired:
            running.process.kill()
            running.process.wait()
        if running.process.stdout is not None:
            running.process.stdout.close()

    def _alive(self) -> _Running | None:
        running = self._running
        if running is not None and running.process.poll() is not None:
            status = running.process.returncode
            self._stop()
            raise InputError(DIED, why=status)
        return running

    @staticmethod
    def _ask(running: _Running, request: Callable[[Transport], dict[str, Any]]) -> dict[str, Any]:
        from app.sync.transport import Transport

        try:
            with Transport(running.url, running.token, running.certificate) as transport:
                return request(transport)
        except (Unreachable, Refused) as error:
            raise InputError(DIED, why=error.why if isinstance(error, Unreachable) else error) from error

    def _name_of(self, workshop_id: WorkshopId) -> str:
        with self._database.read() as session:
            workshop = workshops.get(session, workshop_id)
        if workshop is None:
            raise InputError(N_("The workshop of the room is no longer there."))
        return workshop.name

    def _key(self) -> str:
        """The key of the hub's database, made once; it stands in the store, which is encrypted."""
        with self._database.read() as session:
            kept = local.recall(session, _KEY)
        if isinstance(kept, str):
            return kept
        made = secrets.token_hex(32)
        self._sync.write_local(lambda session: local.remember(session, _KEY, made))
        return made


def own_addresses() -> tuple[str, ...]:
    """The addresses under which others may reach this laptop, the likeliest first; the loopback where there is none."""
    found: dict[str, None] = {}
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, suppress(OSError):
        probe.connect(("192.0.2.1", 9))  # reserved for documentation; nothing is sent by this
        found[probe.getsockname()[0]] = None
    with suppress(OSError):
        found |= dict.fromkeys(str(one[4][0]) for one in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET))
    usable = tuple(address for address in found if not address.startswith("127."))
    return usable or ("127.0.0.1",)


def _is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        try:
            probe.bind(("0.0.0.0", port))  # noqa: S104 - tried on all, as the hub listens on all
        except OSError:
            return False
    return True


def _first_line(process: subprocess.Popen[str]) -> dict[str, Any]:
    """What the child says when it listens. InputError where it ends or stays silent."""
    lines: list[str] = []

    def read() -> None:
        if process.stdout is not None:
            lines.append(process.stdout.readline())

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    reader.join(STARTING_SECONDS)
    try:
        told = json.loads(lines[0])
    except (IndexError, ValueError) as error:
        process.kill()
        status = process.wait()
        raise InputError(NOT_STARTED, why=AppError(SILENT) if not lines else f"status {status}") from error
    return dict(told)


def _info(running: _Running) -> HubInfo:
    quiet = not running.joined and time.monotonic() - running.since > QUIET_SECONDS
    text = f"sinerji://room?a={running.addresses[0]}&c={running.code}"
    return HubInfo(
        running.workshop_id, running.addresses, running.code, _qr(text), running.joined, FIREWALL if quiet else None
    )


def _qr(text: str) -> tuple[tuple[bool, ...], ...]:
    from reportlab.graphics.barcode import qrencoder

    code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    return tuple(tuple(bool(module) for module in row) for row in code.modules)
