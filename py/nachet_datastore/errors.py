"""Every error that the datastore raises of its own: one class for each code.

Codes ``NX…`` come from the database and stand in ``sql/errors.csv``; codes ``NB…`` come from this package: pictures,
the blob store, the connection. The digit after the letters is the group: 0 not found, 1 conflict, 2 invalid input,
3 not allowed, 4 something that serves us is out of order. Other errors of the server pass through as psycopg's.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, ClassVar

import psycopg


class NachetError(Exception):
    """An error with a code to branch on, a message for a person, the values, and what to do next.

    Attributes:
        sqlstate: five characters, constant for the class.
        message: short, constant, without values.
        detail: the values, as JSON has them.
        hint: the next step, for the one who called.
    """

    sqlstate: ClassVar[str] = ""
    message: str = "the datastore failed"
    hint: str = ""

    def __init__(self, detail: Mapping[str, Any] | None = None, *, message: str = "", hint: str = "") -> None:
        self.detail: dict[str, Any] = dict(detail or {})
        self.message = message or self.message
        self.hint = hint or self.hint
        super().__init__(self.detail)

    def __str__(self) -> str:
        values = ", ".join(f"{key}: {value}" for key, value in self.detail.items())
        return f"{self.message}{f' ({values})' if values else ''}. {self.hint}".rstrip()


class NotFound(NachetError):
    """What was asked for is not there, or not for this user."""


class Conflict(NachetError):
    """What was asked for contradicts what is there."""


class InvalidInput(NachetError):
    """What was handed over is not valid; nothing of it was stored."""


class NotAllowed(NachetError):
    """The user may read this, but not do what was asked."""

    sqlstate = "NX301"


class UserNotFound(NotFound):
    """No user has this id or e-mail address."""

    sqlstate = "NX001"


class ContainerNotFound(NotFound):
    """No such container, or none that the user may know of."""

    sqlstate = "NX002"


class PictureSetNotFound(NotFound):
    """The container has no such folder."""

    sqlstate = "NX003"


class PictureNotFound(NotFound):
    """The container has no such picture, or its upload is not confirmed."""

    sqlstate = "NX004"


class InferenceNotFound(NotFound):
    """The container has no such inference, or the picture has none."""

    sqlstate = "NX005"


class ObjectNotFound(NotFound):
    """The inference has no such box."""

    sqlstate = "NX006"


class SeedNotFound(NotFound):
    """The catalogue has no such species."""

    sqlstate = "NX007"


class PipelineNotFound(NotFound):
    """No active pipeline has this id or name."""

    sqlstate = "NX008"


class ModelNotFound(NotFound):
    """No model has this name, or it has no such version."""

    sqlstate = "NX009"


class GroupNotFound(NotFound):
    """No such group, or none of the user's."""

    sqlstate = "NX010"


class MemberNotFound(NotFound):
    """The user is not a member of the group."""

    sqlstate = "NX012"


class ShareNotFound(NotFound):
    """The container is not shared with the group."""

    sqlstate = "NX013"


class SeedAliasNotFound(NotFound):
    """The label is no alias of the species."""

    sqlstate = "NX014"


class UserExists(Conflict):
    """Another user has this e-mail address, whatever its case."""

    sqlstate = "NX101"


class PictureSetExists(Conflict):
    """Another folder of the container has this name."""

    sqlstate = "NX102"


class SeedExists(Conflict):
    """Another species has this name."""

    sqlstate = "NX103"


class GroupExists(Conflict):
    """The owner has another group of this name."""

    sqlstate = "NX104"


class ObjectReviewed(Conflict):
    """Someone reviewed the box differently in the meantime."""

    sqlstate = "NX105"


class ObjectNotReviewed(Conflict):
    """The box is not reviewed, so there is nothing to reopen."""

    sqlstate = "NX106"


class DefaultPictureSet(Conflict):
    """A container's default folder cannot be deleted."""

    sqlstate = "NX107"


class IdTaken(Conflict):
    """The id that the caller chose belongs to something else."""

    sqlstate = "NX108"


