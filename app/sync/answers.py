"""What a peer answers: what it says of itself, and the ways in which it does not do what was asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.common.errors import AppError
from app.common.messages import N_
from app.operations import Op
from app.sync.wire import OpResult


class Unreachable(Exception):
    """The peer did not answer, or what answered was not it: try again later (`after` seconds, where it says so)."""

    def __init__(self, why: str, after: float | None = None, params: Mapping[str, Any] | None = None) -> None:
        super().__init__(why)
        self.why = AppError(why, **(params or {}))
        self.after, self.status = after, (params or {}).get("status")


class Refused(AppError):
    """The peer refuses for good what was asked: a person has to act. `code` is its word for it."""

    def __init__(self, message: str, /, code: str = "", **params: Any) -> None:
        super().__init__(message, **params)
        self.code = code


class EpochChanged(Exception):
    """The peer has another database than the one that our cursor comes from."""


class TooLarge(Exception):
    """The batch is larger than the peer takes."""


NOT_OURS = N_("what answered is not our server (a sign-in page of the network?)")
NO_ANSWER = N_("no answer")
BUSY = N_("it is busy or out of order (status {status})")
TOKEN = N_("The token is wrong or was revoked: ask for a new one and enter it under Sync.")
ROLE = N_("This token may not send or fetch operations: ask for one for this laptop.")
DATASET = N_(
    "Other data stands behind the same address: nothing was exchanged. Remove the connection and set it up anew."
)
PROTOCOL_OURS = N_("The other side is newer: update this program. Everything typed here is safe and waits.")
PROTOCOL_THEIRS = N_(
    "The other side is older than this program: have it updated. Everything typed here is safe and waits."
)
CERTIFICATE = N_("The certificate of the other side is not the expected one, or has expired: join the room again.")
REQUEST = N_("The other side does not understand the request ({code}): update both sides.")


@dataclass(frozen=True, slots=True)
class Status:
    """What a peer says of itself."""

    kind: str
    dataset: str
    epoch: str
    last: int
    workshop: str | None
    name: str | None


@dataclass(frozen=True, slots=True)
class Pushed:
    """The answer to a batch."""

    epoch: str
    last: int
    results: tuple[OpResult, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A part of the peer's log. `broken` tells fields of operations that could not be read; they are passed over."""

    dataset: str
    epoch: str
    ops: tuple[Op, ...]
    cursor: str
    more: bool
    broken: tuple[str, ...] = field(default=())
