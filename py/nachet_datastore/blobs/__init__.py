"""The blob protocol: pictures in a blob store, kept in step with the rows that describe them.

``flows.py`` has uploads, reading and the tasks, ``fsck.py`` the checker, ``pictures.py`` what bytes are,
``decoding.py`` the processes that decode them (the program ``decoder.py``), ``stores/`` Azure and the local folder;
``client.py`` and ``aio.py`` are the clients that take the steps of all that. It uses the wrapper.
"""

from .aio import AsyncDatastore
from .client import Datastore
from .decoding import DecodingLimits
from .flows import Progress, RefusedUpload, StoredBlob, Upload, UploadReport
from .pictures import PictureInfo, inspect
from .stores import open_async_store, open_store

__all__ = [
    "AsyncDatastore",
    "Datastore",
    "DecodingLimits",
    "PictureInfo",
    "Progress",
    "RefusedUpload",
    "StoredBlob",
    "Upload",
    "UploadReport",
    "inspect",
    "open_async_store",
    "open_store",
]
