"""What is imported from: a folder, or the blobs of a container, each file by its path with slashes."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from ..blobs import Datastore, StoredBlob
from ..blobs.flows import INSTALLATION
from ..blobs.pictures import Source
from ..blobs.steps import act
from ..blobs.stores import BlobProperties, BlobStore
from ..errors import InvalidValue

#: How containers of a datastore are named, should one have lost its mark.
_OURS = re.compile(r"user-[0-9a-f]{8}-|nachet-")

_list_blobs = act(BlobStore.list_blobs)
_list_containers = act(BlobStore.list_containers)
_get = act(BlobStore.get)
_download = act(BlobStore.download)


class Tree(Protocol):
    """Files by their paths."""

    def files(self) -> dict[str, int]:
        """Each file with its size in bytes, in the order of paths."""

    def read(self, path: str) -> bytes:
        """The bytes of a file, which is a document."""

    def head(self, path: str, size: int) -> bytes:
        """The first bytes of a file."""

    def source(self, path: str) -> Source | StoredBlob:
        """What an upload takes for a file."""


class FolderTree:
    """The files of a folder and below it; names that begin with a dot are passed over, and no link is followed."""

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.folder = Path(folder)

    def files(self) -> dict[str, int]:
        if not self.folder.is_dir():
            raise NotADirectoryError(20, "not a folder", str(self.folder))
        return dict(sorted(_walk(self.folder)))

    def read(self, path: str) -> bytes:
        return (self.folder / path).read_bytes()

    def head(self, path: str, size: int) -> bytes:
        with (self.folder / path).open("rb") as file:
            return file.read(size)

    def source(self, path: str) -> Source | StoredBlob:
        return self.folder / path


def _walk(folder: Path) -> Iterator[tuple[str, int]]:
    """Each file with its size, however deep it lies."""
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        with os.scandir(folder / prefix) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{prefix}{entry.name}/")
                elif stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode):
                    yield f"{prefix}{entry.name}", entry.stat(follow_symlinks=False).st_size


class BlobTree:
    """The blobs of a container of the store whose names begin with ``prefix``, which their paths do not have.

    A container of this or another datastore is refused: who may read its pictures is said in the database.
    """

    def __init__(self, datastore: Datastore, container: str, prefix: str = "") -> None:
        self._datastore = datastore
        self.container = container
        self.prefix = prefix
        self._blobs: dict[str, BlobProperties] = {}

    def files(self) -> dict[str, int]:
        found = [one for one in self._datastore.run(_list_containers(self.container)) if one.name == self.container]
        if not found:
            raise InvalidValue({"place": "container", "value": self.container, "reason": "there is no such container"})
        if INSTALLATION in found[0].metadata or _OURS.match(self.container):
            reason = "it belongs to a datastore"
            raise InvalidValue({"place": "container", "value": self.container, "reason": reason})
        self._blobs = {
            blob.name.removeprefix(self.prefix).lstrip("/"): blob
            for blob in self._datastore.run(_list_blobs(self.container))
            if blob.name.startswith(self.prefix) and not any(part.startswith(".") for part in blob.name.split("/"))
        }
        return {path: blob.byte_size for path, blob in sorted(self._blobs.items())}

    def read(self, path: str) -> bytes:
        return self._datastore.run(_get(self.container, self._blobs[path].name))

    def head(self, path: str, size: int) -> bytes:
        first = _First(size)
        with suppress(_EnoughError):
            self._datastore.run(_download(self.container, self._blobs[path].name, first))
        return bytes(first.data[:size])

    def source(self, path: str) -> Source | StoredBlob:
        blob = self._blobs[path]
        return StoredBlob(self.container, blob.name, blob.etag)


class _EnoughError(Exception):
    """No more bytes of a blob are wanted."""


class _First:
    """Takes the first bytes of a blob, and ends its download then."""

    def __init__(self, size: int) -> None:
        self._size = size
        self.data = bytearray()

    def write(self, data: bytes, /) -> None:
        self.data += data
        if len(self.data) >= self._size:
            raise _EnoughError
