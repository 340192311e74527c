"""The tokens by which others know this laptop: in the system's keyring, else in the encrypted store."""

from typing import Any

from app.model.repositories import local

SERVICE = "sinerji-masasi-sync"
_PREFERENCE = "sync.token."


def keep_token(session: Any, peer_id: str, token: str) -> None:
    """Keep the token for a peer; `session` is one for rows of this laptop."""
    local.remember(session, _PREFERENCE + peer_id, None if _keep_in_keyring(peer_id, token) else token)


def token_for(session: Any, peer_id: str) -> str | None:
    """The token for a peer, None where there is none (any more)."""
    kept = local.recall(session, _PREFERENCE + peer_id)
    return kept if isinstance(kept, str) else _ask_keyring(peer_id)


def _ask_keyring(peer_id: str) -> str | None:
    import keyring

    try:
        return keyring.get_password(SERVICE, peer_id)
    except Exception:  # noqa: BLE001 - back ends raise whatever their system raises; no token is the answer to all of it
        return None


def _keep_in_keyring(peer_id: str, token: str) -> bool:
    """Store it and read it back: some back ends accept a secret and drop it."""
    import keyring

    try:
        keyring.set_password(SERVICE, peer_id, token)
        return keyring.get_password(SERVICE, peer_id) == token
    except Exception:  # noqa: BLE001 - as above: a keyring that does not work is no keyring
        return False
