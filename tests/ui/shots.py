"""`python -m tests.ui.shots [FOLDER]`: pictures of every screen of the sample, and those that the README shows.

Prints what is cut off on a screen and ends with 1 then.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# picture of the README → picture of the screens
README = {
    "capture": "capture-tr-light-1366x768-125",
    "matches": "matches-matches-tr-light-1366x768-125",
    "board": "board-tr-light-1920x1080",
    "board-dark-en": "board-en-dark-1920x1080",
    "room": "sync-room-tr-light-1366x768-125",
    "conflicts": "sync-conflicts-tr-light-1366x768-125",
}


def main(arguments: list[str]) -> int:
    """Draw everything; the exit status."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder = Path(arguments[0]) if arguments else ROOT / "out" / "shots"
    with tempfile.TemporaryDirectory() as home:
        os.environ["SINERJI_HOME"] = home
        written = draw(folder, Path(home) / "shots.db")
    findings = [path for path in written if path.suffix == ".txt"]
    sys.stdout.write(f"{len(written) - len(findings)} pictures in {folder}\n")
    for path in findings:
        sys.stdout.write(path.read_text(encoding="utf-8"))
    return 1 if findings else 0


def draw(folder: Path, store: Path) -> list[Path]:
    """Every picture; those of the README are copied to `docs/pictures`."""
    from app.bootstrap import open_desk
    from app.common.clock import SystemClock
    from app.services.demo import prepare_demo
    from app.ui.reports.preview import render_page
    from app.ui.shots import take_pictures
    from tests.ui.exchange_fakes import busy, with_exchange

    with open_desk(store, demo=True) as desk:
        workshop_id = prepare_demo(desk.services, SystemClock())
        written = take_pictures(with_exchange(desk.services, **busy()), folder)
        page, _pages = render_page(desk.services.exports.report_preview(workshop_id, "tr"), 0, 900)
    pictures = ROOT / "docs" / "pictures"
    pictures.mkdir(parents=True, exist_ok=True)
    page.save(str(pictures / "report.png"))
    for name, source in README.items():
        shutil.copyfile(folder / f"{source}.png", pictures / f"{name}.png")
    return written


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
