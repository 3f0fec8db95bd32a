"""The codes of this package, ``NB…``: pictures, values, the blob store, the connection, the deploy."""

from __future__ import annotations

from .base import Conflict, InvalidInput, NachetError, NotFound, StoreError
from .database import NotAllowed

__all__ = [
    "AnalystRequired",
    "BlobCorrupt",
    "BlobExists",
    "BlobNotFound",
    "CitusMissing",
    "ClientClosed",
    "DatabaseBusy",
    "DatabaseConflict",
    "DatabaseRefused",
    "DatabaseUnavailable",
    "DecoderFailed",
    "DeployRunning",
    "EmptyPicture",
    "ForeignDependent",
    "ForeignObject",
    "InvalidBlobName",
    "InvalidDatabaseUrl",
    "InvalidStorageUrl",
    "InvalidValue",
    "NotAPicture",
    "OtherEventLoop",
    "OwnerMissing",
    "PictureTooLarge",
    "ReadOnlyServer",
    "RightMissing",
    "RolesMissing",
    "SchemaMismatch",
    "StoreMissing",
    "StoreRefused",
    "StoreUnavailable",
    "TransactionOpen",
    "TruncatedPicture",
    "UnknownMigration",
    "UnsupportedPicture",
    "UrlNotSigned",
    "WrongEncoding",
    "WrongModelKey",
]


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


class ReadOnlyServer(Conflict):
    """The server is a standby, or recovers."""

    sqlstate = "NB106"
    message = "the server is read-only"
    hint = "Deploy to the primary server, which hands it on."


class WrongEncoding(Conflict):
    """The database cannot hold every text."""

    sqlstate = "NB107"
    message = "the database's encoding is not UTF8"
    hint = "Make another one: createdb --template template0 --encoding UTF8."


class ForeignObject(Conflict):
    """Something of somebody else's is in the datastore's schemas; the detail names it and its owner."""

    sqlstate = "NB108"
    message = "something of somebody else's is in the datastore's schemas"
    hint = "Have its owner move it to another schema, or drop it: alter … set schema …, drop …."


class ForeignDependent(Conflict):
    """Something of somebody else's stands on what must be dropped; the detail names both."""

    sqlstate = "NB109"
    message = "something of somebody else's stands on what must change"
    hint = "Drop it, deploy, and create it again."


class DatabaseConflict(Conflict):
    """Others worked on the same rows at the same moment, and the database undid this call: a deadlock, for example."""

    sqlstate = "NB110"
    message = "others worked on the same rows at the same moment"
    hint = "Try again: nothing of the call was done."
    transient = True


class ClientClosed(Conflict):
    """The client, or the pool that it was made with, was closed before."""

    sqlstate = "NB111"
    message = "the client is closed"
    hint = "Make another client."


class OtherEventLoop(Conflict):
    """An async client was used from two event loops, of which the first still runs, or made its pool."""

    sqlstate = "NB112"
    message = "the client belongs to another event loop"
    hint = "Make a client for each event loop, or hand over a URL: then the client follows when a loop has ended."


class CitusMissing(Conflict):
    """The database is to be spread over several machines, and the extension for it is not there."""

    sqlstate = "NB113"
    message = "the extension citus is not in the database"
    hint = "One machine needs none of it. For several, see docs/scale.md: create extension citus, then add the nodes."


class RolesMissing(NotAllowed):
    """The roles are not there, or the login may not act as their owner, and may do nothing about it."""

    sqlstate = "NB301"
    message = "the roles are not there, or this login may not act as nachet_owner"
    hint = "Have someone who may create roles run what `nachet-datastore roles {login}` prints."


class RightMissing(NotAllowed):
    """The login may not create the schemas."""

    sqlstate = "NB302"
    message = "this login may not create schemas in the database"
    hint = "Deploy as the owner of the database, or have it run: grant create on database … to {login}."


class OwnerMissing(NotAllowed):
    """Something of the datastore's belongs to somebody else, and the login may not hand it over."""

    sqlstate = "NB303"
    message = "something of the datastore's does not belong to nachet_owner"
    hint = "Deploy once as a superuser, or as its owner if that is a member of nachet_owner."


class AnalystRequired(NotAllowed):
    """Tables and reports come from the views, which the login may not read: the backend's may read none."""

    sqlstate = "NB304"
    message = "this login may not read the views"
    hint = "Connect as a member of nachet_analyst, or as the owner of the database."


