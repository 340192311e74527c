#!/usr/bin/env python3
"""Set-up and daily commands: `python3 dev.py run`, `python3 dev.py test`, … Needs nothing but Python itself.

Keep the syntax that Python 3.7 can still parse, so that an old Python gets a sentence and not a traceback.
"""

import argparse
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

OLDEST, TOO_NEW = (3, 11), (3, 15)
if not OLDEST <= sys.version_info[:2] < TOO_NEW:
    sys.exit(
        "dev.py: Sinerji Masası needs Python 3.11 to 3.14, this one is "
        f"{sys.version_info[0]}.{sys.version_info[1]}. Install one of those and call dev.py with it."
    )

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "sinerji-installed.json"
WINDOWS = os.name == "nt"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")

# Debian and Ubuntu: shared libraries that the Qt wheels load but do not bring along.
QT_PACKAGES = ["libegl1", "libgl1", "libxkbcommon0", "libdbus-1-3", "libfontconfig1", "libglib2.0-0"]
# Needed only for a window on an X display, not for drawing off-screen.
X11_PACKAGES = [
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
    "libx11-xcb1",
]
# `objdump`, with which PyInstaller finds the libraries that a program loads; `strace` counts its disk flushes; the
# receiver is tried on a throw-away PostgreSQL (`pg_virtualenv`).
TEST_PACKAGES = ["binutils", "strace", "postgresql", "postgresql-common"]
# What Debian and Ubuntu split off the Python that runs this file.
VENV_PACKAGE = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"

APT_SECONDS = 300


class CommandError(Exception):
    """A command cannot go on; the text says what, where and how to mend it."""


def say(text: str) -> None:
    """Print a line about what happens next, before anything that a child process prints."""
    print("==> " + text, flush=True)


def call(command: Sequence[str | Path], *, quiet: bool = False, seconds: float | None = None) -> int:
    """Run a program in the project's folder and return its exit status; 127: it does not exist or took too long."""
    hidden = subprocess.DEVNULL if quiet else None
    try:
        return subprocess.run(
            [str(part) for part in command], cwd=ROOT, stdout=hidden, stderr=hidden, timeout=seconds, check=False
        ).returncode
    except (FileNotFoundError, subprocess.TimeoutExpired):
        return 127


# --- the machine ------------------------------------------------------------------------------------------------


def has_display() -> bool:
    """Whether a window can be shown: always assumed on Windows and macOS."""
    return WINDOWS or sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def missing_packages(names: list[str]) -> list[str]:
    """Return the Debian packages that are not installed; empty on every other system."""
    if not shutil.which("dpkg-query"):
        return []
    listing = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n"], capture_output=True, text=True, check=False
    ).stdout
    installed = {line.split()[0] for line in listing.splitlines() if line.endswith(" installed")}
    return [name for name in names if name not in installed and name + "t64" not in installed]


def install_packages(names: list[str]) -> None:
    """Install missing system packages where we may (Debian or Ubuntu, as root); elsewhere say which are missing."""
    missing = missing_packages(names)
    if not missing:
        return
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *missing]
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("apt-get"):
        say("These system packages are missing and may be needed: sudo " + " ".join(install))
        return
    say("Installing system packages: " + " ".join(missing))
    os.environ.setdefault("DEBIAN_FRONTEND", "noninteractive")
    if call(install, quiet=True, seconds=APT_SECONDS) == 0:
        return
    call(["apt-get", "update", "-q"], quiet=True, seconds=APT_SECONDS)
    if call(install, quiet=True, seconds=APT_SECONDS) != 0:
        say("They could not be installed; going on without. To try by hand: " + " ".join(install))


def system_packages(lock: str) -> list[str]:
    """Return the Debian packages that the programs of a lock need on this machine."""
    names = QT_PACKAGES + (X11_PACKAGES if has_display() else [])
    return names + TEST_PACKAGES if lock == "dev" else names


# --- the virtual environment ------------------------------------------------------------------------------------


def wanted_stamp(lock: str) -> dict[str, str]:
    """Return what the finished environment is recorded as: any difference means that it must be brought up to date."""
    import tomllib  # not there before 3.11

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    digest = hashlib.sha256(json.dumps(project, sort_keys=True).encode())
    for name in ("run", "dev") if lock == "dev" else ("run",):
        digest.update((ROOT / "lock" / f"{name}.txt").read_bytes())
    return {"lock": lock, "root": str(ROOT), "sha256": digest.hexdigest()}


