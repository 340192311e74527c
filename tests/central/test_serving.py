"""The receiver as a process: one line when it listens, TLS, several workers, an orderly end."""

import json
import signal
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2
import pytest

from central import certificates, tokens
from central.settings import Settings

ROOT = Path(__file__).parents[2]
PROGRAM = "import sys; from central.serving import serve; from central.settings import from_environment\n"
PROGRAM += "if __name__ == '__main__': sys.exit(serve(from_environment()))"


@pytest.fixture
def room(tmp_path: Path) -> Settings:
    certificate, key = certificates.make_certificate(tmp_path / "tls", ["127.0.0.1"])
    url = f"sqlite:///{tmp_path / 'salon ığ.db'}"
    return Settings(url, "0f" * 32, kind="room", workshop="w1", certificate=certificate, private_key=key)


@contextmanager
def served(settings: Settings) -> Iterator[dict[str, Any]]:
    """A receiver in a process of its own; its line. It is stopped at the end, and is to stop well."""
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env={"PATH": "/usr/bin", "PYTHONIOENCODING": "utf-8"} | settings.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line, process.stderr.read() if process.stderr else ""
        yield json.loads(line)
    finally:
        process.send_signal(signal.SIGTERM)
        _out, errors = process.communicate(timeout=30)
    assert process.returncode == 0, errors


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_a_room_answers_over_tls_as_soon_as_it_says_so(room: Settings, workers: int) -> None:
    settings = replace(room, workers=workers)
    token = tokens.issue(settings, "kurucu", "device", "salon", owner=True)
    headers = {"Authorization": f"Bearer {token}", "Sinerji-Protocol": "1"}
    assert settings.certificate is not None
    with served(settings) as line:
        assert line["fingerprint"] == certificates.fingerprint(settings.certificate)
        trust = ssl.create_default_context(cafile=str(settings.certificate))
        with httpx2.Client(base_url=line["url"], verify=trust, headers=headers, timeout=30) as client:
            assert client.get("/v1/status").json()["workshop"] == "w1"
            assert client.post("/v1/codes", json={}).status_code == 200
            answer = client.get("/v1/health")
            assert "server" not in answer.headers
        if workers == 1:
            assert b" 413 " in _raw(line["url"], trust, b"POST /v1/ops HTTP/1.1\r\nContent-Length: 2000000\r\n")


def test_a_certificate_that_does_not_fit_its_key_stops_the_start(room: Settings, tmp_path: Path) -> None:
    _other, key = certificates.make_certificate(tmp_path / "other", [])
    wrong = replace(room, private_key=key)
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env={"PATH": "/usr/bin"} | wrong.environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode != 0
    assert ran.stdout == ""


def _raw(url: str, trust: ssl.SSLContext, start: bytes) -> bytes:
    """The status line to a request whose body never comes."""
    host, _, port = url.removeprefix("https://").partition(":")
    plain = socket.create_connection((host, int(port)), timeout=10)
    with trust.wrap_socket(plain, server_hostname=host) as line:
        line.sendall(start + f"Host: {host}\r\n\r\n".encode())
        return line.recv(200)
