"""The exchange with one peer, going on in the background on a thread of its own."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from app.common.errors import AppError
from app.common.messages import N_
from app.model.peers import PeerRecord
from app.services.sync_rows import PeerState, Presence
from app.sync.answers import NOT_OURS, Refused, Unreachable
from app.sync.exchange import Held, Outcomes
from app.sync.rhythm import BackOff

if TYPE_CHECKING:
    from app.sync.transport import Transport

# How often a room and a platform are asked for news; what was typed here goes at once.
BEAT = {"room": 1.0, "platform": 60.0}
UNREACHABLE = N_("{name} cannot be reached ({why}); everything typed here is safe and is sent as soon as it can be.")
TOO_MANY_DELETIONS = N_("{rows} deletions have come at once: decide whether they are meant.")
FAULT = N_("The exchange stopped at an unforeseen fault; it is tried again. The log has the details.")


@dataclass(frozen=True, slots=True)
class Told:
    """How the exchange with a peer stands, as the window shows it."""

    state: PeerState = PeerState.NEVER
    message: str | None = None
    params: Mapping[str, Any] = field(default_factory=dict)
    next_try: float | None = None  # time.monotonic
    held: int = 0
    present: tuple[Presence, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """What a worker needs: `connect` opens the way to the peer, `round` exchanges over it (told whether deletions are
    allowed), `presence` is what we tell a room of ourselves, `told` hears of every change of state."""

    connect: Callable[[], Transport]
    round: Callable[[Transport, bool], Outcomes]
    presence: Callable[[], Mapping[str, Any]]
    told: Callable[[], None]


class PeerWorker:
    """Start once, stop once. `wake` makes it try at once."""

    def __init__(self, peer: PeerRecord, work: Work) -> None:
        self.peer = peer
        self.told = Told()
        self._work = work
        self._event = threading.Event()
        self._stopping = False
        self._allow = False
        self._dirty = True
        self._head: str | None = None
        self._back_off = BackOff(peer.kind)
        self._thread = threading.Thread(target=self._run, name=f"sync-{peer.kind}", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self, seconds: float = 5.0) -> None:
        """End after the request that is under way; a thread that hangs in the network ends with the program."""
        self._stopping = True
        self._event.set()
        self._thread.join(seconds)

    def wake(self) -> None:
        """Something was stored here, or somebody asked: exchange at once."""
        self._dirty = True
        self._event.set()

    def insist(self) -> None:
        """Somebody asked: also where we were refused, and without waiting any longer."""
        self._back_off.worked()
        if self.told.state in (PeerState.REFUSED, PeerState.WAITING):
            self._tell(replace(self.told, state=PeerState.WORKING, next_try=None))
        self.wake()

    def allow_deletions(self) -> None:
        """The deletions that are held are meant."""
        self._allow = True
        self._tell(replace(self.told, state=PeerState.WORKING, held=0))
        self.wake()

    def _run(self) -> None:
        transport: Transport | None = None
        try:
            while not self._stopping:
                wait = BEAT[self.peer.kind]
                if self.told.state not in (PeerState.REFUSED, PeerState.HELD):
                    try:
                        transport = transport or self._work.connect()
                        self._beat(transport)
                    except Exception as error:  # noqa: BLE001 - sorted by _failed, which logs what is a fault of ours
                        wait = self._failed(error)
                        if transport is not None:
                            transport.close()
                            transport = None
                self._event.wait(wait)
                self._event.clear()
        finally:
            if transport is not None:
                transport.close()

    def _beat(self, transport: Transport) -> None:
        """Ask a room who is there and whether there is news; exchange where there is, here or there."""
        head, present = self._head, self.told.present
        if self.peer.kind == "room":
            told = transport.presence(self._work.presence())
            head, present = str(told.get("head")), _present(told)
        if self._dirty or head != self._head or self.peer.kind != "room":
            self._dirty = False
            if self.told.state is not PeerState.SYNCED:
                self._tell(replace(self.told, state=PeerState.WORKING))
            try:
                self._work.round(transport, self._allow)
            except BaseException:
                self._dirty = True
                raise
            self._allow = False
            self._head = head
        self._back_off.worked()
        self._tell(Told(PeerState.SYNCED, present=present))

    def _failed(self, error: Exception) -> float:
        present = self.told.present
        if isinstance(error, Unreachable):
            wait = self._back_off.failed(error.after)
            params = {"name": self.peer.name, "why": error.why}
            self._tell(Told(PeerState.WAITING, UNREACHABLE, params, time.monotonic() + wait, present=present))
            return wait
        if isinstance(error, Held):
            self._tell(Told(PeerState.HELD, TOO_MANY_DELETIONS, {"rows": error.rows}, None, error.rows, present))
            return BEAT["platform"]
        if isinstance(error, Refused):
            self._tell(Told(PeerState.REFUSED, error.message, error.params, present=present))
            return BEAT["platform"]
        wait = self._back_off.failed()
        if isinstance(error, AppError):  # a full disk, say
            self._tell(Told(PeerState.WAITING, error.message, error.params, time.monotonic() + wait, present=present))
            return wait
        if not self._stopping:
            logging.getLogger(__name__).error("the exchange with a peer failed", exc_info=error)
        self._tell(Told(PeerState.WAITING, FAULT, {}, time.monotonic() + wait, present=present))
        return wait

    def _tell(self, told: Told) -> None:
        changed = told != self.told
        self.told = told
        if changed:
            self._work.told()


def _present(told: Mapping[str, Any]) -> tuple[Presence, ...]:
    try:
        return tuple(
            Presence(one["device"], one["name"], one["table"], one["cards"], one["unsynced"], one["seconds"])
            for one in told["present"]
        )
    except (KeyError, TypeError) as error:
        raise Unreachable(NOT_OURS) from error
