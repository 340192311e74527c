"""The shipped program checks itself (`sinerji --self-test`): everything that can be lost on the way into a package.

Runs on a throw-away store in a temporary folder; the user's own files are never touched. Qt is reached through
`app.ui.self_check` only, imported when its turn comes.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from app import __version__
from app.common.resources import resource_path
from app.i18n import translator
from app.model.keys import new_key
from app.model.migrations import SCHEMA
from app.model.store import Store, open_store
from app.records import WorkshopId
from app.services import Services

SAMPLE_FIRMS, SAMPLE_CARDS = 109, 637


@dataclass(frozen=True, slots=True)
class Trial:
    """What the checks share: an open store with the sample in it, and a folder for files."""

    folder: Path
    store: Store
    services: Services
    workshop_id: WorkshopId


def run_self_test(assemble: Callable[[Store], Services], say: Callable[[str], None] = print) -> int:
    """Run every check and say a line for each; 0 where all passed, else 1. `assemble` builds the use cases."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # no window flashes, and no display is needed
    say(f"Sinerji Masası {__version__}, Python {sys.version.split()[0]}, {sys.platform}")
    with tempfile.TemporaryDirectory(prefix="sinerji-self-test-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        passed = [_passed(title, partial(check, folder), say) for title, check in ALONE]
        store_passed = _passed("store, migrations and sample", partial(_with_store, folder, assemble, say), say)
    all_passed = all(passed) and store_passed
    say("self-test: " + ("passed" if all_passed else "FAILED"))
    return 0 if all_passed else 1


def _passed(title: str, check: Callable[[], str], say: Callable[[str], None]) -> bool:
    begun = time.monotonic()
    try:
        detail = check()
    except Exception as error:  # noqa: BLE001 - whatever goes wrong is the finding
        say(f"FAIL  {title}: {type(error).__name__}: {error}")
        return False
    say(f"ok    {title}: {detail} ({time.monotonic() - begun:.1f} s)")
    return True


class MissingPartError(Exception):
    """A part of the program is not as it was built."""


def _require(holds: bool, what: str) -> None:
    if not holds:
        raise MissingPartError(what)


# Without a store ------------------------------------------------------------------------------------------------


def check_translations(folder: Path) -> str:
    """Both languages word a text, and the Turkish one differs."""
    turkish, english = translator("tr")("Cards"), translator("en")("Cards")
    _require(english == "Cards" and turkish != english, f"“Cards” is “{turkish}” in Turkish")
    areas = sorted(resource_path("translations", "tr").glob("*.po"))
    return f"{len(areas)} areas"


def check_icons(folder: Path) -> str:
    """The icon set is there."""
    icons = list(resource_path("icons").glob("*.svg"))
    _require(len(icons) > 50, f"only {len(icons)} icons")
    return f"{len(icons)} drawings"


def check_knowledge(folder: Path) -> str:
    """The knowledge tables are there and whole, and know what a card is about."""
    from app.knowledge.validate import validate

    knowledge, faults = validate(resource_path("knowledge"))
    _require(not faults, f"{len(faults)} faults, first {faults[0] if faults else ''}")
    _require(bool(knowledge.link("TALAŞ", "16.10")), "“TALAŞ” means nothing")
    return knowledge.size


def check_encoder(folder: Path) -> str:
    """The encoder's weights are there and tell related texts from others."""
    from app.matching.encoder import EncoderLoader

    loader = EncoderLoader()
    encoder = loader()
    if encoder is None:
        raise MissingPartError(loader.reason or "no encoder")
    steam, heat, fabric = encoder.encode(["atık buhar", "waste heat", "kırpıntı kumaş"])
    _require(float(steam @ heat) > float(steam @ fabric), "the vectors make no sense")
    return f"{len(steam)} numbers for a text"


def check_units(folder: Path) -> str:
    """Quantities convert."""
    from decimal import Decimal

    from app.i18n.units import convert

    _require(convert(Decimal(2), "t", "kg") == 2000, "2 t are not 2000 kg")
    return "2 t = 2000 kg"


ALONE = (
    ("translations", check_translations),
    ("icons", check_icons),
    ("knowledge", check_knowledge),
    ("encoder", check_encoder),
    ("units", check_units),
)


# With a store ---------------------------------------------------------------------------------------------------


def _with_store(folder: Path, assemble: Callable[[Store], Services], say: Callable[[str], None]) -> str:
    with closing(open_store(folder / "self-test.db", key=new_key())) as store:
        _require(store.schema == SCHEMA, f"schema {store.schema}, not {SCHEMA}")
        services = assemble(store)
        services.sample.load()
        workshop = services.workshops.latest()
        if workshop is None:
            raise MissingPartError("the sample brought no workshop")
        counters = services.workshops.counters(workshop.id)
        _require((counters.firms, counters.cards) == (SAMPLE_FIRMS, SAMPLE_CARDS), f"the sample counts {counters}")
        trial = Trial(folder, store, services, workshop.id)
        failed = [title for title, check in STORED if not _passed(title, partial(check, trial), say)]
        _require(not failed, "failed: " + ", ".join(failed))
        return f"schema {store.schema}, {counters.firms} firms, {counters.cards} cards"


def check_suggestions(trial: Trial) -> str:
    """The engine finds partners in the sample."""
    trial.services.suggestions.prepare(trial.workshop_id)
    found = trial.services.suggestions.count_open(trial.workshop_id)
    _require(found > 0, "no suggestion")
    return f"{found} suggestions"


def check_workbook(trial: Trial) -> str:
    """A workbook is written, and read back by the child process that parses files from outside."""
    path = trial.services.exports.workbook(trial.workshop_id, trial.folder / "atölye.xlsx", "tr")
    plan = trial.services.imports.preview(path)
    _require((len(plan.firms), len(plan.cards)) == (SAMPLE_FIRMS, SAMPLE_CARDS), f"{len(plan.cards)} cards came back")
    return f"{path.stat().st_size // 1024} KB, {len(plan.cards)} cards came back"


def check_pdf(trial: Trial) -> str:
    """The report is a PDF with our own letters in it, and it can be drawn."""
    path = trial.services.exports.report_pdf(trial.workshop_id, trial.folder / "rapor.pdf", "tr")
    content = path.read_bytes()
    _require(content.startswith(b"%PDF-") and b"FiraSans" in content, "no PDF with Fira Sans in it")
    import pypdfium2

    with closing(pypdfium2.PdfDocument(content)) as document:
        pages = len(document)
        text = document[0].get_textpage().get_text_range()
    _require("İ" in text or "ı" in text, "the first page has no Turkish letters")
    return f"{pages} pages"


def check_hub(trial: Trial) -> str:
    """The room's hub starts in a child process, and everything arrives there."""
    services = trial.services
    info = services.hub.start(trial.workshop_id)
    try:
        [peer] = services.sync.status().peers
        sent = services.sync.round(peer.id).pushed
        _require(services.sync.status().unsynced == 0, f"{services.sync.status().unsynced} operations were left")
    finally:
        services.hub.stop()
    return f"{sent} operations to {info.addresses[0]}"


def check_bundle(trial: Trial) -> str:
    """A bundle is written, and read back without bringing anything twice."""
    written = trial.services.bundles.write(trial.folder / "salon.sinerji", trial.workshop_id)
    _changes, read = trial.services.bundles.read(written.path)
    _require(read.operations == written.operations and read.new == 0, f"{read} of {written.operations}")
    return f"{read.operations} operations"


def check_one_sqlite(trial: Trial) -> str:
    """After everything above, SQLCipher is still the only SQLite here, and recent enough for a write-ahead log."""
    with trial.store.connect_read_only() as raw:
        version: str = raw.execute("SELECT sqlite_version()").fetchone()[0]
    _require(tuple(map(int, version.split("."))) >= (3, 51, 3), f"SQLite {version} can corrupt its log")
    _require("_sqlite3" not in sys.modules, "Python's own SQLite is loaded too")
    return f"SQLite {version}"


def check_window(trial: Trial) -> str:
    """Every screen of the window paints."""
    from app.ui.self_check import paint_every_page

    painted = paint_every_page(trial.services, trial.workshop_id)
    blank = [page for page, colours in painted.items() if colours < 3]
    _require(not blank, "blank: " + ", ".join(blank))
    return f"{len(painted)} screens paint"


STORED = (
    ("suggestions", check_suggestions),
    ("workbook", check_workbook),
    ("pdf", check_pdf),
    ("window", check_window),
    ("hub", check_hub),
    ("bundle", check_bundle),
    ("one SQLite", check_one_sqlite),
)