def recorded_stamp() -> dict[str, str]:
    """Return what the environment was last brought to; empty where it is missing, unfinished or broken."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if PYTHON.exists() and isinstance(stamp, dict) else {}


def create_environment() -> None:
    """Make `.venv` with pip in it, also on a Debian whose Python came without `ensurepip`."""
    if Path(sys.prefix).resolve() == VENV:
        raise CommandError("the environment .venv has to be made anew: call dev.py with the system's own Python.")
    if importlib.util.find_spec("ensurepip") is None:
        install_packages([VENV_PACKAGE])
        importlib.invalidate_caches()
    say("Creating " + str(VENV))
    without_pip = importlib.util.find_spec("ensurepip") is None
    if call([sys.executable, "-m", "venv", "--clear", *(["--without-pip"] if without_pip else []), VENV]) != 0:
        raise CommandError(f"{VENV} could not be created. Is there room, and may we write to this folder?")


def pip_command() -> list[str | Path]:
    """Return the pip that installs into `.venv`: its own, or that of the Python that runs this file."""
    if call([PYTHON, "-m", "pip", "--version"], quiet=True) == 0:
        return [PYTHON, "-m", "pip"]
    if call([sys.executable, "-m", "pip", "--version"], quiet=True) == 0:
        return [sys.executable, "-m", "pip", "--python", PYTHON]
    raise CommandError(
        f"this Python has neither ensurepip nor pip. On Debian or Ubuntu: sudo apt-get install {VENV_PACKAGE}"
    )


def install(lock: str) -> None:
    """Install exactly what the lock names, checked by hash, and the project itself without looking for more."""
    if call([PYTHON, "-c", ""], quiet=True) != 0 or recorded_stamp().get("root", str(ROOT)) != str(ROOT):
        create_environment()
    pip = pip_command()
    STAMP.unlink(missing_ok=True)
    say(f"Installing the packages of lock/{lock}.txt (the first time takes a minute or two)")
    quiet = ["-qq", "--disable-pip-version-check", "--no-deps"]
    if call([*pip, "install", *quiet, "--require-hashes", "-r", ROOT / "lock" / f"{lock}.txt"]) != 0:
        raise CommandError(
            "the packages could not be installed (pip's reason stands above). Check the network and try again."
        )
    if call([*pip, "install", *quiet, "--no-build-isolation", "-e", ROOT]) != 0:
        raise CommandError("the project itself could not be installed (pip's reason stands above).")
    STAMP.write_text(json.dumps(wanted_stamp(lock)), encoding="utf-8")


def ensure(lock: str) -> None:
    """Bring `.venv` up to a lock; costs a few milliseconds where nothing changed. `dev` holds all of `run`."""
    if recorded_stamp() in [wanted_stamp(name) for name in ("run", "dev") if name in (lock, "dev")]:
        return
    install_packages(system_packages(lock))
    install("dev" if recorded_stamp().get("lock") == "dev" else lock)


# --- commands ---------------------------------------------------------------------------------------------------


def headless() -> None:
    """Let Qt draw into memory, so that neither a display is needed nor windows flash over somebody's work."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def run(arguments: list[str]) -> int:
    """the program on the İzmir sample: a window where there is a display, else the same job without one"""
    ensure("run")
    return call([PYTHON, "-m", "app", "demo", *arguments])


def test(arguments: list[str]) -> int:
    """all tests in parallel, the frozen program among them; arguments go to pytest (then not in parallel)"""
    ensure("dev")
    headless()
    return call([PYTHON, "-m", "pytest", *(arguments or ["-n", "auto", "--dist", "worksteal"])])


def soak(arguments: list[str]) -> int:
    """the long fault runs (tests marked `soak`), one after another"""
    ensure("dev")
    headless()
    return call([PYTHON, "-m", "pytest", "-m", "soak", "--timeout", "0", *arguments])


