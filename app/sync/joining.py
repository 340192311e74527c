"""Coming into a room: the code vouches for the hub's certificate, then is traded for a token."""

import ssl
from dataclasses import dataclass

from app.common.errors import InputError
from app.common.messages import N_
from app.common.room_code import LETTERS, PREFIX_LETTERS, as_typed, code_prefix, fingerprint_of
from app.sync.answers import Refused, Unreachable

PORT = 8743
SECONDS = 6.0

NO_CODE = N_("The code has 16 letters and digits, as the hub shows it: compare it once more.")
NO_ADDRESS = N_("“{address}” is no address; it looks like 192.168.1.20:8743.")
NOBODY = N_("Nobody answers at {address}: is it the same Wi-Fi, and does the hub still run?")
BLOCKED = N_(
    "The firewall of the hub, or a Wi-Fi that keeps laptops apart, lets nothing through to {address}: allow Sinerji "
    "Masası there for private networks, use a phone’s hotspot, or a USB stick."
)
IMPOSTOR = N_("What answers at {address} is not the hub that made this code: compare address and code with its screen.")
USED = N_("The code is wrong, was used, or is older than a quarter of an hour: let the hub make a new one.")
TOO_MANY = N_("Too many wrong codes: wait a minute, then try again.")


@dataclass(frozen=True, slots=True)
class Entrance:
    """What a laptop got for a code."""

    url: str
    certificate: str
    token: str
    dataset: str
    workshop_id: str | None
    room_key: str | None
    name: str | None


def join_room(address: str, code: str, device: str, name: str) -> Entrance:
    """Come into the room whose hub is at `address`. InputError with a sentence that says how to mend it."""
    letters = as_typed(code)
    if len(letters) != LETTERS:
        raise InputError(NO_CODE)
    host, port = _parts(address)
    shown = f"{host}:{port}"
    try:
        certificate = ssl.get_server_certificate((host, port), timeout=SECONDS)
    except TimeoutError as error:  # refused at once: nothing runs there; silence: something in between swallows it
        raise InputError(BLOCKED, address=shown) from error
    except (OSError, ValueError) as error:
        raise InputError(NOBODY, address=shown) from error
    fingerprint = fingerprint_of(ssl.PEM_cert_to_DER_cert(certificate))
    if code_prefix(fingerprint) != letters[:PREFIX_LETTERS]:
        raise InputError(IMPOSTOR, address=shown)
    from app.sync.transport import Transport

    url = f"https://{_bracketed(host)}:{port}"
    try:
        with Transport(url, None, certificate, seconds=SECONDS) as transport:
            got = transport.join({"code": code, "device": device, "name": name})
    except Unreachable as error:
        busy = error.status == 429
        raise InputError(TOO_MANY if busy else NOBODY, address=shown) from error
    except Refused as error:
        if error.code in ("code", "role"):
            raise InputError(USED) from error
        raise
    if not isinstance(got.get("token"), str) or not isinstance(got.get("dataset"), str):
        raise InputError(NOBODY, address=shown)
    token, workshop, room_key = got["token"], got.get("workshop"), got.get("room_key")
    return Entrance(url, certificate, token, got["dataset"], workshop, room_key, _name_of(url, token, certificate))


def _name_of(url: str, token: str, certificate: str) -> str | None:
    """What the room calls itself; not worth a refusal where the hub does not say."""
    from app.sync.transport import Transport

    try:
        with Transport(url, token, certificate, seconds=SECONDS) as transport:
            return transport.status().name
    except (Unreachable, Refused):
        return None


def _parts(address: str) -> tuple[str, int]:
    text = address.strip().removeprefix("https://").removeprefix("http://").rstrip("/")
    host, colon, port = text.rpartition(":")
    if not colon or host.count(":"):
        host, port = (text, str(PORT)) if text.count(":") != 1 else (host, port)
    if host.startswith("[") and host.endswith("]"):
        host = host[1:-1]
    if not host or " " in host or not port.isdigit() or not 0 < int(port) < 65_536:
        raise InputError(NO_ADDRESS, address=address)
    return host, int(port)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
