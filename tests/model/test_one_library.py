"""Only one SQLite library lives in the process: a second one would drop the first one's locks on the same file."""

import subprocess
import sys

from sqlcipher3 import dbapi2

PROGRAM = """
import sys
from pathlib import Path
from app.model.database import Database
from app.model.health import check
from app.model.restore import restore_backup
from app.model.store import open_store
from app.records import Workshop, WorkshopId

folder = Path(sys.argv[1])
with open_store(folder / "masa.db") as store:
    with Database(store.engine, store.device_id).write("Create workshop") as work:
        work.add(Workshop(WorkshopId("w"), "İzmir"))
    backup = store.backup()
    check(store)
restore_backup(backup, folder / "masa.db")
open_store(folder / "masa.db").close()
print(sorted(name for name in sys.modules if name.split(".")[0] in {"_sqlite3", "sqlite3", "apsw"}))
"""


def test_the_standard_librarys_sqlite_is_never_loaded(tmp_path):
    done = subprocess.run([sys.executable, "-c", PROGRAM, str(tmp_path)], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_the_library_is_free_of_the_log_reset_fault():
    """Every version before 3.51.3 (and its back ports) can corrupt a store whose log is reset while another writes."""
    assert dbapi2.sqlite_version_info >= (3, 51, 3)
