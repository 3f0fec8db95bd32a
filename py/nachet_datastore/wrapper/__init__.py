"""The thin wrapper: each published function of the database as a method of a client, and nothing more.

``calls.py`` is the table of the calls, from which ``methods.py`` and ``methods_aio.py`` are made; ``client.py`` and
``aio.py`` run them; ``pooling.py`` and ``timeouts.py`` say to which server and for how long, ``schema.py`` whether the
database fits, ``encoding.py`` what travels how, ``cipher.py`` what is encrypted. It uses the errors, records and
documents of the package, and none of its other parts.
"""

from .aio import AsyncDatabase
from .calls import Call, Step
from .cipher import ModelCipher
from .client import Database
from .timeouts import Timeouts

__all__ = ["AsyncDatabase", "Call", "Database", "ModelCipher", "Step", "Timeouts"]
