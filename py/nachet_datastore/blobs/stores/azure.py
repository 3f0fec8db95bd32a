"""A blob store in an Azure storage account, and what its asynchronous twin shares with it."""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from time import monotonic, sleep
from typing import IO, Any, BinaryIO, Protocol, cast
from urllib.parse import urlsplit

from azure.core import MatchConditions
from azure.core.exceptions import (
    AzureError,
    ClientAuthenticationError,
    HttpResponseError,
    ResourceExistsError,
    ResourceModifiedError,
    ResourceNotFoundError,
    ServiceResponseError,
)
from azure.storage.blob import (
    BlobClient,
    BlobSasPermissions,
    BlobServiceClient,
    ContentSettings,
    ExponentialRetry,
    UserDelegationKey,
    generate_blob_sas,
)
from azure.storage.blob import BlobProperties as AzureBlob

from ...errors import (
    BlobCorrupt,
    BlobExists,
    BlobNotFound,
    InvalidStorageUrl,
    NachetError,
    StoreRefused,
    StoreUnavailable,
    UrlNotSigned,
)
from ...errors.secrets import safe
from ...languages import marked
from ...wrapper.timeouts import Timeouts
from . import BlobProperties, ContainerProperties, Content, Sink, check_container, check_expiry, check_name
from .urls import require_key

_MIB = 1 << 20
#: Bytes in one request: larger blobs travel in blocks, so that memory is bounded.
TRANSFER = {
    "max_single_put_size": 32 * _MIB,
    "max_block_size": 4 * _MIB,
    "max_single_get_size": 4 * _MIB,
    "max_chunk_get_size": 4 * _MIB,
}
#: How a request is tried again; the n-th time after initial_backoff + increment_base ** n seconds, more or less.
RETRY = {"retry_total": 3, "initial_backoff": 0, "increment_base": 1.6, "random_jitter_range": 0.3}
_RETRY_OPTIONS = {*RETRY, "retry_connect", "retry_read", "retry_status", "retry_to_secondary"}
#: The longest that a URL can live that is signed with a key from Microsoft Entra.
_LONGEST = timedelta(days=7) - timedelta(minutes=10)
#: Signed URLs are valid from a little before now, for clocks that differ.
_BACKDATED = timedelta(minutes=5)
#: Blobs in one answer to a list, which the SDK holds several times over.
LIST_PAGE = 1000
#: Seconds between two looks at a copy that the service has not finished.
COPY_POLL = 0.2


