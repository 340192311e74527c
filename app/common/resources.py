"""Where the files that ship with the program lie: beside the source, or inside the frozen folder."""

import sys
from pathlib import Path


def resource_path(*parts: str) -> Path:
    """The path of a shipped file or folder under `resources/`; it need not exist.

    PyInstaller unpacks data into the folder named by `sys._MEIPASS`; from source the folder stands beside `app`.
    """
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parents[2]
    return root.joinpath("resources", *parts)
