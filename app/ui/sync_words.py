"""Words about the exchange with other stores that the top bar and its screen share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.common.errors import AppError
from app.i18n import Translator
from app.i18n.formats import format_day, format_number, format_time
from app.services.sync_rows import Peer, PeerKind, PeerState, SyncStatus

# How long a laptop of the room may be silent before it is marked.
STALE_S = 30


@dataclass(frozen=True, slots=True)
class StateWords:
    """A state for people: icon, colour token and a few words; colour never stands alone."""

    icon: str
    token: str
    text: str


def peer_of(status: SyncStatus | None, kind: PeerKind) -> Peer | None:
    """With whom of this kind we exchange; None where there is nobody."""
    return next((one for one in status.peers if one.kind is kind and one.active), None) if status else None


def moment_words(moment: str | None, t: Translator) -> str:
    """A moment of today as its time, another as its day and time; "" for None."""
    if moment is None:
        return ""
    time = format_time(moment, t.language)
    try:
        today = datetime.fromisoformat(moment).astimezone().date() == datetime.now().astimezone().date()
    except ValueError:
        return moment
    return time if today else f"{format_day(moment, t.language)} {time}"


def ago_words(seconds: int, t: Translator) -> str:
    """How long ago something was heard."""
    if seconds < 60:
        return t("{n} s ago", n=max(0, seconds))
    if seconds < 3600:
        return t("{n} min ago", n=seconds // 60)
    return t("{n} h ago", n=seconds // 3600)


def peer_words(peer: Peer, t: Translator) -> StateWords:
    """How the exchange with a peer stands, in a few words."""
    return _PEER[peer.state](peer, t)


def _never(peer: Peer, t: Translator) -> StateWords:
    return StateWords("unsynced", "text.secondary", t("Not tried yet"))


def _synced(peer: Peer, t: Translator) -> StateWords:
    moment = moment_words(peer.last_ok_at, t)
    return StateWords("synced", "success.text", t("Synced {time}", time=moment) if moment else t("Synced"))


def _working(peer: Peer, t: Translator) -> StateWords:
    return StateWords("sync", "accent.text", t("Syncing"))


def _waiting(peer: Peer, t: Translator) -> StateWords:
    words = t("Offline, again in {n} s", n=peer.retry_in) if peer.retry_in else t("Offline")
    return StateWords("offline", "warning.text", words)


def _held(peer: Peer, t: Translator) -> StateWords:
    words = t.plural("{n} deletion to decide", "{n} deletions to decide", peer.held)
    return StateWords("pause", "warning.text", words)


def _refused(peer: Peer, t: Translator) -> StateWords:
    return StateWords("warning", "danger.text", t("Sync refused"))


_PEER: dict[PeerState, Callable[[Peer, Translator], StateWords]] = {
    PeerState.NEVER: _never,
    PeerState.SYNCED: _synced,
    PeerState.WORKING: _working,
    PeerState.WAITING: _waiting,
    PeerState.HELD: _held,
    PeerState.REFUSED: _refused,
}


def overall_words(status: SyncStatus | None, unsynced: int, t: Translator) -> StateWords:
    """How everything stands together: what a person must do comes first, then what waits, then that all is well.

    `unsynced` is the newest count of what no other store has; `status` is None where no exchange runs.
    """
    peers = [peer for peer in status.peers if peer.active] if status else []
    for state in (PeerState.REFUSED, PeerState.HELD):
        for peer in peers:
            if peer.state is state:
                return peer_words(peer, t)
    number = format_number(unsynced, t.language)
    if any(peer.state is PeerState.WAITING for peer in peers):
        return StateWords("offline", "warning.text", t("Offline, {n} waiting", n=number) if unsynced else t("Offline"))
    if any(peer.state is PeerState.WORKING for peer in peers) and unsynced:
        return StateWords("sync", "accent.text", t("Syncing, {n} left", n=number))
    if unsynced:
        return StateWords("unsynced", "warning.text", t("{count} not synced", count=number))
    return StateWords("synced", "success.text", t("Synced"))


def why_words(peer: Peer, t: Translator) -> str:
    """What is wrong with a peer and how to mend it; "" where nothing is."""
    return sentence(peer.message, peer.params, t) if peer.message else ""


def sentence(message: str, params: Mapping[str, Any], t: Translator) -> str:
    """A message of the exchange; the reason in it is a message itself."""
    return t.error(AppError(message, **params))


def conflict_count_words(count: int, t: Translator) -> str:
    """How many rows two people changed at the same time."""
    return t.plural("{n} conflict", "{n} conflicts", count)