class AzureStore:
    """Blobs in an Azure storage account; see BlobStore. The SDK's own policy retries what is transient."""

    def __init__(self, service: BlobServiceClient, single_put: int = TRANSFER["max_single_put_size"]) -> None:
        self._service = service
        self._single_put = single_put
        self._delegation: UserDelegationKey | None = None

    @classmethod
    def open(cls, url: str, credential: Any, timeouts: Timeouts, **options: Any) -> AzureStore:
        """The account that a connection string or URL names; see open_store."""
        service = open_service(BlobServiceClient, _Retry, url, credential, "azure.identity", timeouts, options)
        return cls(service, options.get("max_single_put_size", TRANSFER["max_single_put_size"]))

    def put(
        self, container: str, name: str, data: bytes | BinaryIO, content: Content, *, overwrite: bool = False
    ) -> None:
        check_name(container, name)
        with store_errors(container, name):
            try:
                self._upload(container, name, data, content, overwrite)
            except ResourceNotFoundError:  # The container is missing; nothing was written.
                self.create_container(container, {})
                self._upload(container, name, data, content, overwrite)

    def _upload(self, container: str, name: str, data: bytes | BinaryIO, content: Content, overwrite: bool) -> None:
        body: Any = body_of(data, container, name, content)
        try:
            blob = self._service.get_blob_client(container, name)
            blob.upload_blob(body, **upload_options(content, overwrite, self._single_put))
        except HttpResponseError as error:
            if not is_taken(error):
                raise
            require_same(self.head(container, name), content.byte_size, content.sha256, container)

    def get(self, container: str, name: str) -> bytes:
        check_name(container, name)
        with store_errors(container, name):
            return self._service.get_blob_client(container, name).download_blob(max_concurrency=1).readall()

    def download(self, container: str, name: str, target: Sink) -> None:
        check_name(container, name)
        with store_errors(container, name):
            stream = self._service.get_blob_client(container, name).download_blob(max_concurrency=1)
            stream.readinto(cast("IO[bytes]", CountingWriter(target)))

    def head(self, container: str, name: str) -> BlobProperties:
        check_name(container, name)
        with store_errors(container, name):
            return properties_of(self._service.get_blob_client(container, name).get_blob_properties())

    def delete(
        self, container: str, name: str, *, etag: str | None = None, unmodified_since: datetime | None = None
    ) -> bool:
        check_name(container, name)
        with store_errors(container, name):
            blob = self._service.get_blob_client(container, name)
            try:
                blob.delete_blob(**if_unchanged(etag), **if_old(unmodified_since))
            except ResourceNotFoundError:
                return True
            except ResourceModifiedError:  # Another blob has the name now; or none, which Azurite answers so too.
                return not blob.exists()
        return True

    def copy(self, container: str, name: str, target_container: str, target_name: str) -> BlobProperties:
        source, blob = self.head(container, name), self._service.get_blob_client(target_container, target_name)
        check_name(target_container, target_name)
        origin = self._service.get_blob_client(container, name)
        with store_errors(target_container, target_name):
            try:
                blob.start_copy_from_url(origin.url, **copy_options(source.etag))
            except ResourceNotFoundError:
                self.create_container(target_container, {})
                blob.start_copy_from_url(origin.url, **copy_options(source.etag))
            except ResourceExistsError:
                pass
            found = self._await_copy(blob)
        return require_same(properties_of(found), source.byte_size, source.sha256, target_container)

    def take_in(
        self, container: str, name: str, target_container: str, target_name: str, content: Content, *, etag: str
    ) -> None:
        check_name(container, name)
        check_name(target_container, target_name)
        origin = self._service.get_blob_client(container, name)
        blob = self._service.get_blob_client(target_container, target_name)
        options = {"metadata": {"sha256": content.sha256}, **copy_options(etag)}
        with store_errors(container, name):
            try:
                blob.start_copy_from_url(origin.url, **options)
            except ResourceNotFoundError:
                self.create_container(target_container, {})
                blob.start_copy_from_url(origin.url, **options)
            except ResourceExistsError:
                pass
            found = self._await_copy(blob)
            require_same(properties_of(found), content.byte_size, content.sha256, target_container)
            if not is_described(found, content):
                blob.set_http_headers(settings_of(content), **if_unchanged(found.etag))

    def _await_copy(self, blob: BlobClient) -> AzureBlob:
        """The blob once the service has copied; take away what it could not, which would be in the way for ever."""
        while is_copying(found := blob.get_blob_properties()):
            sleep(COPY_POLL)
        if is_unfinished(found):
            blob.delete_blob(**if_unchanged(found.etag))
            raise StoreUnavailable({"name": found.name, "reason": found.copy.status_description or found.copy.status})
        return found

    def create_container(self, container: str, metadata: Mapping[str, str]) -> None:
        check_container(container)
        client = self._service.get_container_client(container)
        with store_errors(container):
            try:
                client.create_container(metadata=dict(metadata))
            except ResourceExistsError:
                present = client.get_container_properties().metadata or {}
                if not metadata.keys() <= present.keys():
                    client.set_container_metadata({**metadata, **present})

    def list_blobs(self, container: str) -> Iterator[BlobProperties]:
        check_container(container)
        with store_errors(container):
            try:
                client = self._service.get_container_client(container)
                for blob in client.list_blobs(include=["metadata"], results_per_page=LIST_PAGE):
                    if not is_folder(blob):
                        yield properties_of(blob)
            except ResourceNotFoundError:
                return

    def list_containers(self, prefix: str = "") -> Iterator[ContainerProperties]:
        with store_errors():
            for container in self._service.list_containers(name_starts_with=prefix or None, include_metadata=True):
                yield ContainerProperties(container.name, container.metadata or {})

    def list_links(self) -> Iterator[str]:
        return iter(())

    def url(self, container: str, name: str, expires_in: timedelta) -> str:
        check_name(container, name)
        check_url_age(self._service.credential, expires_in)
        expiry = datetime.now(UTC) + expires_in
        with store_errors(container, name):
            if needs_delegation(self._service.credential, self._delegation, expiry):
                self._delegation = self._service.get_user_delegation_key(*delegation_period(expiry))
        return signed_url(self._service, container, name, expiry, self._delegation)

    def sweep(self, older_than: timedelta) -> int:  # noqa: ARG002 - as the protocol has it
        """Nothing to do: the service drops blocks that were never committed."""
        return 0

    def close(self) -> None:
        self._service.close()