def lint(arguments: list[str]) -> int:
    """format, ruff, mypy, layer contracts, catalogue parity and lock files"""
    ensure("dev")
    steps: list[tuple[str, list[str | Path]]] = [
        ("ruff format --check", [PYTHON, "-m", "ruff", "format", "--check", "."]),
        ("ruff check", [PYTHON, "-m", "ruff", "check", "."]),
        ("mypy", [PYTHON, "-m", "mypy"]),
        ("lint-imports", [BIN / ("lint-imports.exe" if WINDOWS else "lint-imports"), "--no-logo"]),
        ("translations", [PYTHON, "-m", "app.i18n.catalogue_check"]),
    ]
    failed = []
    for name, command in steps:
        say(name)
        if call(command) != 0:
            failed.append(name)
    say("no registry hosts")
    hosts = registry_hosts()
    print("\n".join(hosts) or "Nothing names a registry.")
    failed += ["no registry hosts"] if hosts else []
    print("lint: " + ("failed: " + ", ".join(failed) if failed else "all clean"))
    return 1 if failed else 0


def check(arguments: list[str]) -> int:
    """lint, then test"""
    return lint([]) or test(arguments)


def shots(arguments: list[str]) -> int:
    """pictures of every page in both languages, both themes and two sizes, and those of the README"""
    ensure("dev")
    headless()
    return call([PYTHON, "-m", "tests.ui.shots", *arguments])


def package(arguments: list[str]) -> int:
    """the one-folder program for this system in dist/, with its own smoke test"""
    ensure("dev")
    install_packages(X11_PACKAGES)  # they go into the folder, whether or not this machine has a display
    headless()
    return call([PYTHON, "-m", "installer", *arguments])


def lock(arguments: list[str]) -> int:
    """lock/*.txt made anew from pyproject.toml (needs uv)"""
    if not shutil.which("uv"):
        raise CommandError("`lock` needs the program uv on the path; every other command does without.")
    compile_ = "uv pip compile --universal --generate-hashes --no-header --no-annotate --python-version 3.11 -q"
    plain = [*compile_.split(), "--no-emit-index-url", "--no-emit-find-links", "pyproject.toml", *arguments]
    for name, extras in (("run", ["build"]), ("dev", ["build", "dev"])):
        say(f"lock/{name}.txt")
        wanted = [part for extra in extras for part in ("--extra", extra)]
        if call([*plain, *wanted, "-o", f"lock/{name}.txt"]) != 0:
            raise CommandError("uv could not resolve the packages (its reason stands above).")
    return 0


# An option that chooses an index, or an address of a package file or index; no host is named here either.
REGISTRY = re.compile(
    r"^\s*(?:-i|--(?:extra-)?index-url|--find-links)\b|https?://\S+(?:\.whl|\.tar\.gz|/simple/?)(?=[\s\"'#]|$)"
)
TEXT_SUFFIXES = {".py", ".toml", ".txt", ".md", ".cfg", ".ini", ".yaml", ".yml", ".spec", ".sh", ""}
SKIPPED_FOLDERS = {".git", ".venv", "build", "dist", "out", "__pycache__"}


def registry_hosts(root: Path = ROOT) -> list[str]:
    """Return every line of the project that names a package registry: the machine's own settings choose that."""
    found: list[str] = []
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if name not in SKIPPED_FOLDERS and not name.endswith("_cache")]
        for path in (Path(folder, name) for name in files):
            if path.suffix in TEXT_SUFFIXES:
                lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
                found += [
                    f"{path.relative_to(root)}:{at}: {line}"
                    for at, line in enumerate(lines, 1)
                    if REGISTRY.search(line)
                ]
    return sorted(found)


COMMANDS = {function.__name__: function for function in (run, test, lint, check, shots, soak, package, lock)}


def main(argv: list[str]) -> int:
    """Run one command; 0 done, 1 failed with one clear line, 2 wrong use."""
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]  # old Windows consoles lack Turkish letters
    parser = argparse.ArgumentParser(prog="dev.py", description="Set-up and daily commands of Sinerji Masası.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, function in COMMANDS.items():
        commands.add_parser(name, help=function.__doc__, add_help=False, prefix_chars=" ")
    asked, rest = parser.parse_known_args(argv[:1]), argv[1:]
    try:
        return COMMANDS[asked[0].command](rest)
    except CommandError as failure:
        print(f"dev.py {asked[0].command}: {failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
