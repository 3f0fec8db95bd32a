"""Tables for notebooks: what analysts read, as Arrow tables, and pictures with their boxes; the extra ``arrow``.

``asking.py`` says what is asked of the views, ``gathering.py`` makes Arrow of what comes, ``drawing.py`` draws;
``client.py`` and ``aio.py`` are the clients with these methods, which import pyarrow and Pillow when they are called.
"""

from .aio import AsyncDatastore
from .client import Datastore

__all__ = ["AsyncDatastore", "Datastore"]