class _Service(Protocol):
    """What the SDK's sync and async service clients have in common here."""

    account_name: str | None
    credential: Any

    def get_blob_client(self, container: str, blob: str) -> Any: ...


def open_service(
    kind: Any,
    retry: Any,
    url: str,
    credential: Any,
    identity: str,
    timeouts: Timeouts,
    options: Mapping[str, Any],
) -> Any:
    """A service client of the SDK, ``kind`` and ``retry`` saying which, for a connection string or an account's URL."""
    again = {name: options[name] for name in options if name in _RETRY_OPTIONS}
    settings = {
        **TRANSFER,
        "raw_response_hook": _judge,
        "connection_timeout": timeouts.store_connect,
        "read_timeout": timeouts.store_read,
        "retry_policy": retry(timeouts.store_retry, **{**RETRY, **again}),
        **options,
    }
    if isinstance(credential, str):
        require_key(credential)
    parts = urlsplit(url)
    try:
        if parts.scheme not in ("http", "https"):
            return kind.from_connection_string(url, credential, **settings)
        if credential is None and not parts.query:
            credential = importlib.import_module(identity).DefaultAzureCredential()
        return kind(url, credential, **settings)
    except ImportError as error:
        raise InvalidStorageUrl(
            {"reason": "it has neither a signature nor a credential"},
            hint=marked("Give a SAS or a credential, or install azure-identity for its DefaultAzureCredential."),
        ) from error
    except ValueError as error:
        raise InvalidStorageUrl({"reason": str(error)}) from safe(error)


class Within:
    """What makes a retry policy of the SDK give up in time: the first failure that comes too late is the last one."""

    def __init__(self, seconds: float, **options: Any) -> None:
        super().__init__(**options)
        self._seconds = seconds

    def configure_retries(self, request: Any) -> Any:
        """What is known of one request's tries."""
        return {**super().configure_retries(request), "until": monotonic() + self._seconds}  # type: ignore[misc]

    def increment(self, settings: Any, *args: Any, **kwargs: Any) -> bool:
        """Whether to try again."""
        return monotonic() < settings["until"] and bool(super().increment(settings, *args, **kwargs))  # type: ignore[misc]


class _Retry(Within, ExponentialRetry):
    pass


def _judge(response: Any) -> None:
    """Make errors at once of what the SDK takes for something else.

    Its policy tries errors again, and all such answers but 429. A missing account must not look like a missing blob.
    """
    answer = response.http_response
    if answer.status_code == HTTPStatus.TOO_MANY_REQUESTS:
        raise ServiceResponseError("429 Too Many Requests")
    if answer.headers.get("x-ms-error-code") == "ResourceNotFound":
        raise StoreRefused({"status": answer.status_code, "reason": "there is no such account"})