class PictureSetNotDeleted(Conflict):
    """The folder is not in the trash."""

    sqlstate = "NX110"


class AliasExists(Conflict):
    """The label stands for another species."""

    sqlstate = "NX111"


class PictureExists(Conflict):
    """The folder has a picture with the same bytes."""

    sqlstate = "NX112"


class OwnerIsMember(Conflict):
    """The owner of a group is always a member of it."""

    sqlstate = "NX113"


class LastAdministrator(Conflict):
    """The last administrator cannot be lowered."""

    sqlstate = "NX114"


class ArchiveContainer(Conflict):
    """The archive does not allow this."""

    sqlstate = "NX115"


class ModelInUse(Conflict):
    """An active pipeline uses the model."""

    sqlstate = "NX116"


class InvalidEmail(InvalidInput):
    """The text is no e-mail address."""

    sqlstate = "NX201"


class InvalidName(InvalidInput):
    """The name is blank or longer than 200 characters."""

    sqlstate = "NX202"


class InvalidPicture(InvalidInput):
    """The description of a picture is not valid."""

    sqlstate = "NX203"


class InvalidInference(InvalidInput):
    """The inference is not valid; `detail` names the place, e.g. ``boxes[3].box.topX``."""

    sqlstate = "NX204"


class InvalidVerification(InvalidInput):
    """The verification is not valid; `detail` names the place."""

    sqlstate = "NX205"


class InvalidSeed(InvalidInput):
    """The description of a species is not valid."""

    sqlstate = "NX206"


class InvalidStructure(InvalidInput):
    """The description of models and pipelines is not valid."""

    sqlstate = "NX207"


class InvalidFilter(InvalidInput):
    """The filter has an unknown key or a value of the wrong kind."""

    sqlstate = "NX208"


class InvalidPermission(InvalidInput):
    """The text names no permission that can be given here."""

    sqlstate = "NX209"


class InvalidOptions(InvalidInput):
    """An option is unknown or its value is of the wrong kind."""

    sqlstate = "NX210"


class AdministratorRequired(NotAllowed):
    """Only an administrator may do this."""

    sqlstate = "NX302"


class BlobNotFound(NotFound):
    """The store has no such blob."""

    sqlstate = "NB001"
    message = "blob not found"
    hint = "Check both sides with `nachet-datastore fsck`."


class BlobExists(Conflict):
    """The store has other bytes under this name; no blob is ever replaced."""

    sqlstate = "NB101"
    message = "the store has other bytes under this name"
    hint = "Check both sides with `nachet-datastore fsck`; upload again under a new id."


class TransactionOpen(Conflict):
    """Blobs are written between commits, and the caller's transaction is not ours to commit."""

    sqlstate = "NB102"
    message = "blobs cannot be changed inside a transaction"
    hint = "Hand over a URL, a pool, or a connection in autocommit mode outside a transaction."


class DeployRunning(Conflict):
    """Another deploy works on the database; the detail says whose."""

    sqlstate = "NB103"
    message = "another deploy is running"
    hint = "Wait until it is done; or end its session, after which nothing is left half done."


class DatabaseBusy(Conflict):
    """Something keeps a lock that a deploy needs, for longer than the deploy may wait; the detail says who may."""

    sqlstate = "NB104"
    message = "the database is too busy to deploy now"
    hint = "Look for long transactions in pg_stat_activity, or deploy at a quieter time."


class UnknownMigration(Conflict):
    """The database has migrations that this package does not have."""

    sqlstate = "NB105"
    message = "the database is newer than this package"
    hint = "Use the version of the package that deployed it, or a newer one."


class EmptyPicture(InvalidInput):
    """There are no bytes."""

    sqlstate = "NB201"
    message = "the picture is empty"
    hint = "Choose a file with a picture in it."


class NotAPicture(InvalidInput):
    """The bytes are of no type that is accepted, whatever the name says."""

    sqlstate = "NB202"
    message = "not a picture"
    hint = "Use PNG, JPEG, TIFF, WebP, BMP, GIF, or a NumPy array of numbers (.npy)."


