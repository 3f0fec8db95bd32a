"""Import an older datastore: its database and its storage account into ours, with an account of each row and blob.

``legacy_source.py`` reads the older tables and blobs, ``legacy_catalogue.py`` imports what pictures refer to,
``legacy_pictures.py`` pictures with all that belongs to them, ``legacy_documents.py`` puts their documents together,
``legacy_target.py`` says where it goes, and who acts; ``legacy_account.py`` writes the report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, TypeVar

from ..blobs.stores import open_store
from ..languages import Message
from . import legacy_source, legacy_target
from .legacy_account import Account, Entry
from .legacy_catalogue import (
    Known,
    Pipelines,
    import_folders,
    import_models,
    import_object_types,
    import_species,
    import_users,
)
from .legacy_pictures import Importer, LegacyPicture, gathered
from .legacy_source import TABLES, LegacyBlobs, LegacyDatabase, describes_folder
from .legacy_target import Actors, Target

T = TypeVar("T")

#: Pictures that are read and stored at the same time, at most: their bytes lie in a temporary folder meanwhile.
_AT_ONCE = 32


def import_legacy(
    from_database_url: str,
    from_storage_url: str,
    database_url: str,
    storage_url: str,
    administrator: str,
    *,
    from_schema: str | None = None,
    dry_run: bool = False,
    parallel: int = 4,
    report: BinaryIO | None = None,
    progress: Callable[[int, int], object] | None = None,
) -> Account:
    """Import an older datastore; the account of what became of each row and blob.

    The older database is read in one read only transaction, its blobs are only read. ``administrator`` is the e-mail
    address of one of ours. Ended anywhere and run again, it goes on: nothing is stored twice, and what people changed
    since stays. With ``dry_run`` all calls are made in a transaction that is rolled back, and no blob is written.
    ``parallel`` pictures are read and stored at once; ``progress`` is told how many of how many pictures are done.

    Raises: InvalidValue (not the tables of an older datastore), UserNotFound, AdministratorRequired, and where the
    database or a store is away the errors that say so.
    """
    target_context = (
        legacy_target.rehearsed(database_url) if dry_run else legacy_target.opened(database_url, storage_url, parallel)
    )
    with (
        legacy_source.opened(from_database_url, from_schema) as source,
        target_context as target,
        closing(LegacyBlobs(open_store(from_storage_url))) as blobs,
        TemporaryDirectory(prefix="nachet-import-") as folder,
    ):
        account = Account(report, {"report": "import-legacy", "schema": source.schema, "dry_run": dry_run})
        run = _Run(source, target, blobs, account, parallel, Path(folder), progress)
        run.run(administrator)
        account.close()
        return account


class _Run:
    """One run."""

    def __init__(
        self,
        source: LegacyDatabase,
        target: Target,
        blobs: LegacyBlobs,
        account: Account,
        parallel: int,
        folder: Path,
        progress: Callable[[int, int], object] | None,
    ) -> None:
        self._source, self._target, self._blobs, self._account = source, target, blobs, account
        self._parallel, self._folder, self._progress = parallel, folder, progress or (lambda _done, _total: None)

    def run(self, administrator: str) -> None:
        """Import everything, parents first."""
        source, db, account = self._source, self._target.db, self._account
        for table in TABLES:
            account.expect(table, source.count(table))
        for table, rows in source.others.items():
            account.expect(table, rows)
            if rows:
                account.tell(Entry(table, None, "refused", Message("not a table of the older datastore"), rows=rows))
        account.expect("blob", self._blobs.count())
        admin = db.get_user(administrator).user_id
        db.list_users(admin, limit=1)  # Raises AdministratorRequired before anything is imported.
        known = Known()
        with closing(Actors(db, admin)) as actors:
            import_users(source, db, admin, known, account)
            import_folders(source, db, known, account)
            import_object_types(source, db, admin, known, account)
            import_species(source, db, admin, known, account)
            import_models(source, db, actors, known, account)
            with closing(Pipelines(db, admin, known)) as pipelines:
                self._import_pictures(known, actors, pipelines)
        for blob in self._blobs.untold():
            if describes_folder(blob):
                self._tell_blob(blob, "merged", Message("description of a folder, which ours writes itself"))
            else:
                self._tell_blob(blob, "refused", Message("no row"))

    def _import_pictures(self, known: Known, actors: Actors, pipelines: Pipelines) -> None:
        importer = Importer(self._target, actors, known, self._blobs.store, self._folder)
        done, total = 0, self._account.sums["picture"].rows
        for rows in self._source.pictures(_AT_ONCE):
            blobs = {row["id"]: self._blobs.of_picture(row["id"]) for row in rows}
            pictures = gathered(self._source, rows, known, blobs)
            self._each(importer.look, pictures, side_by_side=self._target.parallel)
            self._each(importer.read, pictures)
            known.in_use |= pipelines.prepare(
                one["pipeline_id"] for picture in pictures if picture.refused is None for one in picture.inferences
            )
            first, again = _first_of_each(pictures)
            self._each(importer.take, first, side_by_side=self._target.parallel)
            self._each(importer.take, again, side_by_side=False)
            for picture in pictures:
                self._account.tell(*picture.entries)
                for blob, entry in picture.blob_entries:
                    if self._blobs.told(blob):
                        self._account.tell(entry)
            done += len(pictures)
            self._progress(done, total)

    def _each(self, act: Callable[[T], object], items: Iterable[T], *, side_by_side: bool = True) -> None:
        with ThreadPoolExecutor(self._parallel, "nachet") if side_by_side else nullcontext() as threads:
            for _ in map(act, items) if threads is None else threads.map(act, items):
                pass

    def _tell_blob(self, blob: legacy_source.LegacyBlob, outcome: str, reason: str) -> None:
        name = f"{blob.container}/{blob.name}"
        more = {"byte_size": blob.byte_size}
        self._account.tell(Entry("blob", name, "merged" if outcome == "merged" else "refused", reason, more=more))


def _first_of_each(pictures: Iterable[LegacyPicture]) -> tuple[list[LegacyPicture], list[LegacyPicture]]:
    """Pictures of which no other before has the same bytes in the same folder, and the others."""
    seen: set[object] = set()
    first: list[LegacyPicture] = []
    again: list[LegacyPicture] = []
    for picture in pictures:
        place = (picture.home, picture.sha256 or picture.id)
        (again if place in seen else first).append(picture)
        seen.add(place)
    return first, again
