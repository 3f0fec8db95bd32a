"""Where the bytes are: one small interface, for Azure Blob Storage and for a local folder, sync and async alike.

Every act can be repeated without harm. Names come from the database; a name never has other bytes than its first,
but for the folders' own descriptions. Times are aware (UTC), sizes bytes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from os import PathLike, fspath
from typing import Any, BinaryIO, Protocol

from ...errors import InvalidBlobName, InvalidValue
from ...wrapper.timeouts import DEFAULT, Timeouts
from .urls import folder_of

#: Why a blob is not the one that was to be taken in.
CHANGED = "it changed since it was seen"


@dataclass(frozen=True, slots=True)
class Content:
    """What bytes are, as it travels with their blob: media type, size, SHA-256 (hex), and MD5, which Azure checks."""

    media_type: str
    byte_size: int
    sha256: str
    md5: bytes

    @classmethod
    def of(cls, data: bytes, media_type: str) -> Content:
        """The description of some bytes in memory."""
        return cls(media_type, len(data), hashlib.sha256(data).hexdigest(), hashlib.md5(data).digest())


@dataclass(frozen=True, slots=True)
class BlobProperties:
    """What the store says of a blob; ``media_type`` and ``sha256`` are None where another program wrote it."""

    name: str
    byte_size: int
    media_type: str | None
    sha256: str | None
    etag: str
    last_modified: datetime


@dataclass(frozen=True, slots=True)
class ContainerProperties:
    """A container of the store, with the marks that it carries."""

    name: str
    metadata: Mapping[str, str]


class Sink(Protocol):
    """What bytes are written to: a binary file, or whatever has its ``write``."""

    def write(self, data: bytes, /) -> object:
        """Take some bytes."""


class HashingSink:
    """A sink that keeps the SHA-256 of what is written to it, and hands the bytes on to ``target``, if there is one."""

    def __init__(self, target: Sink | None = None) -> None:
        self._target = target
        self.sha256 = hashlib.sha256()

    def write(self, data: bytes, /) -> None:
        """Take some bytes."""
        self.sha256.update(data)
        if self._target is not None:
            self._target.write(data)


class BlobStore(Protocol):
    """A blob store. All methods raise StoreUnavailable and StoreRefused; those with a name InvalidBlobName."""

    def put(
        self, container: str, name: str, data: bytes | BinaryIO, content: Content, *, overwrite: bool = False
    ) -> None:
        """Write a blob whole or not at all, from bytes or from a seekable stream at its start.

        Makes the container where it is missing. Where the name is taken: fine for the same bytes, else BlobExists,
        unless ``overwrite``. Raises BlobCorrupt when the bytes are not those that ``content`` describes.
        """

    def get(self, container: str, name: str) -> bytes:
        """The bytes of a blob. Raises BlobNotFound."""

    def download(self, container: str, name: str, target: Sink) -> None:
        """Write the bytes of a blob to a stream, in bounded memory. Raises BlobNotFound."""

    def head(self, container: str, name: str) -> BlobProperties:
        """The properties of a blob. Raises BlobNotFound."""

    def delete(
        self, container: str, name: str, *, etag: str | None = None, unmodified_since: datetime | None = None
    ) -> bool:
        """Delete a blob; whether it is gone now.

        It is not when ``etag`` is given and the blob has another, or when it was written after ``unmodified_since``.
        """

    def copy(self, container: str, name: str, target_container: str, target_name: str) -> BlobProperties:
        """Copy a blob within the store and check the copy; its properties. Where the name is taken, as put.

        Raises BlobNotFound.
        """

    def take_in(
        self, container: str, name: str, target_container: str, target_name: str, content: Content, *, etag: str
    ) -> None:
        """Copy a blob that another program wrote, within the store, to a name of ours, described by ``content``.

        It must be the very blob that was seen with ``etag``, and it stays where it is. Where the name is taken, as put.
        Raises BlobNotFound where the blob is gone or another one by now.
        """

    def create_container(self, container: str, metadata: Mapping[str, str]) -> None:
        """Make a container, or add the marks that an existing one lacks."""

    def list_blobs(self, container: str) -> Iterator[BlobProperties]:
        """All blobs of a container by name, in bounded memory; none where there is no container."""

    def list_containers(self, prefix: str = "") -> Iterator[ContainerProperties]:
        """The containers whose names begin so, in the order of names. A local store that is not there raises."""

    def list_links(self) -> Iterator[str]:
        """What a store may have of links, which are neither followed nor blobs, each by its path; none in Azure."""

    def url(self, container: str, name: str, expires_in: timedelta) -> str:
        """A URL that reads this one blob until it expires. Raises UrlNotSigned, InvalidValue for less than a second."""

    def sweep(self, older_than: timedelta) -> int:
        """Remove what broken-off writes left behind, unless younger; the number removed."""

    def close(self) -> None:
        """Close the connections."""


class AsyncBlobStore(Protocol):
    """A blob store for asyncio: the methods of BlobStore, awaited; the lists are asynchronous iterators."""

    async def put(
        self, container: str, name: str, data: bytes | BinaryIO, content: Content, *, overwrite: bool = False
    ) -> None: ...
    async def get(self, container: str, name: str) -> bytes: ...
    async def download(self, container: str, name: str, target: Sink) -> None: ...
    async def head(self, container: str, name: str) -> BlobProperties: ...
    async def delete(
        self, container: str, name: str, *, etag: str | None = None, unmodified_since: datetime | None = None
    ) -> bool: ...
    async def copy(self, container: str, name: str, target_container: str, target_name: str) -> BlobProperties: ...
    async def take_in(
        self, container: str, name: str, target_container: str, target_name: str, content: Content, *, etag: str
    ) -> None: ...
    async def create_container(self, container: str, metadata: Mapping[str, str]) -> None: ...
    def list_blobs(self, container: str) -> AsyncIterator[BlobProperties]: ...
    def list_containers(self, prefix: str = "") -> AsyncIterator[ContainerProperties]: ...
    def list_links(self) -> AsyncIterator[str]: ...
    async def url(self, container: str, name: str, expires_in: timedelta) -> str: ...
    async def sweep(self, older_than: timedelta) -> int: ...
    async def close(self) -> None: ...


def open_store(
    url: str | PathLike[str], *, credential: Any = None, timeouts: Timeouts = DEFAULT, **options: Any
) -> BlobStore:
    """The blob store that a text names; nothing is contacted yet.

    ``url``: a folder, as ``file:///folder``, a path object, or text that begins with ``/``, ``./`` or ``../``; an Azure
    connection string; ``https://account.blob.core.windows.net``, with a SAS as its query, with ``credential`` (an
    account key or a token credential), or with azure-identity's DefaultAzureCredential where that package is installed.
    ``options`` go to the Azure SDK (retry_total, read_timeout, …), before ``timeouts``. Raises InvalidStorageUrl.
    """
    folder = folder_of(url)
    if folder is not None:
        from .local import LocalStore

        return LocalStore(folder)
    from .azure import AzureStore

    return AzureStore.open(fspath(url), credential, timeouts, **options)


def open_async_store(
    url: str | PathLike[str], *, credential: Any = None, timeouts: Timeouts = DEFAULT, **options: Any
) -> AsyncBlobStore:
    """As open_store, for asyncio; ``credential`` is one of ``azure.identity.aio`` then."""
    folder = folder_of(url)
    if folder is not None:
        from .local import AsyncLocalStore, LocalStore

        return AsyncLocalStore(LocalStore(folder))
    from .azure_aio import AsyncAzureStore

    return AsyncAzureStore.open(fspath(url), credential, timeouts, **options)


def check_container(name: str) -> None:
    """Refuse a container's name that Azure would refuse. Raises InvalidBlobName."""
    if not re.fullmatch(r"(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*", name):
        raise InvalidBlobName({"container": name})


def check_name(container: str, name: str) -> None:
    """Refuse names that Azure would refuse or that lead out of a folder. Raises InvalidBlobName."""
    check_container(container)
    parts = name.split("/")
    if len(name) > 1024 or any(
        part.strip(". ") == "" or re.search(r"[\\\0-\x1f\ud800-\udfff]", part) for part in parts
    ):
        raise InvalidBlobName({"container": container, "name": name})


def check_expiry(expires_in: timedelta, longest: timedelta | None = None) -> None:
    """Refuse a URL that has expired already, or that would live longer than the store allows. Raises InvalidValue."""
    seconds = expires_in.total_seconds()
    if seconds < 1 or (longest is not None and expires_in > longest):
        limit = {} if longest is None else {"longest": longest.total_seconds()}
        raise InvalidValue({"place": "expires_in", "value": seconds, "shortest": 1, **limit, "unit": "seconds"})