class EmptyPicture(InvalidInput):
    """There are no bytes."""

    sqlstate = "NB201"
    message = "the picture is empty"
    hint = "Choose a file with a picture in it."


class NotAPicture(InvalidInput):
    """The bytes are of no type that is accepted, whatever the name says."""

    sqlstate = "NB202"
    message = "not a picture"
    hint = "Use PNG, JPEG, TIFF, WebP, BMP, GIF, JPEG 2000, AVIF, or a NumPy array of numbers (.npy)."


class TruncatedPicture(InvalidInput):
    """The bytes begin as a picture but are damaged or end too early."""

    sqlstate = "NB203"
    message = "the picture is damaged or cut off"
    hint = "Export or copy the file again."


class PictureTooLarge(InvalidInput):
    """The picture has more bytes, pixels, pages, frames or scans than the limit, or takes too long to decode.

    The detail has the `limit`, its `unit` and the `option` that sets it.
    """

    sqlstate = "NB204"
    message = "the picture is too large"
    hint = "Make it smaller, or raise the limit where that is safe: max_bytes, or an option of DecodingLimits."


class InvalidBlobName(InvalidInput):
    """The name of a container or blob leaves the store or breaks its rules."""

    sqlstate = "NB205"
    message = "not a name that the blob store accepts"
    hint = "Use the names that the database gives."


class InvalidStorageUrl(InvalidInput):
    """The text names no blob store."""

    sqlstate = "NB206"
    message = "not a blob store"
    hint = (
        "Use /folder, ./folder or file:///folder, a connection string, or https://account.blob.core.windows.net (?SAS)."
    )


class InvalidValue(InvalidInput):
    """A value is of the wrong kind, or has no form in the database; `detail` names its place.

    Such are an unknown choice, a source of a picture that is not bytes, a path or a binary stream, an id that is not a
    UUID, NaN and the infinities, numbers of more than 4,300 digits, text with a NUL character or half a surrogate pair,
    objects that JSON has no form for, and documents that are cyclic or too deep.
    """

    sqlstate = "NB207"
    message = "not a value that can be taken"
    hint = "Use what the method describes: UUIDs, finite numbers, text without NUL, documents at most 32 levels deep."


class WrongModelKey(InvalidInput):
    """A secret of a model was encrypted with a key that the client does not have, or for another key of a document."""

    sqlstate = "NB210"
    message = "no key decrypts this secret of a model"
    hint = "Give the client all keys with which secrets were encrypted."


class InvalidDatabaseUrl(InvalidInput):
    """The text is not the URL of a database. It is never repeated, since it may have a password."""

    sqlstate = "NB209"
    message = "not a database URL"
    hint = "Use postgresql://user@host:5432/name, with %-escapes for other characters of a password; or PGPASSWORD."


class UnsupportedPicture(InvalidInput):
    """The bytes are of a known format, or of a kind of it, that cannot be decoded here; they may well be whole.

    The detail has the `format`, which one to `choose` instead, and for a kind of a format the `reason`.
    """

    sqlstate = "NB208"
    message = "a picture of this format cannot be read"
    hint = "Export it in the format that the detail names; the extra `microscopy` reads more kinds of TIFF."


class StoreUnavailable(StoreError):
    """The store did not answer, or not well, after all retries."""

    sqlstate = "NB401"
    message = "the blob store is not available"
    hint = "Try again later: every step can be repeated."
    transient = True


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


class DatabaseUnavailable(NachetError):
    """No server took the call, or its answer was lost: then `may_be_done` is true. The detail has the reason."""

    sqlstate = "NB407"
    message = "the database is not available"
    hint = "Try again later; with ids of your own, or where the reference says so, a repeated call is harmless."
    transient = True


class DatabaseRefused(NachetError):
    """The server refused the login: user, password, database or encryption are not right."""

    sqlstate = "NB408"
    message = "the database refused the login"
    hint = "Check user, password, database and sslmode of the URL, and pg_hba.conf; trying again does not help."


class DecoderFailed(NachetError):
    """The process that decodes pictures ended, for example because memory was short; the next picture gets a new one.

    The detail has the `reason`, and the `exit_code` of the process: -9 where the system killed it.
    """

    sqlstate = "NB409"
    message = "the picture could not be decoded"
    transient = True
    hint = "Try again; when it stays, look at the memory of the machine, and at this picture."