class TruncatedPicture(InvalidInput):
    """The bytes begin as a picture but are damaged or end too early."""

    sqlstate = "NB203"
    message = "the picture is damaged or cut off"
    hint = "Export or copy the file again."


class PictureTooLarge(InvalidInput):
    """The picture has more bytes or pixels than the limit."""

    sqlstate = "NB204"
    message = "the picture is too large"
    hint = "Make it smaller, or raise the limit where that is safe."


class InvalidBlobName(InvalidInput):
    """The name of a container or blob leaves the store or breaks its rules."""

    sqlstate = "NB205"
    message = "not a name that the blob store accepts"
    hint = "Use the names that the database gives."


class InvalidStorageUrl(InvalidInput):
    """The text names no blob store."""

    sqlstate = "NB206"
    message = "not a blob store"
    hint = "Use a folder, file:///folder, an Azure connection string, or https://account.blob.core.windows.net (?SAS)."


class InvalidValue(InvalidInput):
    """A value has no form in the database; `detail` names its place.

    Such are an id that is no UUID, NaN and the infinities, a text with a NUL character or half a surrogate pair.
    """

    sqlstate = "NB207"
    message = "a value that the database cannot hold"
    hint = "Give ids as UUIDs, finite numbers, and text without NUL characters."


class StoreError(NachetError):
    """The blob store is out of order; what the database knows is consistent."""


class StoreUnavailable(StoreError):
    """The store did not answer, or not well, after all retries."""

    sqlstate = "NB401"
    message = "the blob store is not available"
    hint = "Try again later: every step can be repeated."


class StoreRefused(StoreError):
    """The store answered that it will not do this."""

    sqlstate = "NB402"
    message = "the blob store refused the request"
    hint = "Check the credential and the settings of the storage account."


class BlobCorrupt(StoreError):
    """The bytes are not those that were hashed."""

    sqlstate = "NB403"
    message = "the bytes differ from their content hash"
    hint = "Try again; when it stays, restore the blob and check with `nachet-datastore fsck --deep`."


class StoreMissing(StoreError):
    """The client was made without a blob store."""

    sqlstate = "NB404"
    message = "this client has no blob store"
    hint = "Make the client with a store: a folder, or an Azure storage account."


class UrlNotSigned(StoreError):
    """The store holds no key that could sign a URL for one blob."""

    sqlstate = "NB405"
    message = "this store cannot sign URLs"
    hint = "Use an account key or a Microsoft Entra credential instead of a SAS."


class SchemaMismatch(NachetError):
    """The database does not have the functions that this version of the package calls."""

    sqlstate = "NB406"
    message = "the database and this package do not fit together"
    hint = "Run `nachet-datastore deploy` with the same version of the package."


def _leaves(base: type[NachetError]) -> Iterator[type[NachetError]]:
    for cls in base.__subclasses__():
        if cls.sqlstate:
            yield cls
        yield from _leaves(cls)


#: Each code with its class.
BY_SQLSTATE: Mapping[str, type[NachetError]] = {cls.sqlstate: cls for cls in _leaves(NachetError)}


def from_database(error: psycopg.Error) -> NachetError | None:
    """The datastore's own error that the server raised, by its SQLSTATE; None when the error is not one of ours."""
    cls = BY_SQLSTATE.get(error.sqlstate or "")
    if cls is None:
        return None
    diagnostics = error.diag
    return cls(
        _detail(diagnostics.message_detail),
        message=diagnostics.message_primary or "",
        hint=diagnostics.message_hint or "",
    )


def _detail(text: str | None) -> dict[str, Any]:
    try:
        detail = json.loads(text or "{}")
    except ValueError:
        return {"detail": text}
    return detail if isinstance(detail, dict) else {"detail": detail}


@contextmanager
def database_errors() -> Iterator[None]:
    """Raise the datastore's own class for what the server raised inside; let every other error through untouched."""
    try:
        yield
    except psycopg.Error as error:
        known = from_database(error)
        if known is None:
            raise
        raise known from error