class CountingWriter:
    """A sink as the SDK wants it: it tells how many bytes it took."""

    def __init__(self, target: Sink) -> None:
        self._target = target

    def write(self, data: bytes) -> int:
        """Pass some bytes on; their number."""
        self._target.write(data)
        return len(data)


class CheckedReader:
    """A stream that keeps its last bytes back unless all are those that were inspected: a file may have changed since.

    So the service never gets the whole of other bytes, and makes no blob of them.
    """

    def __init__(self, source: BinaryIO, where: Mapping[str, str], content: Content) -> None:
        self._source = source
        self._where = where
        self._content = content
        self._left = content.byte_size
        self._sha256 = hashlib.sha256()

    def read(self, size: int) -> bytes:
        """Read ``size`` bytes. Raises BlobCorrupt."""
        parts = []
        while size > 0 and (data := self._source.read(size)):
            parts.append(data)
            self._sha256.update(data)
            self._left -= len(data)
            size -= len(data)
        if (size > 0 or self._left == 0) and self._sha256.hexdigest() != self._content.sha256:
            raise BlobCorrupt({**self._where, "expected": self._content.sha256})
        return b"".join(parts)


def body_of(data: bytes | BinaryIO, container: str, name: str, content: Content) -> bytes | CheckedReader:
    """What the SDK reads an upload from: from its start, also when it is sent a second time."""
    if isinstance(data, bytes):
        return data
    data.seek(0)
    return CheckedReader(data, {"container": container, "name": name}, content)


def upload_options(content: Content, overwrite: bool, single_put: int) -> dict[str, Any]:
    """How a blob is written: the service checks the MD5 of each request and keeps type and hashes beside the blob.

    That of a whole blob is known; the SDK works out those of blocks.
    """
    whole = content.md5 and content.byte_size <= single_put
    return {
        "length": content.byte_size,
        "overwrite": overwrite,
        **({"transactional_content_md5": bytearray(content.md5)} if whole else {"validate_content": True}),
        "max_concurrency": 1,
        "content_settings": settings_of(content),
        "metadata": {"sha256": content.sha256},
    }


def settings_of(content: Content) -> ContentSettings:
    """The type and the MD5 that the service keeps beside a blob."""
    return ContentSettings(content_type=content.media_type, content_md5=bytearray(content.md5) or None)


def is_described(blob: AzureBlob, content: Content) -> bool:
    """Whether the service says of a blob what is known of it."""
    settings = blob.content_settings
    return (settings.content_type, bytes(settings.content_md5 or b"")) == (content.media_type, content.md5)


def copy_options(etag: str) -> dict[str, Any]:
    """How a blob is copied: this very one, to a name that nothing has."""
    return {
        "match_condition": MatchConditions.IfMissing,
        "source_etag": etag,
        "source_match_condition": MatchConditions.IfNotModified,
    }


def if_unchanged(etag: str | None) -> dict[str, Any]:
    """Conditions of a request that must not meet another blob than the one seen."""
    return {} if etag is None else {"etag": etag, "match_condition": MatchConditions.IfNotModified}


def if_old(unmodified_since: datetime | None) -> dict[str, Any]:
    """Conditions of a request that must not meet a blob that was written later."""
    return {} if unmodified_since is None else {"if_unmodified_since": unmodified_since}


def is_taken(error: HttpResponseError) -> bool:
    """Whether an upload failed because its name has a blob, or got one while the blocks were sent."""
    return isinstance(error, ResourceExistsError) or getattr(error, "error_code", "") == "InvalidBlockList"


def is_copying(blob: AzureBlob) -> bool:
    """Whether the service is still copying."""
    return blob.copy.status == "pending"


def is_unfinished(blob: AzureBlob) -> bool:
    """Whether the service gave up copying, and left what it had."""
    return blob.copy.status in ("failed", "aborted")


