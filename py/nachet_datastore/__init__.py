"""Pictures of seeds in a blob store, everything about them in PostgreSQL.

``Datastore`` and ``AsyncDatastore`` are the way in; each of their methods is one call of a published SQL function or a
flow of such calls and blob work. Nothing happens at import.
"""

from . import errors
from .aio import AsyncDatastore
from .client import Datastore
from .errors import Conflict, InvalidInput, NachetError, NotAllowed, NotFound, StoreError
from .flows import Progress, Upload
from .pictures import PictureInfo, inspect
from .stores import open_async_store, open_store

__all__ = [
    "AsyncDatastore",
    "Conflict",
    "Datastore",
    "InvalidInput",
    "NachetError",
    "NotAllowed",
    "NotFound",
    "PictureInfo",
    "Progress",
    "StoreError",
    "Upload",
    "errors",
    "inspect",
    "open_async_store",
    "open_store",
]
