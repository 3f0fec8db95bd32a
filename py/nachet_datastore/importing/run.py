"""The import as one call: the check, then the rest."""

from __future__ import annotations

import os
from typing import Any

from ..blobs import Datastore
from ..ids import Id
from .carry import carry_out
from .check import check
from .model import Progress, Report, Settings
from .trees import FolderTree, Tree


def import_folder(
    datastore: Datastore,
    user_id: Id,
    source: str | os.PathLike[str] | Tree,
    settings: Settings | None = None,
    *,
    dry_run: bool = False,
    progress: Progress = lambda *_: None,
    **options: Any,
) -> Report:
    """Import a folder of pictures, or a BlobTree, with what documents in it say of them; what became of it.

    ``options`` are fields of Settings. All is looked at before anything is stored; with ``dry_run`` that is all. It may
    be broken off and run again: nothing is stored twice. ``progress`` is told what is done.

    Raises: OSError (the folder cannot be read), InvalidValue, StoreMissing, TransactionOpen, StoreError, and what calls
    of the database raise; what is about one picture is a problem in the report.
    """
    settings = settings or Settings(**options)
    tree = FolderTree(source) if isinstance(source, str | os.PathLike) else source
    plan = check(datastore, user_id, tree, settings, progress)
    if plan.stops or dry_run:
        return Report(
            same=len(plan.same),
            species_added=list(plan.new_species),
            problems=list(plan.problems),
            stopped=plan.stops,
            dry_run=dry_run,
            planned=len(plan.pictures),
            similar=dict(plan.similar),
            left_out=plan.left_out,
        )
    report = carry_out(datastore, user_id, plan, settings, progress)
    report.planned, report.similar, report.left_out = len(plan.pictures), dict(plan.similar), plan.left_out
    return report
