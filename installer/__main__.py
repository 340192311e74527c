"""Build the one-folder program and try it: `python -m installer [--out DIR]`."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SMOKE_SECONDS = 180


def build(out: Path) -> Path:
    """Freeze the program into `out/sinerji` and return the executable. Raises CalledProcessError."""
    with tempfile.TemporaryDirectory(prefix="sinerji-build-") as work:
        command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
        folders = ["--distpath", str(out), "--workpath", work]
        subprocess.run([*command, *folders, str(ROOT / "installer" / "app.spec")], cwd=ROOT, check=True)  # noqa: S603
    return out / "sinerji" / ("sinerji.exe" if os.name == "nt" else "sinerji")


def smoke_test(program: Path) -> subprocess.CompletedProcess[str]:
    """Let the frozen program check itself, away from this Python and from the user's own files."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    with tempfile.TemporaryDirectory(prefix="sinerji-smoke-") as home:
        return subprocess.run(  # noqa: S603
            [str(program), "--self-test"],
            cwd=home,
            env={**kept, "SINERJI_HOME": home, "QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=SMOKE_SECONDS,
            check=False,
        )


def size_of(folder: Path) -> float:
    """The megabytes that the files of a folder take, links counted once."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink()) / 1e6


def main(arguments: list[str] | None = None) -> int:
    """Build, report the size, run the smoke test; 0 where the frozen program found itself complete."""
    parser = argparse.ArgumentParser(prog="python -m installer", description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="where the folder `sinerji` is written")
    out = parser.parse_args(arguments).out
    shutil.rmtree(out / "sinerji", ignore_errors=True)
    began = time.monotonic()
    print("Freezing the program …", flush=True)
    try:
        program = build(out)
    except subprocess.CalledProcessError:
        print("The program could not be frozen; PyInstaller's reason stands above.", file=sys.stderr)
        return 1
    print(f"{program.parent}: {size_of(program.parent):.0f} MB in {time.monotonic() - began:.0f} s", flush=True)
    result = smoke_test(program)
    print(result.stdout, end="")
    if result.returncode != 0:
        print(result.stderr, end="", file=sys.stderr)
        print(f"The frozen program failed its self-test (exit status {result.returncode}).", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
