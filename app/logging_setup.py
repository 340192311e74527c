"""The rotating log, and what may stand in it: what happened and where, never what somebody typed.

Card texts, names, phones, e-mails, keys and tokens are taken out of every line, of arguments as of error messages.
"""

import logging
import re
from collections.abc import Mapping
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from app.paths import Paths

LOGGER = "app"
_MAX_BYTES, _FILES = 1_000_000, 5
Arguments = tuple[object, ...] | Mapping[str, object] | None

_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"

_SECRETS = (
    (re.compile(r"\b[0-9a-fA-F]{64}\b"), "[key]"),
    (re.compile(r"\b(?:[0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}\b"), "[recovery code]"),
    (re.compile(r"(?i)\b(bearer|token|password|passphrase)([ =:]+)\S+"), r"\1\2[secret]"),
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"), "[e-mail]"),
    # Phone numbers, and the ten or eleven digits of a tax or identity number; dates and times are none.
    (re.compile(r"(?<![\w.-])(?:\+\d|\(?0[\d ()])[\d ().-]{7,}\d(?![\w-])"), "[number]"),
    (re.compile(r"(?<![\w.-])\d{10,16}(?![\w.-])"), "[number]"),
    (re.compile(r"\[parameters: .*\](?=\n|$)"), "[parameters]"),
)
_QUOTED = re.compile(r"""(?P<quote>['"“‘])(?P<text>(?:\\.|[^\\\n])*?)(?P<end>['"”’])(?=[\s,.;:)\]}>]|$)""")
# What may stay between quotes: names of the program's own things, not sentences.
_IDENTIFIER = re.compile(r"[A-Za-z0-9_.:/\\<>-]{0,80}|\[text of \d+\]")


def redact(text: str) -> str:
    """`text` without secrets and without what stands between quotes, unless it is an identifier or a plain path."""
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    return _QUOTED.sub(_quoted, text)


def set_up_logging(paths: Paths, level: int = logging.INFO) -> Path | None:
    """Send the log of the whole program to the rotating file of `paths` and tell it; None where it cannot be written
    (the program then runs without a log)."""
    root = logging.getLogger()
    for handler in [handler for handler in root.handlers if isinstance(handler, _LogFile)]:
        root.removeHandler(handler)
        handler.close()
    try:
        paths.logs.mkdir(parents=True, exist_ok=True)
        handler = _LogFile(paths.log, maxBytes=_MAX_BYTES, backupCount=_FILES, encoding="utf-8", delay=False)
    except OSError:
        return None
    handler.setFormatter(RedactingFormatter(_FORMAT))
    root.addHandler(handler)
    root.setLevel(logging.WARNING)  # other people's libraries
    logging.getLogger(LOGGER).setLevel(level)
    return paths.log


class _LogFile(RotatingFileHandler):
    """Our own handler, told apart from a test runner's."""


class RedactingFormatter(logging.Formatter):
    """Formats a record and then redacts all of it: message, arguments, traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """The line as it may be written. Text arguments that are no identifiers become their length."""
        safe = logging.makeLogRecord(record.__dict__)
        safe.args = _safe_arguments(record.args)
        safe.exc_text = None
        return redact(super().format(safe))

    def formatException(  # noqa: N802 - the name in `logging`
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """The traceback, without what the error message quotes."""
        return redact(super().formatException(ei))


def _safe_arguments(arguments: Arguments) -> Arguments:
    if isinstance(arguments, tuple):
        return tuple(_safe(value) for value in arguments)
    if isinstance(arguments, Mapping):
        return {name: _safe(value) for name, value in arguments.items()}
    return arguments


def _safe(value: object) -> object:
    if isinstance(value, str) and _IDENTIFIER.fullmatch(value) is None:
        return f"[text of {len(value)}]"
    if isinstance(value, str | int | float | Path) or value is None:
        return value
    return f"[{type(value).__name__}]"


def _quoted(match: re.Match[str]) -> str:
    text = match["text"]
    if _IDENTIFIER.fullmatch(text):
        return match[0]
    return f"{match['quote']}[text of {len(text)}]{match['end']}"
