"""Pictures of seeds in a blob store, everything about them in PostgreSQL.

``Datastore`` and ``AsyncDatastore`` are the way in; each of their methods is one call of a published SQL function or a
flow of such calls and blob work. Nothing happens at import.
"""

from . import errors, records
from .blobs import (
    DecodingLimits,
    PictureInfo,
    Progress,
    RefusedUpload,
    StoredBlob,
    Upload,
    UploadReport,
    inspect,
    open_async_store,
    open_store,
)
from .errors import Conflict, InvalidInput, NachetError, NotAllowed, NotFound, StoreError
from .tables import AsyncDatastore, Datastore
from .wrapper import ModelCipher, Timeouts

__all__ = [
    "AsyncDatastore",
    "Conflict",
    "Datastore",
    "DecodingLimits",
    "InvalidInput",
    "ModelCipher",
    "NachetError",
    "NotAllowed",
    "NotFound",
    "PictureInfo",
    "Progress",
    "RefusedUpload",
    "StoreError",
    "StoredBlob",
    "Timeouts",
    "Upload",
    "UploadReport",
    "errors",
    "inspect",
    "open_async_store",
    "open_store",
    "records",
]
