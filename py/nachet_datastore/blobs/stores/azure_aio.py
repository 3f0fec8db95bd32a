"""The twin of ``azure.py`` for asyncio: the same acts on the SDK's asynchronous client."""

from __future__ import annotations

from asyncio import sleep
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import IO, Any, BinaryIO, cast

from azure.core.exceptions import (
    HttpResponseError,
    ResourceExistsError,
    ResourceModifiedError,
    ResourceNotFoundError,
)
from azure.storage.blob import BlobProperties as AzureBlob
from azure.storage.blob import UserDelegationKey
from azure.storage.blob.aio import BlobClient, BlobServiceClient, ExponentialRetry

from ...errors import StoreUnavailable
from ...wrapper.timeouts import Timeouts
from . import BlobProperties, ContainerProperties, Content, Sink, check_container, check_name
from .azure import (
    COPY_POLL,
    LIST_PAGE,
    TRANSFER,
    CountingWriter,
    Within,
    body_of,
    check_url_age,
    copy_options,
    delegation_period,
    if_old,
    if_unchanged,
    is_copying,
    is_described,
    is_folder,
    is_taken,
    is_unfinished,
    needs_delegation,
    open_service,
    properties_of,
    require_same,
    settings_of,
    signed_url,
    store_errors,
    upload_options,
)


class _Retry(Within, ExponentialRetry):
    pass


