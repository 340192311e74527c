"""The certificate of a room: made by its own hub, known to the others by its fingerprint."""

import datetime
import ipaddress
import os
from collections.abc import Iterable
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.common.room_code import fingerprint_of

_NAME = "Sinerji Masası salon"
_YEARS = 10


def make_certificate(folder: Path, addresses: Iterable[str]) -> tuple[Path, Path]:
    """A self-signed P-256 certificate and its key as PEM files in `folder`, readable by their owner only.

    ValueError where an address is no IP address. Returns (certificate, private key)."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, _NAME)])
    now = datetime.datetime.now(datetime.UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))  # clocks of the room may be behind
        .not_valid_after(now + datetime.timedelta(days=365 * _YEARS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    )
    names = [x509.IPAddress(ipaddress.ip_address(one)) for one in addresses]
    if names:
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
    certificate = builder.sign(key, hashes.SHA256())
    folder.mkdir(parents=True, exist_ok=True)
    key_text = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    files = folder / "certificate.pem", folder / "private-key.pem"
    _write_private(files[0], certificate.public_bytes(serialization.Encoding.PEM))
    _write_private(files[1], key_text)
    return files


def fingerprint(pem: bytes | str | Path) -> str:
    """The SHA-256 of a certificate's DER form as 64 hex digits; `pem` is its text or file."""
    if isinstance(pem, Path):
        pem = pem.read_bytes()
    text = pem.encode() if isinstance(pem, str) else pem
    return fingerprint_of(x509.load_pem_x509_certificate(text).public_bytes(serialization.Encoding.DER))


def _write_private(path: Path, content: bytes) -> None:
    """Written under another name and moved: never half there, never readable by others, not even for a moment."""
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(path)
