"""The tokens by which others know this laptop: in the system's keyring, else in the encrypted store."""

from typing import Any

from app.model.keys import ask_keyring, keep_in_keyring
from app.model.repositories import local

SERVICE = "sinerji-masasi-sync"
_PREFERENCE = "sync.token."


def keep_token(session: Any, peer_id: str, token: str) -> None:
    """Keep the token for a peer; `session` is one for rows of this laptop."""
    local.remember(session, _PREFERENCE + peer_id, None if keep_in_keyring(peer_id, token, SERVICE) else token)


def token_for(session: Any, peer_id: str) -> str | None:
    """The token for a peer, None where there is none (any more)."""
    kept = local.recall(session, _PREFERENCE + peer_id)
    return kept if isinstance(kept, str) else ask_keyring(peer_id, SERVICE)
