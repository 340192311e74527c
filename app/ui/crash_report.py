"""What a crash report says: where the program failed, never what somebody typed.

Messages of exceptions and values of variables can hold card text or names, so only types, files, lines and functions
are written; messages of our own errors are English templates without their values.
"""

import platform
import traceback
from importlib import metadata
from types import TracebackType

import PySide6

from app.common.errors import AppError


def crash_report(error: BaseException, trace: TracebackType | None) -> str:
    """The report as plain text, causes first."""
    lines = [
        f"Sinerji Masası {_version()}",
        f"Python {platform.python_version()}, PySide6 {PySide6.__version__}, {platform.platform()}",
        "",
    ]
    for link in _chain(error):
        lines.append(f"{type(link).__module__}.{type(link).__qualname__}{_template(link)}")
        frames = traceback.extract_tb(trace if link is error else link.__traceback__)
        lines.extend(f"  {_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames)
    return "\n".join(lines) + "\n"


def _version() -> str:
    try:
        return metadata.version("sinerji-masasi")
    except metadata.PackageNotFoundError:
        return "?"


def _chain(error: BaseException) -> list[BaseException]:
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return chain[::-1]


def _template(error: BaseException) -> str:
    return f": {error.message}" if isinstance(error, AppError) else ""


def _short(path: str) -> str:
    """The last three parts of a path: enough to find the line, without the user's name."""
    return "/".join(path.replace("\\", "/").split("/")[-3:])
