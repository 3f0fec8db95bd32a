"""A folder that is there whole or not at all: it is written beside its place and renamed at the end."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from uuid import uuid4

from ..languages import _

#: What each export has: its summary. Only a folder that has it is replaced.
SUMMARY = "nachet-export.json"


@contextmanager
def whole(out: str | PathLike[str], *, force: bool = False) -> Iterator[Path]:
    """A folder to write to; after an error or an interruption there is what was there before.

    Raises OSError: FileExistsError where something is there already, unless ``force`` and it is an export.
    """
    target = Path(os.path.realpath(out))
    require_free(target, force=force)
    temporary = target.with_name(f".{target.name[:100]}.{uuid4().hex}.tmp")
    temporary.mkdir(parents=False)
    try:
        yield temporary
        require_free(target, force=force)
        if target.exists():
            _replace(temporary, target)
        else:
            temporary.rename(target)
    except OSError as error:
        # A full disk says neither which file nor what was being written.
        raise error if error.filename else type(error)(error.errno, error.strerror, os.fspath(out)) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def require_free(target: Path, *, force: bool) -> None:
    """Refuse a place that has something already. Raises FileExistsError."""
    if not os.path.lexists(target):
        return
    if not force:
        raise FileExistsError(errno.EEXIST, _("There is something already, and --force is not given"), str(target))
    if target.is_file() or not (target / SUMMARY).is_file():
        raise FileExistsError(errno.EEXIST, _("Not an earlier export, so --force does not replace it"), str(target))


def _replace(temporary: Path, target: Path) -> None:
    before = temporary.with_suffix(".old")
    target.rename(before)
    try:
        temporary.rename(target)
    except OSError:
        before.rename(target)
        raise
    shutil.rmtree(before, ignore_errors=True)
