"""Lines to whatever stands at the other end: a terminal in any encoding, a pipe that closes early, nothing at all."""

import codecs
import io
import os
import re
import sys
import unicodedata
from typing import TextIO

_LETTERS = {"ı": "i", "“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "–": "-", "—": "-", "·": ".", "→": "->"}
# Characters that move a terminal's cursor, colour it or turn the direction of the line: names of files may hold them.
_COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_HANDLER = "sinerji-readable"


def prepare_streams() -> None:
    """Make every text printable: a letter that the terminal cannot show becomes the one that looks most like it."""
    codecs.register_error(_HANDLER, _readable)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_HANDLER)


class Output:
    """One of the two streams. `failure` is why nothing more could be written; a reader that has gone away is none."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream
        self.failure: OSError | None = None

    def line(self, text: str) -> None:
        """Write a line; where nobody listens any more, the work goes on in silence."""
        if self._stream is None or self.failure is not None:
            return
        try:
            self._stream.write(f"{_COMMANDS.sub('�', text)}\n")
        except OSError as error:
            self._give_up(error)

    def finish(self) -> OSError | None:
        """Hand over what still waits; the error where it was lost, None where it arrived or nobody wanted it."""
        if self._stream is not None and self.failure is None:
            try:
                self._stream.flush()
            except OSError as error:
                self._give_up(error)
        return None if isinstance(self.failure, BrokenPipeError) else self.failure

    def _give_up(self, error: OSError) -> None:
        self.failure = error
        if isinstance(self._stream, io.TextIOWrapper):  # else the interpreter complains once more when it ends
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._stream.fileno())
            os.close(nowhere)


def _readable(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    encoding = error.encoding
    lost = error.object[error.start : error.end]
    return "".join(_nearest(letter, encoding) for letter in lost), error.end


def _nearest(letter: str, encoding: str) -> str:
    for instead in (_LETTERS.get(letter, ""), unicodedata.normalize("NFKD", letter)[:1]):
        try:
            instead.encode(encoding)
        except UnicodeEncodeError:
            continue
        if instead and instead != letter:
            return instead
    return "?"