def require_same(found: BlobProperties, byte_size: int, sha256: str | None, container: str) -> BlobProperties:
    """The blob that has a name already, when it has the same bytes. Raises BlobExists."""
    if (found.byte_size, found.sha256) != (byte_size, sha256):
        raise BlobExists({"container": container, "name": found.name})
    return found


def is_folder(blob: AzureBlob) -> bool:
    """Whether it is no blob: accounts with a hierarchical namespace list their folders among the blobs."""
    return (blob.metadata or {}).get("hdi_isfolder") == "true"


def properties_of(blob: AzureBlob) -> BlobProperties:
    """A blob's properties as the SDK has them."""
    return BlobProperties(
        name=blob.name,
        byte_size=blob.size,
        media_type=blob.content_settings.content_type,
        sha256=(blob.metadata or {}).get("sha256"),
        etag=f'"{blob.etag.strip(chr(34))}"',  # Lists give it without its quotes.
        last_modified=blob.last_modified,
    )


def needs_delegation(credential: Any, delegation: UserDelegationKey | None, expiry: datetime) -> bool:
    """Whether URLs are signed with a key that has to be fetched first, the one at hand being too old."""
    if not hasattr(credential, "get_token"):
        return False
    return delegation is None or datetime.fromisoformat(str(delegation.signed_expiry)) < expiry


def delegation_period(expiry: datetime) -> tuple[datetime, datetime]:
    """From when until when a key for signing is asked for: long enough to serve many URLs, seven days at most."""
    now = datetime.now(UTC)
    return now - _BACKDATED, min(max(expiry, now + timedelta(hours=1)), now + timedelta(days=7) - _BACKDATED)


def check_url_age(credential: Any, expires_in: timedelta) -> None:
    """Refuse what is in the past, and more than the service signs. Raises InvalidValue."""
    check_expiry(expires_in, _LONGEST if hasattr(credential, "get_token") else None)


def signed_url(
    service: _Service, container: str, name: str, expiry: datetime, delegation: UserDelegationKey | None
) -> str:
    """URL of one blob with the signature that lets one read it. Raises UrlNotSigned."""
    account_key = getattr(service.credential, "account_key", None)
    if account_key is None and delegation is None:
        raise UrlNotSigned({"container": container, "name": name})
    url = str(service.get_blob_client(container, name).url)
    signature = generate_blob_sas(
        account_name=service.account_name or "",
        container_name=container,
        blob_name=name,
        account_key=account_key,
        user_delegation_key=delegation,
        permission=BlobSasPermissions(read=True),
        start=datetime.now(UTC) - _BACKDATED,
        expiry=expiry,
        protocol="https" if url.startswith("https:") else None,
    )
    return f"{url}?{signature}"


@contextmanager
def store_errors(container: str = "", name: str = "") -> Iterator[None]:
    """Raise our own classes for what the SDK raises once it has given up; what is ours already passes."""
    where = {key: value for key, value in {"container": container, "name": name}.items() if value}
    try:
        yield
    except NachetError:
        raise
    except (ResourceNotFoundError, ResourceModifiedError) as error:  # Gone, or gone while it was read or copied.
        raise BlobNotFound(where) from safe(error)
    except HttpResponseError as error:
        code = getattr(error, "error_code", None) or error.reason
        status, code = error.status_code, str(getattr(code, "value", code))
        detail = {**where, "status": status, "reason": code}
        if code == "Md5Mismatch":
            raise BlobCorrupt(detail) from safe(error)
        refused = isinstance(error, ClientAuthenticationError) or status not in (None, 408)
        if refused and (status or 0) < 500:
            raise StoreRefused(detail) from safe(error)
        raise StoreUnavailable(detail) from safe(error)
    except AzureError as error:
        raise StoreUnavailable({**where, "reason": error.message}) from safe(error)
