"""Runs the receiver: one process, or several on one socket."""

import json
import os
import signal
import socket
import ssl
import threading
from typing import Any

import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from central import certificates
from central.application import create_app
from central.database import Database
from central.settings import Settings, from_environment

_BACKLOG = 256
_SHUTDOWN_SECONDS = 5
# Our own line for each request, warnings of the server, nothing else; to standard error.
_LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "stream": "ext://sys.stderr"}},
    "loggers": {
        "central": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "uvicorn": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
    },
}


def application() -> FastAPI:
    """The receiver as a worker process makes it: what it needs to know stands in the environment."""
    return create_app(from_environment())


def serve(settings: Settings) -> int:
    """Serve until the process is told to stop; 0 then. Prints one line of JSON (`url`, `fingerprint`) when clients may
    connect. StoreError where the database cannot be used, OSError where the address cannot."""
    Database(settings).close()  # refused here, with a sentence, and not by every worker
    fingerprint = None if settings.certificate is None else certificates.fingerprint(settings.certificate)
    _check_certificate(settings)
    listening = _listen(settings)
    environment = settings.environment()
    os.environ.update(environment)
    try:
        print(json.dumps({"url": _url(settings, listening), "fingerprint": fingerprint}), flush=True)
        _run(_config(settings), listening)
    finally:
        for name in environment:
            os.environ.pop(name, None)
        listening.close()
    return 0


def _run(config: uvicorn.Config, listening: socket.socket) -> None:
    if threading.current_thread() is threading.main_thread():
        # uvicorn sends the signal that stopped it once more when it is done: an orderly end is no death by signal.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda _number, _frame: None)
    if config.workers > 1:
        Multiprocess(config, sockets=[listening]).run()
    else:
        uvicorn.Server(config).run(sockets=[listening])


def _config(settings: Settings) -> uvicorn.Config:
    return uvicorn.Config(
        "central.serving:application",
        factory=True,
        workers=settings.workers,
        access_log=False,  # it would hold query values
        log_config=_LOGGING,
        server_header=False,
        ws="none",
        lifespan="on",
        backlog=_BACKLOG,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=_SHUTDOWN_SECONDS,
        ssl_certfile=settings.certificate,
        ssl_keyfile=settings.private_key,
    )


def _listen(settings: Settings) -> socket.socket:
    """A socket that takes connections already: what comes before the workers are up waits in its queue."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # Said outright, for only then asyncio lets small answers go at once: otherwise each waits 40 ms for an ACK.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name != "nt":  # there it would let two programs share a port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((settings.host, settings.port))
        listening.listen(_BACKLOG)
        listening.set_inheritable(True)
    except BaseException:
        listening.close()
        raise
    return listening


def _check_certificate(settings: Settings) -> None:
    """Fail here, and not in every worker, where certificate and key do not fit together."""
    if settings.certificate is not None:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(settings.certificate, settings.private_key)


def _url(settings: Settings, listening: socket.socket) -> str:
    """Where the receiver is reached from this machine."""
    address, port = listening.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address, address)  # noqa: S104 - not bound to, translated
    scheme = "http" if settings.certificate is None else "https"
    return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"
