"""Lets requests in: whose token it is, what it may do, which protocol is spoken."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Header, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from app.sync.wire import OLDEST_PROTOCOL, PROTOCOL
from central import moments, tokens
from central.database import Database
from central.feed import Head, cursor
from central.limits import Failures, Rate
from central.problems import Problem, other_protocol, try_later
from central.settings import Settings
from central.tokens import Bearer, Role

_WRONG_TOKENS_A_MINUTE = 10
_WRONG_CODES_A_MINUTE = 5
_MINUTE = 60


@dataclass(slots=True)
class Hub:
    """What all requests share."""

    settings: Settings
    database: Database
    fingerprint: str | None
    per_token: Rate
    wrong_tokens: Failures
    wrong_codes: Failures

    def stem(self) -> dict[str, Any]:
        """What every answer bears."""
        return {"epoch": self.database.epoch, "server_time": moments.stamp()}

    def head(self, head: Head) -> str:
        """The cursor of the newest operation."""
        return cursor(self.database.epoch, head.seq)


def make_hub(settings: Settings, database: Database, fingerprint: str | None, per_token: Rate) -> Hub:
    """The shared parts of a receiver over an open database."""
    wrong_tokens = Failures(database, "token", _WRONG_TOKENS_A_MINUTE)
    wrong_codes = Failures(database, "code", _WRONG_CODES_A_MINUTE)
    return Hub(settings, database, fingerprint, per_token, wrong_tokens, wrong_codes)


def hub_of(request: Request) -> Hub:
    """The receiver that a request came to."""
    hub: Hub = request.app.state.hub
    return hub


def address_of(request: Request) -> str:
    """Where a request came from."""
    return request.client.host if request.client else "?"


_scheme = HTTPBearer(auto_error=False, description="A token that was handed over once.")
TheHub = Annotated[Hub, Depends(hub_of)]


def bearer(
    request: Request, hub: TheHub, given: Annotated[HTTPAuthorizationCredentials | None, Depends(_scheme)]
) -> Bearer:
    """Whose token a request bears. Problem 401 where it bears none that is good, 429 where it asks too often."""
    found = None if given is None else tokens.bearer_of(hub.database, given.credentials)
    if found is None:
        _refuse(hub, address_of(request), counts=given is not None)
    assert found is not None
    request.state.token_id = found.id
    wait = hub.per_token.wait(found.id)
    if wait:
        raise try_later(429, "rate", "This token asks too often.", max(1, round(wait)))
    return found


def _refuse(hub: Hub, address: str, *, counts: bool) -> None:
    """Good tokens pass even where others of the same address try wrong ones: a whole room may stand behind it."""
    if counts:
        if hub.wrong_tokens.too_many(address):
            raise try_later(429, "rate", "Too many wrong tokens from this address.", _MINUTE)
        hub.wrong_tokens.note(address)
    raise Problem(401, "token", "The token is missing, wrong or was revoked.", headers={"WWW-Authenticate": "Bearer"})


def only(*roles: Role) -> Callable[[Bearer], Bearer]:
    """A dependency that lets only these roles in. Problem 403 for others."""

    def check(who: Annotated[Bearer, Depends(bearer)]) -> Bearer:
        if who.role not in roles:
            raise Problem(403, "role", "This token may not do that.")
        return who

    return check


def owner(who: Annotated[Bearer, Depends(only(Role.DEVICE))]) -> Bearer:
    """The one whose room it is. Problem 403 for others."""
    if not who.owner:
        raise Problem(403, "role", "Only the owner of the room may do that.")
    return who


def spoken(protocol: Annotated[str | None, Header(alias="Sinerji-Protocol")] = None) -> None:
    """The protocol of a request that writes. Problem 426 where it is not ours, or not said."""
    if protocol is None or not protocol.isdecimal() or not OLDEST_PROTOCOL <= int(protocol[:9]) <= PROTOCOL:
        raise other_protocol()


AnyBearer = Annotated[Bearer, Depends(bearer)]
Device = Annotated[Bearer, Depends(only(Role.DEVICE))]
Member = Annotated[Bearer, Depends(only(Role.DEVICE, Role.ORGANISER))]
Owner = Annotated[Bearer, Depends(owner)]
Spoken = Depends(spoken)


def dataset_of(who: Bearer) -> str:
    """The dataset of a bearer whose role has one."""
    if who.dataset is None:
        raise Problem(403, "role", "This token belongs to no dataset.")
    return who.dataset
