"""Handing a workshop over on a stick: the same operations as over a network, in one encrypted file."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.common.clock import iso
from app.common.errors import InputError, reason_of
from app.common.messages import N_
from app.common.whole_file import whole_file
from app.model import peers
from app.model.bringing_back import bring_back
from app.model.database import Database
from app.model.fuse import trips
from app.model.outright import operations_of
from app.model.peers import LogLine
from app.model.receiving import Taken
from app.model.repositories import workshops
from app.model.store import Store
from app.records import ChangeSet, WorkshopId
from app.sync.bundle import About, Bundle, code_secret, new_code, write_bundle
from app.sync.merge import fold
from app.sync.sending import in_the_open

READ = N_("Bundle read: {new} new operations of {count}, {conflicts} conflicts.")
WRITTEN = N_("Bundle written: {count} operations.")
OTHER_WORKSHOP = N_("“{path}” holds another workshop ({names}): nothing was taken from it.")
DELETIONS = N_(
    "“{path}” would delete {rows} rows here: it was not taken in. If they are meant, read it with --allow-deletions."
)
CANNOT_READ = N_("“{path}” cannot be read ({reason}).")
CANNOT_WRITE = N_("“{path}” cannot be written ({reason}): is there room on the stick?")


@dataclass(frozen=True, slots=True)
class BundleWritten:
    """A bundle that was written: its code opens it anywhere; laptops of the same room need none."""

    path: Path
    code: str
    operations: int


@dataclass(frozen=True, slots=True)
class BundleRead:
    """What came of a bundle: operations in it, those that were new, conflicts, names of its workshops."""

    operations: int
    new: int
    conflicts: int
    workshops: tuple[str, ...]


class BundleService:
    """Use cases about bundles."""

    def __init__(self, database: Database, store: Store) -> None:
        self._database, self._store = database, store

    def write(self, path: Path, workshop_id: WorkshopId | None = None) -> BundleWritten:
        """Write a workshop (None: all of them) into a new file at `path`. InputError where that does not work."""
        code = new_code()
        with self._database.read() as session:
            found = [one for one in workshops.all_workshops(session) if workshop_id in (None, one.id)]
            if not found:
                raise InputError(N_("This store has no workshop yet: import one first."))
            ops = in_the_open(session, operations_of(session, workshop_id))
            rooms = [bytes.fromhex(one) for one in peers.room_keys(session)]
        names = tuple((str(one.id), one.name) for one in found)
        about = About(names, self._database.device, iso(self._database.clock.now()), len(ops))
        keys = {"code": [code_secret(code)], "room": rooms, "store": [self._store.bundle_secret()]}
        try:
            with whole_file(path) as file:
                count = write_bundle(file, about, ops, keys)
        except OSError as error:
            raise InputError(CANNOT_WRITE, path=path, reason=reason_of(error)) from error
        self._note(WRITTEN, count=count)
        return BundleWritten(path, code, count)

    def read(
        self,
        path: Path,
        code: str | None = None,
        *,
        workshop_id: WorkshopId | None = None,
        allow_deletions: bool = False,
        progress: Callable[[int, int], None] = lambda _done, _all: None,
    ) -> tuple[ChangeSet, BundleRead]:
        """Take in a bundle. It is read to its end before anything is taken; reading it again does no harm. Where
        `workshop_id` is named, one that holds another is refused. InputError with a sentence."""
        try:
            with path.open("rb") as file:
                bundle = Bundle(file, str(path), self._keys(code))
                self._refuse_others(bundle, path, workshop_id)
                bundle.check()
                return self._take(bundle, path, progress, allow_deletions=allow_deletions)
        except OSError as error:
            raise InputError(CANNOT_READ, path=path, reason=reason_of(error)) from error

    def _take(
        self, bundle: Bundle, path: Path, progress: Callable[[int, int], None], *, allow_deletions: bool
    ) -> tuple[ChangeSet, BundleRead]:
        def check(session: Any, taken: Taken) -> None:
            if not allow_deletions and trips(session, len(taken.gone)):
                raise InputError(DELETIONS, path=path, rows=len(taken.gone))

        changes: list[ChangeSet] = []
        done = new = clashes = 0
        forgotten = False
        for ops in bundle.parts():
            change, taken = self._database.receive(ops, "bundle", fold, check=check)
            changes += [change, *bring_back(self._database, taken)]
            done, new, clashes = done + len(ops), new + taken.new, clashes + taken.conflicts
            forgotten = forgotten or bool(taken.erased)
            progress(done, bundle.about.operations)
        if forgotten:
            self._store.rewrite()
        self._note(READ, new=new, count=done, conflicts=clashes)
        everything = tuple(one for change in changes for one in change.changes)
        names = tuple(name for _id, name in bundle.about.workshops)
        return ChangeSet(N_("Read bundle"), "", everything), BundleRead(done, new, clashes, names)

    def _keys(self, code: str | None) -> dict[str, list[bytes]]:
        with self._database.read() as session:
            rooms = [bytes.fromhex(one) for one in peers.room_keys(session)]
        keys = {"room": rooms, "store": [self._store.bundle_secret()]}
        return keys if code is None else {**keys, "code": [code_secret(code)]}

    @staticmethod
    def _refuse_others(bundle: Bundle, path: Path, workshop_id: WorkshopId | None) -> None:
        if workshop_id is not None and workshop_id not in {one for one, _name in bundle.about.workshops}:
            raise InputError(OTHER_WORKSHOP, path=path, names=", ".join(name for _id, name in bundle.about.workshops))

    def _note(self, message: str, **params: Any) -> None:
        with self._database.write_local() as session:
            peers.note(session, LogLine(iso(self._database.clock.now()), None, "info", message, params))
