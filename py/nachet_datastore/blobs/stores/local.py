"""A blob store in a local folder: containers are folders, blobs are files, and a write is whole or not there.

What does not belong into a blob's own file lies in ``.nachet/``: ``blobs/`` (type and content hash), ``containers/``
(their marks) and ``tmp/`` (writes in progress). The first is a note of what the bytes say themselves: where a
crash left it out, or the file is not the one noted, it is worked out again.

Only the user who writes may read: files have mode 0600, folders 0700. Below the store's folder no link is followed.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import mimetypes
import os
import shutil
import stat
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from errno import ELOOP
from fcntl import LOCK_EX, flock
from functools import update_wrapper
from io import BufferedReader, BytesIO
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Concatenate, ParamSpec, TypeVar
from uuid import uuid4

from ...errors import BlobCorrupt, BlobExists, BlobNotFound, StoreRefused, StoreUnavailable
from . import CHANGED, BlobProperties, ContainerProperties, Content, Sink, check_container, check_expiry, check_name

logger = logging.getLogger(__name__)

P = ParamSpec("P")
R = TypeVar("R")

_CHUNK = 1 << 20
_LINK = "a link is in the way; no link is followed"


class LocalStore:
    """Blobs in a folder; see BlobStore. Any number of processes may use the same folder at the same time."""

    def __init__(self, root: str | os.PathLike[str]) -> None:
        self.root = Path(root).absolute()
        self._notes = self.root / ".nachet" / "blobs"
        self._marks = self.root / ".nachet" / "containers"
        self._temporary = self.root / ".nachet" / "tmp"

    def put(
        self, container: str, name: str, data: bytes | BinaryIO, content: Content, *, overwrite: bool = False
    ) -> None:
        path = self._path(container, name)
        with _os_errors(container, name), _unswept(container, name), self._written(data) as (temporary, sha256):
            if sha256 != content.sha256:
                raise BlobCorrupt({"container": container, "name": name, "sha256": sha256, "expected": content.sha256})
            noted = {"media_type": content.media_type, "sha256": sha256, "file": _file(temporary.stat())}
            _make_folder(self.root / container)
            with self._locked(container):
                if overwrite:
                    _publish(os.replace, temporary, path)
                else:
                    try:
                        _publish(os.link, temporary, path)
                    except FileExistsError:
                        if _hash(path) != sha256:
                            raise BlobExists({"container": container, "name": name}) from None
                        noted["file"] = _file(path.stat())
            self._write_json(self._note(path), noted)

    def get(self, container: str, name: str) -> bytes:
        with _os_errors(container, name), _opened(self._path(container, name)) as file:
            return file.read()

    def download(self, container: str, name: str, target: Sink) -> None:
        with _os_errors(container, name), _opened(self._path(container, name)) as source:
            shutil.copyfileobj(source, target, _CHUNK)

    def head(self, container: str, name: str) -> BlobProperties:
        try:
            path = self._path(container, name)
        except StoreRefused as error:  # What lies behind a link is not a blob of the store.
            raise BlobNotFound({"container": container, "name": name, "reason": _LINK}) from error
        with _os_errors(container, name):
            return self._properties(name, path)

    def delete(
        self, container: str, name: str, *, etag: str | None = None, unmodified_since: datetime | None = None
    ) -> bool:
        path = self._path(container, name)
        with _os_errors(container, name), suppress(FileNotFoundError), self._locked(container):
            found = path.stat()
            if etag is not None and _etag(found) != etag:
                return False
            if unmodified_since is not None and found.st_mtime > unmodified_since.timestamp():
                return False
            path.unlink()
            _sync(path.parent)
        self._note(path).unlink(missing_ok=True)
        # A folder is there while something is in it, as in Azure.
        for folder in (path, self._note(path)):
            with suppress(OSError):
                folder.parent.rmdir()
        return True

    def copy(self, container: str, name: str, target_container: str, target_name: str) -> BlobProperties:
        source = self.head(container, name)
        content = Content(source.media_type or "application/octet-stream", source.byte_size, source.sha256 or "", b"")
        with _os_errors(container, name), _opened(self._path(container, name)) as data:
            self.put(target_container, target_name, data, content)
        return self.head(target_container, target_name)

    def take_in(
        self, container: str, name: str, target_container: str, target_name: str, content: Content, *, etag: str
    ) -> None:
        # A copy, not a second link to the file: whoever wrote it may write it again in its place.
        with _os_errors(container, name), _opened(self._path(container, name)) as data:
            if _etag(os.fstat(data.fileno())) != etag:
                raise BlobNotFound({"container": container, "name": name, "reason": CHANGED})
            self.put(target_container, target_name, data, content)

    def create_container(self, container: str, metadata: Mapping[str, str]) -> None:
        check_container(container)
        with _os_errors(container):
            self._require_no_link(self.root / container)
            _make_folder(self.root / container)
            marks = self._marks / f"{container}.json"
            self._write_json(marks, {**metadata, **_read_json(marks)})

    def list_blobs(self, container: str) -> Iterator[BlobProperties]:
        check_container(container)
        top = self.root / container
        with _os_errors(container):
            for path in () if top.is_symlink() else _files(top):
                with suppress(FileNotFoundError):  # It went while we looked.
                    yield self._properties(path.relative_to(top).as_posix(), path)

    def list_containers(self, prefix: str = "") -> Iterator[ContainerProperties]:
        try:
            entries = sorted(os.scandir(self.root), key=lambda entry: entry.name)
        except OSError as error:  # A store that is not there is not an empty one.
            raise StoreUnavailable({"folder": str(self.root), "reason": error.strerror}) from error
        for entry in entries:
            if entry.name.startswith(".") or not entry.name.startswith(prefix):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield ContainerProperties(entry.name, _read_json(self._marks / f"{entry.name}.json"))
            else:
                logger.warning("passed over, neither a blob nor a container: %s", ascii(entry.path))

    def list_links(self) -> Iterator[str]:
        """Each link below the store's folder, by its path from there."""
        with _os_errors(""):
            yield from _links(self.root, "")

    def url(self, container: str, name: str, expires_in: timedelta) -> str:
        """The file's URI; a local file is read by whoever may read the folder, so nothing expires."""
        check_expiry(expires_in)
        return self._path(container, name).as_uri()

    def sweep(self, older_than: timedelta) -> int:
        before = time.time() - older_than.total_seconds()
        removed = 0
        with _os_errors(""):
            for entry in os.scandir(self._temporary) if self._temporary.exists() else ():
                with suppress(FileNotFoundError):
                    if entry.stat().st_mtime < before:
                        Path(entry).unlink()
                        removed += 1
        return removed

    def close(self) -> None:
        """There is nothing to close."""

    def _path(self, container: str, name: str) -> Path:
        check_name(container, name)
        path = self.root / container / name
        self._require_no_link(path.parent)
        return path

    def _require_no_link(self, folder: Path) -> None:
        """Refuse a folder that is, or lies in, a link below the root. Raises StoreRefused."""
        place = self.root
        for part in folder.relative_to(self.root).parts:
            place /= part
            if place.is_symlink():
                raise StoreRefused({"path": str(place), "reason": _LINK})

    def _note(self, path: Path) -> Path:
        return self._notes / f"{path.relative_to(self.root)}.json"

    def _properties(self, name: str, path: Path) -> BlobProperties:
        status, note = path.lstat(), _read_json(self._note(path))
        if not stat.S_ISREG(status.st_mode):
            raise FileNotFoundError(path)
        if note.get("file") != _file(status):
            note = {}
        return BlobProperties(
            name=name,
            byte_size=status.st_size,
            media_type=note.get("media_type") or mimetypes.guess_type(name)[0],
            sha256=note.get("sha256") or _hash(path),
            etag=_etag(status),
            last_modified=datetime.fromtimestamp(status.st_mtime, UTC),
        )

    @contextmanager
    def _locked(self, container: str) -> Iterator[None]:
        """Keep others from giving or taking away names in a container, between a look at one and the act."""
        descriptor = os.open(self.root / container, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            flock(descriptor, LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    @contextmanager
    def _written(self, data: bytes | BinaryIO) -> Iterator[tuple[Path, str]]:
        """The bytes in a file of their own, safe on the disk, and their SHA-256."""
        self._require_no_link(self._temporary)
        _make_folder(self._temporary)
        path = self._temporary / uuid4().hex
        source = BytesIO(data) if isinstance(data, bytes) else data
        sha256 = hashlib.sha256()
        try:
            with open(path, "xb", opener=_private) as file:
                while chunk := source.read(_CHUNK):
                    sha256.update(chunk)
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            yield path, sha256.hexdigest()
        finally:
            path.unlink(missing_ok=True)

    def _write_json(self, path: Path, document: Mapping[str, Any]) -> None:
        self._require_no_link(path.parent)
        with self._written(json.dumps(document).encode()) as (temporary, _):
            _publish(os.replace, temporary, path)


def _publish(act: Callable[[Path, Path], None], temporary: Path, path: Path) -> None:
    """Give a finished file its name, by ``os.link`` or ``os.replace``, so that it survives a loss of power."""
    while True:
        _make_folder(path.parent)
        try:
            act(temporary, path)
        except FileNotFoundError:  # A delete took the empty folder away; or a sweep the file.
            if not temporary.exists():
                raise
            continue
        return _sync(path.parent)


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        _sync(folder.parent)


def _sync(folder: Path) -> None:
    with suppress(FileNotFoundError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _private(path: str, flags: int) -> int:
    """Open a file that nobody else may read."""
    return os.open(path, flags | os.O_NOFOLLOW, mode=0o600)


def _unfollowed(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)


def _opened(path: Path) -> BufferedReader:
    """A blob's file, to be read; not what a link leads to, nor a pipe, on which one might wait for ever."""
    file = open(path, "rb", opener=_unfollowed)  # noqa: SIM115 - a path has no opener; the caller closes it
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise FileNotFoundError(path)
    return file


def _links(folder: Path, prefix: str) -> Iterator[str]:
    """The links in a folder and below it, each by its path."""
    with suppress(FileNotFoundError, PermissionError):
        for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
            if entry.is_symlink():
                yield f"{prefix}{entry.name}"
            elif entry.is_dir(follow_symlinks=False):
                yield from _links(folder / entry.name, f"{prefix}{entry.name}/")


def _hash(path: Path) -> str:
    with _opened(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    """The files below a folder in the order of their whole names, as Azure lists blobs."""
    with suppress(FileNotFoundError):
        names = {
            f"{entry.name}/" if entry.is_dir(follow_symlinks=False) else entry.name: entry
            for entry in os.scandir(folder)
        }
        for name, entry in sorted(names.items()):
            if name.endswith("/"):
                yield from _files(folder / name)
            elif entry.is_file(follow_symlinks=False):
                yield folder / name
            else:
                logger.warning("passed over, neither a blob nor a container: %s", ascii(entry.path))


def _etag(status: os.stat_result) -> str:
    return f"{status.st_ino:x}-{_file(status)}"


def _file(status: os.stat_result) -> str:
    """What tells a file from what it was before someone changed it, and stays when it is copied as it is."""
    return f"{status.st_mtime_ns:x}-{status.st_size:x}"


def _read_json(path: Path) -> dict[str, str]:
    try:
        with _opened(path) as file:
            document = json.loads(file.read())
    except (FileNotFoundError, ValueError):
        return {}
    return document if isinstance(document, dict) else {}


@contextmanager
def _os_errors(container: str, name: str = "") -> Iterator[None]:
    where = {key: value for key, value in {"container": container, "name": name}.items() if value}
    try:
        yield
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        raise BlobNotFound(where) from error
    except PermissionError as error:
        raise StoreRefused({**where, "reason": error.strerror}) from error
    except OSError as error:
        if error.errno == ELOOP:  # What O_NOFOLLOW says.
            raise StoreRefused({**where, "reason": _LINK}) from error
        raise StoreUnavailable({**where, "reason": error.strerror}) from error


@contextmanager
def _unswept(container: str, name: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        reason = "what was being written was swept away"
        raise StoreUnavailable({"container": container, "name": name, "reason": reason}) from error


def _threaded(
    method: Callable[Concatenate[LocalStore, P], R],
) -> Callable[Concatenate[AsyncLocalStore, P], Coroutine[Any, Any, R]]:
    async def threaded(self: AsyncLocalStore, /, *args: P.args, **kwargs: P.kwargs) -> R:
        return await asyncio.to_thread(method, self._store, *args, **kwargs)

    return update_wrapper(threaded, method)


def _listed(
    method: Callable[Concatenate[LocalStore, P], Iterator[R]],
) -> Callable[Concatenate[AsyncLocalStore, P], AsyncIterator[R]]:
    async def listed(self: AsyncLocalStore, /, *args: P.args, **kwargs: P.kwargs) -> AsyncIterator[R]:
        iterator = method(self._store, *args, **kwargs)
        while batch := await asyncio.to_thread(lambda: list(islice(iterator, 256))):
            for item in batch:
                yield item

    return update_wrapper(listed, method)


class AsyncLocalStore:
    """A LocalStore for asyncio: each act in a thread of its own."""

    def __init__(self, store: LocalStore) -> None:
        self._store = store

    put = _threaded(LocalStore.put)
    get = _threaded(LocalStore.get)
    download = _threaded(LocalStore.download)
    head = _threaded(LocalStore.head)
    delete = _threaded(LocalStore.delete)
    copy = _threaded(LocalStore.copy)
    take_in = _threaded(LocalStore.take_in)
    create_container = _threaded(LocalStore.create_container)
    list_blobs = _listed(LocalStore.list_blobs)
    list_containers = _listed(LocalStore.list_containers)
    list_links = _listed(LocalStore.list_links)
    url = _threaded(LocalStore.url)
    sweep = _threaded(LocalStore.sweep)
    close = _threaded(LocalStore.close)
