"""A hub made of a few sockets, which answers well but for what a test tells it to answer otherwise."""

import contextlib
import json
import socket
import ssl
import threading
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

# What is sent, and whether the line stays open for the next request: bytes end it.
Answer = bytes | Callable[[socket.socket, threading.Event], bool]


def http(status: int, body: Any = b"", kind: str = "application/json", **headers: str) -> bytes:
    """A whole answer; `body` is bytes, or something to be sent as JSON."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}", f"Content-Type: {kind}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    if "Content_Length" not in headers:
        lines.append(f"Content-Length: {len(content)}")
    return ("\r\n".join([*lines, "", ""])).encode() + content


def problem(status: int, code: str, **more: Any) -> bytes:
    """A refusal as our receivers write it."""
    return http(status, {"status": status, "code": code} | more, "application/problem+json")


class FakeHub:
    """Listens on its own port. `answers` holds what is answered instead, by the last part of the path ("status",
    "changes", "ops"); `taken` are the operations that were pushed, by id; `log` what `changes` gives."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.answers: dict[str, Answer] = {}
        self.taken: dict[str, dict] = {}
        self.log: list[dict] = []
        self.epoch, self.dataset, self.kind, self.last = "e1", "izmir", "room", 0
        self.takes_silently = False  # operations are taken even where something else is answered
        self.asked: list[str] = []
        self._tls = tls
        self._over = threading.Event()
        self._listening = socket.create_server(("127.0.0.1", 0))
        port = self._listening.getsockname()[1]
        self.url = f"{'http' if tls is None else 'https'}://127.0.0.1:{port}"
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def close(self) -> None:
        """Stop answering."""
        self._over.set()
        with contextlib.suppress(OSError):
            socket.create_connection(self._listening.getsockname()).close()
        for thread in self._threads:
            thread.join(10)
        self._listening.close()

    def _accept(self) -> None:
        while True:
            line, _address = self._listening.accept()
            if self._over.is_set():
                line.close()
                return
            thread = threading.Thread(target=self._serve, args=(line,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, line: socket.socket) -> None:
        line.settimeout(5)
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            with contextlib.suppress(OSError):
                if self._tls is not None:
                    line = self._tls.wrap_socket(line, server_side=True)
                self._answer_all(line)
        finally:
            line.close()

    def _answer_all(self, line: socket.socket) -> None:
        while (asked := _request(line)) is not None:
            path, body = asked
            self.asked.append(path)
            answer = self.answers.get(path)
            if answer is None or (path == "ops" and self.takes_silently):
                honest = http(200, getattr(self, f"_{path}")(body))
            if answer is None:
                line.sendall(honest)
            elif isinstance(answer, bytes):
                line.sendall(answer)
                return
            elif not answer(line, self._over):
                return

    def _status(self, _body: bytes) -> dict[str, Any]:
        return {"kind": self.kind, "dataset": self.dataset, "epoch": self.epoch, "last": self.last, "workshop": None}

    def _changes(self, _body: bytes) -> dict[str, Any]:
        log, self.log = self.log, []
        return {"dataset": self.dataset, "epoch": self.epoch, "changes": log, "cursor": "c", "more": False}

    def _ops(self, raw: bytes) -> dict[str, Any]:
        body = json.loads(raw)
        self.taken.update((op["id"], op) for op in body["ops"])
        self.last = max(self.last, body["first"] + len(body["ops"]) - 1)
        results = [{"id": op["id"], "result": "applied"} for op in body["ops"]]
        return {"epoch": self.epoch, "last": self.last, "results": results}


def _request(line: socket.socket) -> tuple[str, bytes] | None:
    """The last part of the path and the body of the next request; None where there is none."""
    raw = b""
    while b"\r\n\r\n" not in raw:
        piece = line.recv(65536)
        raw += piece
        if not piece or not raw[:1].isalpha():
            return None
    head, _, body = raw.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    sizes = [int(one.split(":")[1]) for one in lines if one.lower().startswith("content-length:")]
    while len(body) < sum(sizes):
        body += line.recv(65536)
    path = lines[0].split()[1].partition("?")[0].rpartition("/")[2]
    return path, body


def again_and_again(whole: bytes) -> Answer:
    """The same for every request."""

    def answer(line: socket.socket, _over: threading.Event) -> bool:
        line.sendall(whole)
        return True

    return answer


def hang_up(line: socket.socket, _over: threading.Event) -> bool:
    """Nothing is answered."""
    return False


def drip(head: bytes, piece: bytes = b" ") -> Answer:
    """Begin to answer and then never come to an end: a byte now and then."""

    def answer(line: socket.socket, over: threading.Event) -> bool:
        line.sendall(head)
        while not over.wait(0.02):
            line.sendall(piece)
        return False

    return answer


def flood(head: bytes) -> Answer:
    """Begin to answer and send as much as the other one takes."""

    def answer(line: socket.socket, over: threading.Event) -> bool:
        line.sendall(head)
        while not over.is_set():
            line.sendall(b"10000\r\n" + b" " * 65536 + b"\r\n")
        return False

    return answer
