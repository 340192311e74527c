"""Headless commands: the whole job without Qt. Status 0 done, 1 refused with one line, 2 usage."""

from app.cli.entry import Entry
from app.cli.main import run_cli

__all__ = ["Entry", "run_cli"]
