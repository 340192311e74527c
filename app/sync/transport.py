"""HTTP to a peer: one method a request, bounded in time and size, every failure sorted into what to do about it.

An answer counts only where it is ours: JSON of the agreed shape. A captive portal's page with status 200 is a peer that
cannot be reached.
"""

import json
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

import httpx2

from app.sync.answers import (
    BUSY,
    CERTIFICATE,
    DATASET,
    NO_ANSWER,
    NOT_OURS,
    PROTOCOL_OURS,
    PROTOCOL_THEIRS,
    REQUEST,
    ROLE,
    TOKEN,
    EpochChanged,
    Page,
    Pushed,
    Refused,
    Status,
    TooLarge,
    Unreachable,
)
from app.sync.wire import PROTOCOL, Batch, WireError, batch_to_json, op_from_json, result_from_json

MOST_ANSWER_BYTES = 32_000_000
CONNECT_SECONDS, READ_SECONDS, WHOLE_SECONDS = 5.0, 20.0, 60.0
SLOWEST_LINE = 4_000  # bytes a second: a request may take that much longer than `seconds`
_TRY_AGAIN = frozenset({408, 425, 429})


class Transport:
    """The requests of one exchange. Close it after use."""

    def __init__(
        self,
        url: str,
        token: str | None,
        certificate: str | None = None,
        *,
        seconds: float = WHOLE_SECONDS,
        client: httpx2.Client | None = None,
    ) -> None:
        headers = {"Sinerji-Protocol": str(PROTOCOL), "Accept": "application/json"}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        self._seconds = seconds
        self._line: socket.socket | None = None
        self._client = client or httpx2.Client(
            base_url=url.rstrip("/"),
            headers=headers,
            verify=_trust(url, certificate),
            timeout=httpx2.Timeout(READ_SECONDS, connect=CONNECT_SECONDS),
            follow_redirects=False,
            trust_env=certificate is None,  # a proxy has no business between two laptops of a room
        )

    def close(self) -> None:
        """Let the connection go."""
        self._client.close()

    def __enter__(self) -> "Transport":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def status(self) -> Status:
        """Who answers there."""
        body = self._ask("GET", "/v1/status")
        try:
            return Status(
                _text(body["kind"]), _text(body["dataset"]), _text(body["epoch"]), _number(body["last"]),
                _text_or_none(body.get("workshop")), _text_or_none(body.get("name")),
            )  # fmt: skip
        except (KeyError, TypeError, ValueError) as error:
            raise Unreachable(NOT_OURS) from error

    def push(self, batch: Batch) -> Pushed:
        """Send a batch. TooLarge, EpochChanged, Refused, Unreachable."""
        body = self._ask("POST", "/v1/ops", batch_to_json(batch))
        try:
            results = tuple(result_from_json(one) for one in body["results"])
            answer = Pushed(_text(body["epoch"]), _number(body["last"]), results)
        except (KeyError, TypeError, ValueError) as error:
            raise Unreachable(NOT_OURS) from error
        if len(results) != len(batch.ops) or any(a.op_id != b.id for a, b in zip(results, batch.ops, strict=True)):
            raise Unreachable(NOT_OURS)
        return answer

    def changes(self, cursor: str, skip: str, limit: int) -> Page:
        """The peer's log after `cursor`, without what the device `skip` wrote."""
        body = self._ask("GET", "/v1/changes", query={"cursor": cursor, "skip": skip, "limit": str(limit)})
        try:
            ops, broken = [], []
            for number, value in enumerate(body["changes"]):
                try:
                    ops.append(op_from_json(value, f"changes.{number}"))
                except WireError as error:
                    broken.append(error.field)
            dataset, epoch, end = _text(body["dataset"]), _text(body["epoch"]), _text(body["cursor"])
            page = Page(dataset, epoch, tuple(ops), end, body["more"] is True, tuple(broken))
        except (KeyError, TypeError, ValueError) as error:
            raise Unreachable(NOT_OURS) from error
        if page.more and page.cursor == cursor:  # the same would be asked for ever
            raise Unreachable(NOT_OURS)
        return page

    def presence(self, told: Mapping[str, Any]) -> dict[str, Any]:
        """Tell that we are there; what the peer knows of the others, and its newest cursor."""
        return self._ask("POST", "/v1/presence", told)

    def join(self, told: Mapping[str, Any]) -> dict[str, Any]:
        """Trade a code for a token."""
        return self._ask("POST", "/v1/join", told)

    def new_code(self) -> dict[str, Any]:
        """A code with which one more laptop may join (owner only)."""
        return self._ask("POST", "/v1/codes", {})

    def codes(self) -> dict[str, Any]:
        """Codes that wait, and those that were used (owner only)."""
        return self._ask("GET", "/v1/codes")

    def put_blob(self, sha256: str, content: bytes) -> None:
        """Send an exported file, unless the peer has it."""
        path = f"/v1/blobs/{sha256}"
        if self._send("HEAD", path)[0].status_code == 200:
            return
        answer, raw = self._send("PUT", path, content)
        if answer.status_code not in (200, 201, 204):
            self._refuse(answer.status_code, _json_object(raw) or {}, answer.headers)

    def _ask(
        self, method: str, path: str, content: Any = None, query: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        data = None if content is None else json.dumps(content, ensure_ascii=False).encode()
        headers = {} if data is None else {"Content-Type": "application/json"}
        answer, raw = self._send(method, path, data, headers, query)
        body = _json_object(raw)
        if answer.status_code != 200:
            self._refuse(answer.status_code, body or {}, answer.headers)
        if body is None or "json" not in answer.headers.get("content-type", ""):
            raise Unreachable(NOT_OURS)
        return body

    def _send(
        self,
        method: str,
        path: str,
        data: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        query: Mapping[str, str] | None = None,
    ) -> tuple[httpx2.Response, bytes]:
        """The answer and its body, as long as it is neither endless nor endlessly slow."""
        raw = bytearray()
        whole = self._client.stream(
            method, path, content=data, headers=headers, params=query, extensions={"trace": self._note_line}
        )
        try:
            with self._bounded(self._seconds + len(data or b"") / SLOWEST_LINE), whole as answer:
                for piece in answer.iter_bytes():
                    raw += piece
                    if len(raw) > MOST_ANSWER_BYTES:
                        raise Unreachable(NOT_OURS)
        except httpx2.HTTPError as error:
            if isinstance(_root(error), ssl.SSLCertVerificationError):
                raise Refused(CERTIFICATE, code="certificate") from error
            raise Unreachable(NO_ANSWER) from error
        return answer, bytes(raw)

    def _note_line(self, event: str, told: Mapping[str, Any]) -> None:
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self._line = told["return_value"].get_extra_info("socket")

    @contextmanager
    def _bounded(self, seconds: float) -> Iterator[None]:
        """Cut the line when so much time is over: the limits of the client begin anew with every byte that comes."""

        def cut() -> None:
            if self._line is not None:
                with suppress(OSError):  # it is closed already
                    socket.socket.shutdown(self._line, socket.SHUT_RDWR)

        watch = threading.Timer(seconds, cut)
        watch.daemon = True
        watch.start()
        try:
            yield
        finally:
            watch.cancel()

    def _refuse(self, status: int, body: Mapping[str, Any], headers: Mapping[str, str]) -> None:
        code = str(body.get("code", ""))
        if status == 410 and code == "epoch":
            raise EpochChanged
        if status == 413 and code == "size":
            raise TooLarge
        if status in _TRY_AGAIN or status >= 500:
            raise Unreachable(BUSY, _seconds_of(headers.get("retry-after")), {"status": status})
        if not code:  # a refusal that is not ours: a portal, a proxy
            raise Unreachable(NOT_OURS)
        if code == "protocol":
            older = isinstance(body.get("newest"), int) and body["newest"] < PROTOCOL
            raise Refused(PROTOCOL_THEIRS if older else PROTOCOL_OURS, code=code)
        message = {"token": TOKEN, "role": ROLE, "dataset": DATASET}.get(code)
        if message is not None:
            raise Refused(message, code=code)
        raise Refused(REQUEST, code=code)


def _trust(url: str, certificate: str | None) -> ssl.SSLContext | bool:
    """Whom to believe: in a room only the one certificate that the code vouched for, elsewhere the system's store."""
    if not url.startswith("https:"):
        return False
    if certificate is None:
        import truststore

        return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.check_hostname = False  # addresses of a room change; the certificate itself is what was agreed on
    context.load_verify_locations(cadata=certificate)
    return context


def _json_object(raw: bytes) -> dict[str, Any] | None:
    try:
        value = json.loads(raw)
        if b"\\u" in raw:  # half a surrogate pair is no text, and no database takes it
            json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _text_or_none(value: Any) -> str | None:
    return None if value is None else _text(value)


def _number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**53:
        raise TypeError
    return value


def _seconds_of(header: str | None) -> float | None:
    return float(header) if header is not None and header.isascii() and header.strip().isdigit() else None


def _root(error: BaseException) -> BaseException:
    """The first cause of a chain."""
    while True:
        before = error.__cause__ or error.__context__
        if before is None or isinstance(error, ssl.SSLError):
            return error
        error = before
