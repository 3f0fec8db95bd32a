"""Files that a user names: a new one takes the place of the old one whole, or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from stat import S_IMODE, S_ISDIR, S_ISREG
from typing import BinaryIO
from uuid import uuid4

#: What lies here is a device or somebody's open stream, to be written and not to be replaced.
_OPEN = ("/dev/", "/proc/")


@contextmanager
def replacing(path: str | PathLike[str]) -> Iterator[BinaryIO]:
    """A file for what is to stand at a path: after an error or a cancellation the path has what it had before.

    It is written beside the path and keeps the permissions of the file that it replaces; a symbolic link stays one. A
    pipe or a device is written as it is. Raises OSError.
    """
    target = Path(os.path.realpath(path))
    mode = require_writable(target)
    if Path(path).absolute().as_posix().startswith(_OPEN) or not (mode is None or S_ISREG(mode)):
        with Path(path).open("wb") as file:
            yield file
        return
    temporary = target.with_name(f".{uuid4().hex}.tmp")
    try:
        with temporary.open("xb") as file:
            if mode is not None:
                temporary.chmod(S_IMODE(mode))
            yield file
            synchronize(file)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def require_writable(path: str | PathLike[str]) -> int | None:
    """The mode of the file that stands at a path, if one does. Raises OSError where none could be written."""
    mode: int | None = None
    try:
        mode = found = Path(path).stat().st_mode
    except FileNotFoundError:
        folder = Path(os.path.realpath(path)).parent
        code = 0 if os.access(folder, os.W_OK | os.X_OK) else errno.EACCES if folder.is_dir() else errno.ENOENT
    else:
        code = errno.EISDIR if S_ISDIR(found) else 0 if os.access(path, os.W_OK) else errno.EACCES
    if code:
        raise OSError(code, os.strerror(code), os.fspath(path))
    return mode


def synchronize(file: BinaryIO) -> None:
    """Bring what was written to the disk, so that not even a loss of power leaves half a file under its name."""
    file.flush()
    if S_ISREG(os.fstat(file.fileno()).st_mode):
        os.fsync(file.fileno())