class AsyncAzureStore:
    """Blobs in an Azure storage account; see BlobStore and AzureStore."""

    def __init__(self, service: BlobServiceClient, single_put: int = TRANSFER["max_single_put_size"]) -> None:
        self._service = service
        self._single_put = single_put
        self._delegation: UserDelegationKey | None = None

    @classmethod
    def open(cls, url: str, credential: Any, timeouts: Timeouts, **options: Any) -> AsyncAzureStore:
        """The account that a connection string or URL names; see open_async_store."""
        service = open_service(BlobServiceClient, _Retry, url, credential, "azure.identity.aio", timeouts, options)
        return cls(service, options.get("max_single_put_size", TRANSFER["max_single_put_size"]))

    async def put(
        self, container: str, name: str, data: bytes | BinaryIO, content: Content, *, overwrite: bool = False
    ) -> None:
        check_name(container, name)
        with store_errors(container, name):
            try:
                await self._upload(container, name, data, content, overwrite)
            except ResourceNotFoundError:  # The container is missing; nothing was written.
                await self.create_container(container, {})
                await self._upload(container, name, data, content, overwrite)

    async def _upload(
        self, container: str, name: str, data: bytes | BinaryIO, content: Content, overwrite: bool
    ) -> None:
        body: Any = body_of(data, container, name, content)
        try:
            blob = self._service.get_blob_client(container, name)
            await blob.upload_blob(body, **upload_options(content, overwrite, self._single_put))
        except HttpResponseError as error:
            if not is_taken(error):
                raise
            require_same(await self.head(container, name), content.byte_size, content.sha256, container)

    async def get(self, container: str, name: str) -> bytes:
        check_name(container, name)
        with store_errors(container, name):
            stream = await self._service.get_blob_client(container, name).download_blob(max_concurrency=1)
            return await stream.readall()

    async def download(self, container: str, name: str, target: Sink) -> None:
        check_name(container, name)
        with store_errors(container, name):
            stream = await self._service.get_blob_client(container, name).download_blob(max_concurrency=1)
            await stream.readinto(cast("IO[bytes]", CountingWriter(target)))

    async def head(self, container: str, name: str) -> BlobProperties:
        check_name(container, name)
        with store_errors(container, name):
            return properties_of(await self._service.get_blob_client(container, name).get_blob_properties())

    async def delete(
        self, container: str, name: str, *, etag: str | None = None, unmodified_since: datetime | None = None
    ) -> bool:
        check_name(container, name)
        with store_errors(container, name):
            blob = self._service.get_blob_client(container, name)
            try:
                await blob.delete_blob(**if_unchanged(etag), **if_old(unmodified_since))
            except ResourceNotFoundError:
                return True
            except ResourceModifiedError:  # Another blob has the name now; or none, which Azurite answers so too.
                return not await blob.exists()
        return True

    async def copy(self, container: str, name: str, target_container: str, target_name: str) -> BlobProperties:
        source, blob = await self.head(container, name), self._service.get_blob_client(target_container, target_name)
        check_name(target_container, target_name)
        origin = self._service.get_blob_client(container, name)
        with store_errors(target_container, target_name):
            try:
                await blob.start_copy_from_url(origin.url, **copy_options(source.etag))
            except ResourceNotFoundError:
                await self.create_container(target_container, {})
                await blob.start_copy_from_url(origin.url, **copy_options(source.etag))
            except ResourceExistsError:
                pass
            found = await self._await_copy(blob)
        return require_same(properties_of(found), source.byte_size, source.sha256, target_container)

    async def take_in(
        self, container: str, name: str, target_container: str, target_name: str, content: Content, *, etag: str
    ) -> None:
        check_name(container, name)
        check_name(target_container, target_name)
        origin = self._service.get_blob_client(container, name)
        blob = self._service.get_blob_client(target_container, target_name)
        options = {"metadata": {"sha256": content.sha256}, **copy_options(etag)}
        with store_errors(container, name):
            try:
                await blob.start_copy_from_url(origin.url, **options)
            except ResourceNotFoundError:
                await self.create_container(target_container, {})
                await blob.start_copy_from_url(origin.url, **options)
            except ResourceExistsError:
                pass
            found = await self._await_copy(blob)
            require_same(properties_of(found), content.byte_size, content.sha256, target_container)
            if not is_described(found, content):
                await blob.set_http_headers(settings_of(content), **if_unchanged(found.etag))

    async def _await_copy(self, blob: BlobClient) -> AzureBlob:
        """The blob once the service has copied; take away what it could not, which would be in the way for ever."""
        while is_copying(found := await blob.get_blob_properties()):  # noqa: ASYNC110 - the service tells nobody
            await sleep(COPY_POLL)
        if is_unfinished(found):
            await blob.delete_blob(**if_unchanged(found.etag))
            raise StoreUnavailable({"name": found.name, "reason": found.copy.status_description or found.copy.status})
        return found

    async def create_container(self, container: str, metadata: Mapping[str, str]) -> None:
        check_container(container)
        client = self._service.get_container_client(container)
        with store_errors(container):
            try:
                await client.create_container(metadata=dict(metadata))
            except ResourceExistsError:
                present = (await client.get_container_properties()).metadata or {}
                if not metadata.keys() <= present.keys():
                    await client.set_container_metadata({**metadata, **present})

    async def list_blobs(self, container: str) -> AsyncIterator[BlobProperties]:
        check_container(container)
        with store_errors(container):
            try:
                client = self._service.get_container_client(container)
                async for blob in client.list_blobs(include=["metadata"], results_per_page=LIST_PAGE):
                    if not is_folder(blob):
                        yield properties_of(blob)
            except ResourceNotFoundError:
                return

    async def list_containers(self, prefix: str = "") -> AsyncIterator[ContainerProperties]:
        with store_errors():
            async for container in self._service.list_containers(
                name_starts_with=prefix or None, include_metadata=True
            ):
                yield ContainerProperties(container.name, container.metadata or {})

    async def list_links(self) -> AsyncIterator[str]:
        links: tuple[str, ...] = ()
        for link in links:
            yield link

    async def url(self, container: str, name: str, expires_in: timedelta) -> str:
        check_name(container, name)
        check_url_age(self._service.credential, expires_in)
        expiry = datetime.now(UTC) + expires_in
        with store_errors(container, name):
            if needs_delegation(self._service.credential, self._delegation, expiry):
                self._delegation = await self._service.get_user_delegation_key(*delegation_period(expiry))
        return signed_url(self._service, container, name, expiry, self._delegation)

    async def sweep(self, older_than: timedelta) -> int:  # noqa: ARG002 - as the protocol has it
        """Nothing to do: the service drops blocks that were never committed."""
        return 0

    async def close(self) -> None:
        await self._service.close()
