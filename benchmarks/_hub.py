"""The real receiver in a process of its own, and laptops that exchange with it: for measuring and for fault tests."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from sqlalchemy import select

from app.model.database import Database
from app.model.health import canonical_hash
from app.model.peers import PeerRecord, add_peer, peer
from app.model.store import Store, open_store
from app.model.tables import CardRow, ChangeRow
from app.sync.exchange import Exchange, Outcomes
from app.sync.transport import Transport
from benchmarks._stores import KEY
from central import tokens
from central.settings import Settings

HUB = "hub"
ORGANISER = "izmir"
_SERVING = (
    "from central.serving import serve; from central.settings import from_environment; "
    "raise SystemExit(serve(from_environment()))"
)
T = TypeVar("T")


class Hub:
    """A receiver that can be started, stopped, killed and started again on the same port and database."""

    def __init__(self, settings: Settings, log: Path | None = None) -> None:
        self.settings = settings
        self.url = ""
        self._log = log
        self._process: subprocess.Popen[str] | None = None

    @classmethod
    def in_folder(cls, folder: Path, database_url: str | None = None, **settings: Any) -> Hub:
        """A room's hub that is not started yet: on an encrypted file in `folder`, or on a PostgreSQL database."""
        url = database_url or f"sqlite:///{folder / 'hub.db'}"
        return cls(Settings(url, key_hex=KEY, **{"kind": "room", **settings}), folder / "hub.log")

    def start(self) -> Hub:
        """Start it; returns when laptops may connect."""
        environment = {**os.environ, **self.settings.environment(), "PYTHONUTF8": "1"}
        command = [sys.executable, "-c", _SERVING]
        with Path(self._log or os.devnull).open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=Path(__file__).parents[1], env=environment, stdout=subprocess.PIPE, stderr=log, text=True
            )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            status = self._process.wait()
            self.stop()
            raise RuntimeError(f"the receiver ended with {status}")
        self.url = json.loads(line)["url"]
        self.settings = replace(self.settings, port=int(self.url.rpartition(":")[2]))
        return self

    def kill(self) -> None:
        """SIGKILL: no handler runs, nothing is finished."""
        if self._process is not None and self.settings.workers > 1:
            for worker in _children(self._process.pid):
                os.kill(worker, signal.SIGKILL)
        self._end(subprocess.Popen.kill)

    def stop(self) -> None:
        """Let it end in order."""
        self._end(subprocess.Popen.terminate)

    def token(self, device: str) -> str:
        """A token for one more laptop."""
        return tokens.issue(self.settings, device, "device", ORGANISER)

    def memory(self) -> float:
        """The most memory that the process and its workers held so far, in MB. Only on Linux."""
        assert self._process is not None
        return sum(_peak_memory(one) for one in (self._process.pid, *_children(self._process.pid)))

    def __enter__(self) -> Hub:
        return self if self._process is not None else self.start()

    def __exit__(self, _kind: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None) -> None:
        self.stop()

    def _end(self, how: Callable[[subprocess.Popen[str]], None]) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        how(process)
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


class Laptop:
    """A store with its seam that knows one hub; `url` may also be that of something in between."""

    def __init__(
        self, path: Path, url: str, token: str, certificate: str | None = None, *, kind: str = "room", key: str = KEY
    ) -> None:
        self.url, self.token, self.certificate = url, token, certificate
        self.store: Store = open_store(path, key=key)
        self.database = Database(self.store.engine, self.store.device_id, actor=f"Işıl {path.stem}")
        self._turn = threading.Lock()
        with self.database.write_local() as session:
            if peer(session, HUB) is None:
                add_peer(session, _hub_record(kind, url, certificate))

    def execute(self, work: Callable[[], T]) -> T:
        """Run something alone on the store: whoever types and whoever exchanges take turns."""
        with self._turn:
            return work()

    def exchange(self, seconds: float = 20.0, **options: Any) -> Outcomes:
        """One round with the hub."""
        with Transport(self.url, self.token, self.certificate, seconds=seconds) as transport:
            return Exchange(self.database, HUB, transport, self.execute, **options).run()

    def sent(self) -> int:
        """The number up to which the hub has confirmed."""
        with self.database.read() as session:
            known = peer(session, HUB)
        assert known is not None
        return known.sent

    def operations(self) -> set[str]:
        """The ids of all operations in the log."""
        with self.database.read() as session:
            return set(session.scalars(select(ChangeRow.id)))

    def cards(self) -> set[str]:
        """The ids of all living cards."""
        with self.database.read() as session:
            return set(session.scalars(select(CardRow.id).where(CardRow.deleted_at.is_(None))))

    def canonical(self) -> str:
        """The hash by which two stores are known to say the same."""
        with self.store.connect_read_only() as raw:
            return canonical_hash(raw)

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    def __enter__(self) -> Laptop:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None) -> None:
        self.close()


def _hub_record(kind: str, url: str, certificate: str | None) -> PeerRecord:
    return PeerRecord(
        HUB, kind, "Salon", url, None, None, "", 0, 0, None, certificate, None, "2026-11-21T09:00:00.000Z", None, True
    )


def _peak_memory(process: int) -> float:
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _children(process: int) -> list[int]:
    found = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [int(one) for one in found]
