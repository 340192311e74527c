"""A network that breaks: passes connections on and cuts them after so many bytes, or takes none at all."""

import contextlib
import socket
import struct
import threading
from urllib.parse import urlsplit

_RESET = struct.pack("ii", 1, 0)


class Proxy:
    """Between a laptop and its hub, on a port of its own. `cut` concerns the next connection only; `passed` counts what
    went through the last one, by direction ("up": to the hub)."""

    def __init__(self, to: str) -> None:
        aim = urlsplit(to)
        self._aim = (aim.hostname, aim.port)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"{aim.scheme}://127.0.0.1:{self._listening.getsockname()[1]}"
        self.passed: dict[str, int] = {"up": 0, "down": 0}
        self.down = False
        self._closing = False
        self._limits: dict[str, int] = {}
        self._reset = False
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []
        self._open: list[socket.socket] = []
        self._start(self._accept)

    def cut(self, direction: str, after: int, *, reset: bool = False) -> None:
        """Break the next connection when `after` bytes have gone that way: with an orderly end, or with a reset."""
        self._limits, self._reset = {direction: after}, reset

    def break_off(self) -> None:
        """Break every connection that is open."""
        with self._lock:
            for one in self._open:
                _close(one, reset=True)
            self._open.clear()

    def close(self) -> None:
        """End everything."""
        self._closing = True
        with contextlib.suppress(OSError):
            socket.create_connection(self._listening.getsockname()).close()  # wakes whoever waits for the next one
        self._threads[0].join(10)
        self._listening.close()
        self.break_off()
        for thread in self._threads:
            thread.join(10)

    def _start(self, work: object, *given: object) -> None:
        thread = threading.Thread(target=work, args=given, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                near, _address = self._listening.accept()
            except OSError:
                return
            if self._closing:
                near.close()
                return
            limits, reset = self._limits, self._reset
            self._limits, self._reset = {}, False
            if self.down or 0 in limits.values():
                _close(near, reset=reset or self.down)
                continue
            self._connect(near, limits, reset)

    def _connect(self, near: socket.socket, limits: dict[str, int], reset: bool) -> None:
        try:
            far = socket.create_connection(self._aim, timeout=5)
        except OSError:  # the hub is down: so is the line to it
            _close(near, reset=True)
            return
        far.settimeout(None)
        for one in (near, far):  # small pieces go at once, as on a line without anything in between
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with self._lock:
            self._open += [near, far]
        self.passed = {"up": 0, "down": 0}
        self._start(self._pipe, near, far, "up", limits.get("up"), reset)
        self._start(self._pipe, far, near, "down", limits.get("down"), reset)

    def _pipe(self, source: socket.socket, sink: socket.socket, way: str, left: int | None, reset: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if left is not None:
                    data = data[:left]
                    left -= len(data)
                sink.sendall(data)
                self.passed[way] += len(data)
                if left == 0:
                    break
        with self._lock:
            for one in (source, sink):
                _close(one, reset=reset and left == 0)


def _close(one: socket.socket, *, reset: bool) -> None:
    with contextlib.suppress(OSError):
        if reset:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        else:
            one.shutdown(socket.SHUT_RDWR)
    with contextlib.suppress(OSError):
        if reset:
            one.shutdown(socket.SHUT_RD)  # wakes whoever waits in recv; the reset itself comes with the close
        one.close()
